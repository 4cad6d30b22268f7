"""Counts by the hour as running sums: what any span of hours holds is one difference, however long it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from alumusic.domain.counting.week import Counts
from alumusic.domain.report.calendar import Span


@dataclass(frozen=True)
class RunningSums:
    """`sums[n]` is what the first n hours after `start` hold."""

    start: int
    sums: Counts

    @classmethod
    def of(cls, start: int, counts: Counts) -> Self:
        sums = np.zeros((len(counts) + 1, *counts.shape[1:]), np.int32)
        np.cumsum(counts, axis=0, out=sums[1:])
        return cls(start, sums)

    def within(self, span: Span) -> Counts:
        found: Counts = self.sums[span.end - self.start] - self.sums[span.start - self.start]
        return found

    def between(self, edges: Sequence[int]) -> Counts:
        """From each edge to the next."""
        return np.diff(self.sums[[edge - self.start for edge in edges]], axis=0)
