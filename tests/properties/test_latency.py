"""A percentile computed from buckets is close to the true one."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from alumusic.domain.counting.latency import bin_of, percentile

TIMES = st.lists(st.integers(1, 100_000), min_size=1, max_size=200)


@given(TIMES)
def test_the_percentile_is_at_most_half_again_too_long_or_a_third_too_short(times: list[int]) -> None:
    exact = sorted(times)[-(-len(times) * 95 // 100) - 1]

    found = percentile(Counter(map(bin_of, times)), 0.95)

    assert found is not None
    assert exact / 1.51 - 51 <= found <= exact * 1.51 + 51
