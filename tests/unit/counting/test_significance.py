"""Which changes are statistically significant."""

from math import isclose

import pytest

from alumusic.domain.counting.significance import ShareChange, chance, discoveries


def test_the_test_is_the_pooled_two_proportion_z_test() -> None:
    # By hand: pooled 0.25, deviation sqrt(0.25*0.75*(1/100+1/100)) = 0.0612, z = 0.10/0.0612 = 1.633, p = 0.1025.
    found = chance(ShareChange(30, 100, 20, 100))

    assert found is not None
    assert isclose(found, 0.10247, rel_tol=1e-3)
    assert found == chance(ShareChange(20, 100, 30, 100))


def test_an_equal_share_is_pure_chance() -> None:
    assert chance(ShareChange(30, 100, 60, 200)) == 1.0


@pytest.mark.parametrize(
    "change",
    [
        ShareChange(4, 1_000, 5, 1_000),  # nine comments name it
        ShareChange(9, 1_000, 1, 50),  # expected among the 50: half a comment
        ShareChange(98, 100, 99, 100),  # nearly all: the remainder is as small
        ShareChange(0, 0, 50, 100),
        ShareChange(50, 100, 0, 0),
    ],
)
def test_small_numbers_are_not_tested(change: ShareChange) -> None:
    assert chance(change) is None


def test_benjamini_and_hochbergs_own_example() -> None:
    """The fifteen p-values of Benjamini and Hochberg (1995, section 4); their rule accepts four at 5 %."""
    chances = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590,
        1.0,
    ]  # fmt: skip

    assert discoveries(chances) == [0, 1, 2, 3]


def test_the_step_goes_up_a_smaller_one_may_miss_its_own_line() -> None:
    assert discoveries([0.049, 0.03, None, 0.0001]) == [0, 1, 3]


def test_nothing_tested_nothing_found() -> None:
    assert discoveries([None, None]) == []
    assert discoveries([]) == []
