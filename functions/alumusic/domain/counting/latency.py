"""Latency histogram of model calls: a day's percentiles are estimated from its counters alone."""

from bisect import bisect_left
from collections.abc import Mapping

LIMITS_MS = tuple(round(50 * 1.5**n) for n in range(20))
"""Upper ends of the bins in milliseconds. The last, 110 s, fits three attempts of 30 s with their pauses."""


def bin_of(milliseconds: int) -> int:
    """Upper end of the bin; longer latencies belong to the last bin."""
    return LIMITS_MS[min(bisect_left(LIMITS_MS, milliseconds), len(LIMITS_MS) - 1)]


def percentile(bins: Mapping[int, int], share: float) -> float | None:
    """Interpolated within the bin, so at most 50 % too high. None without counts."""
    wanted = share * sum(bins.values())
    counted = 0
    for limit in sorted(bins):
        if bins[limit] and counted + bins[limit] >= wanted:
            lower = LIMITS_MS[LIMITS_MS.index(limit) - 1] if limit > LIMITS_MS[0] else 0
            return round(lower + (limit - lower) * (wanted - counted) / bins[limit], 1)
        counted += bins[limit]
    return None
