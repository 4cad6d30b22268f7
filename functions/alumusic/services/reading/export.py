"""Export every comment that matches a filter, with its history; only one page is in memory at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from alumusic.domain.reading.comment_view import CommentDetail
from alumusic.domain.reading.filter import CommentFilter, Order
from alumusic.domain.reading.plan import CommentRow, Position, plan
from alumusic.domain.reading.row import Explain, detail
from alumusic.services.parallel import both
from alumusic.services.reading.scan import CommentSearch, Scan, rarest

PAGE = 500


class Export(NamedTuple):
    total: int | None
    """None if only reading every row could tell."""
    pages: Iterator[list[CommentDetail]]


@dataclass(frozen=True)
class ExportComments:
    store: CommentSearch
    explain: Explain

    def __call__(self, asked: CommentFilter, order: Order) -> Export:
        """Reads the first page at once, so that a store's failure is raised before the file begins."""
        wanted = plan(asked, order)
        option = None if wanted.hopeless else rarest(self.store, wanted)
        if option is None:
            return Export(0, iter(()))
        scan = Scan(self.store, wanted, wanted.indexed(option))
        pages = self._pages(scan)
        first, total = both(lambda: next(pages, []), lambda: self.store.count(scan.asked) if wanted.exact else None)
        return Export(total, chain([first], pages))

    def _pages(self, scan: Scan) -> Iterator[list[CommentDetail]]:
        after: Position | None = None
        while True:
            found = scan(after, PAGE, PAGE + 1)
            yield self._with_history(found.rows)
            after = found.after
            if after is None:
                return

    def _with_history(self, rows: list[CommentRow]) -> list[CommentDetail]:
        changed = {row.id: row.fields["revision"] for row in rows if row.fields["revision"]}
        history = self.store.histories(changed) if changed else {}
        return [detail(row, history.get(row.id, ()), self.explain) for row in rows]
