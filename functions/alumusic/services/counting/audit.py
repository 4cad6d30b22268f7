"""Audit of the counters: recount every stored comment, and compare."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from alumusic.domain.comments.classification import Classification
from alumusic.domain.comments.comment import Comment
from alumusic.domain.counting.cells import add, cells_of, first_hour, hour_of
from alumusic.domain.counting.counters import Counters, merged
from alumusic.domain.counting.recount import Difference, compare, recount
from alumusic.domain.counting.week import Week, by_week

Classified = tuple[Comment, Classification]


class ClassifiedComments(Protocol):
    def classified(self) -> Iterable[Classified]:
        """Every comment with status CONCLUIDO."""


class AuditedCounters(Protocol):
    def read_all(self) -> Counters: ...
    def replace(self, weeks: Sequence[Week], state: Counters) -> bool:
        """Replaces `state` by these weeks; False if a counter has changed since it was read."""


class AuditReport(NamedTuple):
    published: list[datetime]
    """Publication time of each classified comment."""
    differences: list[Difference]


@dataclass(frozen=True)
class Audit:
    comments: ClassifiedComments
    counters: AuditedCounters
    since: datetime | None = None
    """Weeks that began earlier are not compared: their comments may have been deleted, while counters stay."""

    def __call__(self, *, repair: bool = False) -> AuditReport:
        """To be run without traffic: comments that arrive between the two reads are reported as differences."""
        comments = list(self.comments.classified())
        cells = by_week(add(cells_of(*one) for one in comments))
        state = self.counters.read_all()
        numbers = sorted({*cells, *state.weeks, *(n for shard in state.shards for n in by_week(shard.cells))})
        stored = merged(numbers, state)
        recounted = [recount(week, cells.get(week.number, [])) if self._whole(week) else week for week in stored]
        pairs = zip(stored, recounted, strict=True)
        differences = [found for week, again in pairs for found in compare(week, again)]
        if repair and differences:
            self.counters.replace(recounted, state)
        return AuditReport([comment.published_at for comment, _ in comments], differences)

    def _whole(self, week: Week) -> bool:
        return self.since is None or first_hour(week.number) >= hour_of(self.since)
