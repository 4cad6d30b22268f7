"""Significance of changes in a share: a two-proportion test, with control of the false discovery rate.

Used by the report and the digest. Each share (comments on a tag, on an artist or of a category, among all comments of
a span) is compared with the span before by the pooled two-proportion z-test, two-sided (Fleiss, Levin and Paik,
Statistical Methods for Rates and Proportions, 2003, section 3.1). Among all tests of one pair of spans, the step-up
rule of Benjamini and Hochberg (1995, Journal of the Royal Statistical Society B 57, 289-300) selects the changes to
report, at an expected share of 5 % false ones. Small numbers are not tested: each of the four expected counts must be
5 or more (below that the normal approximation fails), and the two spans must have 10 comments on the subject together.
"""

from collections.abc import Sequence
from math import erfc, sqrt
from typing import NamedTuple

FALSE_DISCOVERIES = 0.05
LEAST_EXPECTED = 5
LEAST_COMMENTS = 10


class ShareChange(NamedTuple):
    """Comments with a property, and all comments, of a span and of the span before it."""

    now: int
    of_now: int
    before: int
    of_before: int

    @property
    def share(self) -> float:
        return self.now / self.of_now

    @property
    def share_before(self) -> float:
        return self.before / self.of_before


def chance(change: ShareChange) -> float | None:
    """Two-sided p-value of the change; None if the numbers are too small to test."""
    if not change.of_now or not change.of_before or change.now + change.before < LEAST_COMMENTS:
        return None
    pooled = (change.now + change.before) / (change.of_now + change.of_before)
    expected = [total * part for total in (change.of_now, change.of_before) for part in (pooled, 1 - pooled)]
    if min(expected) < LEAST_EXPECTED:
        return None
    deviation = sqrt(pooled * (1 - pooled) * (1 / change.of_now + 1 / change.of_before))
    return erfc(abs(change.share - change.share_before) / deviation / sqrt(2))


def discoveries(chances: Sequence[float | None]) -> list[int]:
    """Indexes of the significant p-values, by the step-up rule of Benjamini and Hochberg."""
    tested = sorted((chance, at) for at, chance in enumerate(chances) if chance is not None)
    last = max(
        (rank for rank, (chance, _) in enumerate(tested, 1) if chance <= rank / len(tested) * FALSE_DISCOVERIES),
        default=0,
    )
    return sorted(at for _, at in tested[:last])
