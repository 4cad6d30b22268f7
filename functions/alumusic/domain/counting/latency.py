"""How long calls take, kept as counts by bin: a percentile of any day costs no more than its counters."""

from bisect import bisect_left
from collections.abc import Mapping

LIMITS_MS = tuple(round(50 * 1.5**n) for n in range(20))
"""Upper ends of the bins, the last at 110 s: three attempts of thirty seconds with their pauses fit."""


def bin_of(milliseconds: int) -> int:
    """The upper end of its bin; what is longer than all belongs to the last."""
    return LIMITS_MS[min(bisect_left(LIMITS_MS, milliseconds), len(LIMITS_MS) - 1)]


def percentile(bins: Mapping[int, int], share: float) -> float | None:
    """Within its bin by proportion, so at most half again too long. None where nothing was counted."""
    wanted = share * sum(bins.values())
    counted = 0
    for limit in sorted(bins):
        if bins[limit] and counted + bins[limit] >= wanted:
            lower = LIMITS_MS[LIMITS_MS.index(limit) - 1] if limit > LIMITS_MS[0] else 0
            return round(lower + (limit - lower) * (wanted - counted) / bins[limit], 1)
        counted += bins[limit]
    return None
