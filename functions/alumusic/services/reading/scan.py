"""Execute a plan: the store answers from its indexes; other conditions are compared here, within a budget of reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from alumusic.domain.reading.plan import CommentRow, IndexedQuery, Plan, Position
from alumusic.services.parallel import in_parallel


class CommentSearch(Protocol):
    def read(
        self, asked: IndexedQuery, after: Position | None, most: int, fields: Sequence[str] | None = None
    ) -> Sequence[CommentRow]:
        """The first `most` rows in order after a position; complete, or only with `fields`."""

    def count(self, asked: IndexedQuery) -> int: ...
    def one(self, comment_id: str) -> CommentRow | None: ...
    def histories(self, revisions: Mapping[str, int]) -> dict[str, list[Mapping[str, Any]]]:
        """Comment id → its history, from revision 0 up to, not including, the given revision."""


class ScanResult(NamedTuple):
    rows: list[CommentRow]
    after: Position | None
    """Position to continue after; None at the end."""


@dataclass(frozen=True)
class Scan:
    """Execution of a plan by one of its options."""

    store: CommentSearch
    plan: Plan
    asked: IndexedQuery
    fields: Sequence[str] | None = None

    def __call__(self, after: Position | None, most: int, budget: int) -> ScanResult:
        """Returns up to `most` matches and reads up to `budget` documents."""
        rows: list[CommentRow] = []
        fits = (lambda fields: True) if self.plan.exact else self.plan.matches
        size = min(most + 1, budget)
        while budget > 0:
            read = self.store.read(self.asked, after, size, self.fields)
            for stored in read:
                if not fits(stored.fields):
                    continue
                if len(rows) == most:
                    return ScanResult(rows, self.asked.position(rows[-1]))
                rows.append(stored)
            if len(read) < size:
                return ScanResult(rows, None)
            after, budget = self.asked.position(read[-1]), budget - size
            size = min(2 * size, budget)
        return ScanResult(rows, after)


def rarest(store: CommentSearch, plan: Plan) -> int | None:
    """Index of the option with the fewest matches; None if an option has none, since the plan then finds nothing."""
    if len(plan.options) < 2:
        return 0
    counts = in_parallel(lambda option: store.count(plan.indexed(option)), range(len(plan.options)))
    least = min(counts)
    return counts.index(least) if least else None
