"""Every number of the report equals a recount, whatever was said, in whatever order it was counted and folded."""

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.unit.counted import differences_after_changes, differences_of, story

SEEDS = st.integers(0, 2**32)
UNSHRUNK = [
    Phase.explicit,
    Phase.reuse,
    Phase.generate,
]  # a story is made of chance: a smaller seed is no smaller story


@settings(max_examples=60, deadline=None, phases=UNSHRUNK)
@given(SEEDS)
def test_every_number_equals_a_recount(seed: int) -> None:
    assert differences_of(story(seed)) == []


@settings(max_examples=40, deadline=None, phases=UNSHRUNK)
@given(SEEDS)
def test_corrections_and_deletions_count_as_if_nothing_else_had_been(seed: int) -> None:
    assert differences_after_changes(story(seed)) == []
