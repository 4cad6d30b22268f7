"""Counts of the comments that match a filter, by category, sentiment and status."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from alumusic.domain.comments.classification import Category, Sentiment
from alumusic.domain.comments.comment import CommentStatus
from alumusic.domain.reading.filter import CommentFilter
from alumusic.domain.reading.plan import CommentRow, IndexedQuery, Plan, plan
from alumusic.domain.wire import Wire
from alumusic.services.parallel import in_parallel
from alumusic.services.reading.scan import CommentSearch, Scan, rarest

MOST_COUNTED = 1_000  # matches, if each document has to be read
_READ_PER_MATCH = 5
_FACETS: dict[str, type[StrEnum]] = {"category": Category, "sentiment": Sentiment, "status": CommentStatus}
_REVIEWED = "reviewed"


class _Facet(NamedTuple):
    field: str
    value: Any


_EVERY = (*(_Facet(field, str(value)) for field, kind in _FACETS.items() for value in kind), _Facet(_REVIEWED, True))


class CommentCounts(Wire):
    total: int
    exact: bool
    """False where only the newest matches were read: the counts are then of those."""
    categories: dict[Category, int]
    sentiments: dict[Sentiment, int]
    status: dict[CommentStatus, int]
    reviewed_comments: int


@dataclass(frozen=True)
class CountComments:
    store: CommentSearch

    def __call__(self, asked: CommentFilter) -> CommentCounts:
        wanted = plan(asked)
        option = None if wanted.hopeless else rarest(self.store, wanted)
        if option is None:
            return _counts({}, 0)
        if wanted.exact:
            return self._asked(wanted.indexed(option))
        return self._read(wanted, option)

    def _asked(self, indexed: IndexedQuery) -> CommentCounts:
        narrowed = {facet: indexed.narrowed(facet.field, facet.value) for facet in _EVERY}
        queries = list(dict.fromkeys([indexed, *(query for query in narrowed.values() if query)]))
        found = dict(zip(queries, in_parallel(self.store.count, queries), strict=True))
        return _counts({facet: found[query] for facet, query in narrowed.items() if query}, found[indexed])

    def _read(self, wanted: Plan, option: int) -> CommentCounts:
        scan = Scan(self.store, wanted, wanted.indexed(option), wanted.reads((*_FACETS, _REVIEWED)))
        found = scan(None, MOST_COUNTED, MOST_COUNTED * _READ_PER_MATCH)
        return _counts(_tally(found.rows), len(found.rows), exact=found.after is None)


def _tally(rows: Iterable[CommentRow]) -> Counter[_Facet]:
    return Counter(facet for row in rows for facet in _EVERY if row.fields.get(facet.field) == facet.value)


def _counts(found: "dict[_Facet, int] | Counter[_Facet]", total: int, *, exact: bool = True) -> CommentCounts:
    def of(field: str) -> dict[Any, int]:
        return {value: found.get(_Facet(field, str(value)), 0) for value in _FACETS[field]}

    return CommentCounts(
        total=total,
        exact=exact,
        categories=of("category"),
        sentiments=of("sentiment"),
        status=of("status"),
        reviewed_comments=found.get(_Facet(_REVIEWED, True), 0),
    )
