"""Call latencies are counted in buckets, from which the percentile is computed."""

import pytest

from alumusic.domain.counting.latency import LIMITS_MS, bin_of, percentile


@pytest.mark.parametrize(("time", "limit"), [(0, 50), (50, 50), (51, 75), (1_000_000, LIMITS_MS[-1])])
def test_a_time_is_counted_up_to_the_end_of_its_bin(time: int, limit: int) -> None:
    assert bin_of(time) == limit


def test_without_calls_there_is_no_percentile() -> None:
    assert percentile({}, 0.95) is None


def test_the_percentile_lies_in_the_bin_where_it_is_reached() -> None:
    assert percentile({50: 95, 112: 5}, 0.95) == 50
    assert percentile({50: 90, 112: 10}, 0.95) == 93.5
