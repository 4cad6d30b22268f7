"""A commit that loses to a concurrent one is retried a limited number of times."""

import pytest

from alumusic.domain.versioned import attempts


class Contended(Exception):
    pass


def test_a_loop_that_is_left_raises_nothing() -> None:
    for attempt in attempts(3, Contended()):
        if attempt == 2:
            break

    assert attempt == 2


def test_after_the_last_attempt_it_says_who_was_in_the_way() -> None:
    made = []

    with pytest.raises(Contended):
        for attempt in attempts(2, Contended()):
            made.append(attempt)

    assert made == [0, 1]
