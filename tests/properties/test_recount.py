"""Every number of the report equals a recount, for any comments, order and compaction."""

from datetime import datetime
from random import Random

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from tests.support.counting import MOMENTS, counted, differences, differences_after_changes, differences_of, said, story
from tests.support.recount import HOUR, Heard, recount

SEEDS = st.integers(0, 2**32)  # the seeds 0, 5 and 10 make stories over 1, 39 and 134 days
UNSHRUNK = [
    Phase.explicit,
    Phase.reuse,
    Phase.generate,
]  # no shrinking: a smaller seed is no smaller story


@settings(max_examples=60, deadline=None, phases=UNSHRUNK)
@given(SEEDS)
@example(0)
@example(5)
@example(10)
def test_every_number_equals_a_recount(seed: int) -> None:
    assert differences_of(story(seed)) == []


@settings(max_examples=40, deadline=None, phases=UNSHRUNK)
@given(SEEDS)
@example(0)
@example(5)
@example(10)
def test_corrections_and_deletions_count_as_if_nothing_else_had_been(seed: int) -> None:
    assert differences_after_changes(story(seed)) == []


@pytest.mark.parametrize("moment", MOMENTS)
def test_hours_fall_into_the_local_days_and_weeks_of_any_year(moment: str) -> None:
    at = datetime.fromisoformat(moment)
    comments = [Heard(at - n * HOUR) for n in range(24 * 4)] + [Heard(at - n * 25 * HOUR) for n in range(4, 100)]

    counters = counted((heard.cells for heard in comments), Random(1), folds=0)

    assert differences(recount(comments, at), said(counters.snapshot(at))) == []
