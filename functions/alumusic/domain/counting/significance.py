"""Which changes of a share are more than chance: a two-proportion test, and control of false discoveries.

Report and digest both ask here. Each share (comments on a tag, an artist, of a category, among all comments of a span)
is compared with the span before by the pooled two-proportion z-test, two-sided (Fleiss, Levin and Paik, Statistical
Methods for Rates and Proportions, 2003, section 3.1). Among all tests of one pair of spans, Benjamini and Hochberg's
step-up rule (1995, Journal of the Royal Statistical Society B 57, 289-300) takes those that keep the expected part of
false ones among them at 5 %. Small numbers are not tested: each of the four expected counts must be 5 or more (below,
the normal curve is no guide), and 10 comments must name the subject in the two spans together.
"""

from collections.abc import Sequence
from math import erfc, sqrt
from typing import NamedTuple

FALSE_DISCOVERIES = 0.05
LEAST_EXPECTED = 5
LEAST_COMMENTS = 10


class ShareChange(NamedTuple):
    """Comments with a property, and all comments of the same span: now and in the span before."""

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
    """How often chance alone makes a difference at least as large; None where the numbers are too small to say."""
    if not change.of_now or not change.of_before or change.now + change.before < LEAST_COMMENTS:
        return None
    pooled = (change.now + change.before) / (change.of_now + change.of_before)
    expected = [total * part for total in (change.of_now, change.of_before) for part in (pooled, 1 - pooled)]
    if min(expected) < LEAST_EXPECTED:
        return None
    deviation = sqrt(pooled * (1 - pooled) * (1 / change.of_now + 1 / change.of_before))
    return erfc(abs(change.share - change.share_before) / deviation / sqrt(2))


def discoveries(chances: Sequence[float | None]) -> list[int]:
    """Places of those that stand for something, by Benjamini and Hochberg's step-up rule."""
    tested = sorted((chance, at) for at, chance in enumerate(chances) if chance is not None)
    last = max(
        (rank for rank, (chance, _) in enumerate(tested, 1) if chance <= rank / len(tested) * FALSE_DISCOVERIES),
        default=0,
    )
    return sorted(at for _, at in tested[:last])
