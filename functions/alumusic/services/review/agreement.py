"""Model against people, over the newest reviewed comments."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from alumusic.domain.review.agreement import Confusion, Pair, confusion

MOST = 2_000  # reads of one answer; more would not move kappa in its second digit


class ReviewedStore(Protocol):
    def newest_reviewed(self, most: int) -> Sequence[Pair]:
        """Of comments that both the model and a person have judged."""


@dataclass(frozen=True)
class ShowAgreement:
    store: ReviewedStore

    def __call__(self) -> Confusion:
        return confusion(self.store.newest_reviewed(MOST))
