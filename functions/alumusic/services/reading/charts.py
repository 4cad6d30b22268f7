"""The report's charts of the comments that match a filter: the same counters, filled from these comments."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from alumusic.domain.comments.classification import Classification
from alumusic.domain.comments.comment import Comment, CommentStatus
from alumusic.domain.comments.tags import TagCatalogue
from alumusic.domain.counting.cells import Cells, add, cells_of
from alumusic.domain.reading.filter import CommentFilter
from alumusic.domain.reading.plan import plan
from alumusic.domain.report.snapshot import Snapshot
from alumusic.domain.wire import Wire
from alumusic.services.reading.scan import CommentSearch, Scan, ScanResult, rarest

MOST_READ = 5_000  # documents, of about 300 bytes without their texts
_COMMENT = ("artist", "album", "published_at", "received_at")
_CLASSIFICATION = ("category", "sentiment", "confidence", "tags")


class FilteredReport(Wire):
    report: Snapshot
    """The report's charts, of the filtered comments alone."""
    comments: int
    complete: bool
    """False where only the newest matches were read."""


@dataclass(frozen=True)
class ReportFiltered:
    store: CommentSearch
    clock: Callable[[], datetime]
    tags: Callable[[], TagCatalogue]

    def __call__(self, asked: CommentFilter) -> FilteredReport:
        # Imported on use: numpy would make every cold start slower.
        from alumusic.domain.counting.counters import Counters, ShardState, merged
        from alumusic.domain.report.builder import build_snapshot, weeks_needed

        found = self._matches(asked)
        minute = self.clock().replace(second=0, microsecond=0)
        counted = ShardState(0, add(_cells(row.fields) for row in found.rows), None)
        weeks = merged(weeks_needed(minute), Counters({}, [counted]))
        return FilteredReport(
            report=build_snapshot(minute, weeks, self.tags().tags),
            comments=len(found.rows),
            complete=found.after is None,
        )

    def _matches(self, asked: CommentFilter) -> ScanResult:
        """Only classified comments match, as in the report."""
        nothing = ScanResult([], None)
        if asked.status and CommentStatus.DONE not in asked.status:
            return nothing
        wanted = plan(asked.model_copy(update={"status": (CommentStatus.DONE,)}))
        option = None if wanted.hopeless else rarest(self.store, wanted)
        if option is None:
            return nothing
        scan = Scan(self.store, wanted, wanted.indexed(option), wanted.reads((*_COMMENT, *_CLASSIFICATION)))
        return scan(None, MOST_READ, MOST_READ + 1)


def _cells(fields: Mapping[str, Any]) -> Cells:
    # Skip validation: thousands of comments come at once, from our own store.
    comment = Comment.model_construct(**{name: fields[name] for name in _COMMENT})
    return cells_of(comment, Classification.model_construct(**{name: fields[name] for name in _CLASSIFICATION}))
