"""Recount → compare: every stored comment is counted again, and the counters must say the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

import numpy as np

from alumusic.domain.aggregate import Aggregates, merged
from alumusic.domain.cells import add, cells_of
from alumusic.domain.classification import Classification
from alumusic.domain.comment import Comment
from alumusic.domain.week import MAX_ALBUMS, MAX_ARTISTS, MAX_TAGS, Counts, Row, Week, by_week, week_id

Classified = tuple[Comment, Classification]


class Comments(Protocol):
    def classified(self) -> Iterable[Classified]:
        """Every comment that is CONCLUIDO."""


class Counters(Protocol):
    def read_all(self) -> Aggregates: ...
    def replace(self, weeks: Sequence[Week], state: Aggregates) -> bool:
        """These weeks instead of what `state` was; False when a counter changed meanwhile."""


class Difference(NamedTuple):
    week: str
    counter: str
    counted: int
    recounted: int


class Finding(NamedTuple):
    published: list[datetime]
    """When each classified comment was published."""
    differences: list[Difference]


@dataclass(frozen=True)
class Audit:
    comments: Comments
    counters: Counters

    def __call__(self, *, repair: bool = False) -> Finding:
        """Meant for a quiet moment: comments that arrive between the two reads are differences too."""
        comments = list(self.comments.classified())
        cells = by_week(add(cells_of(*one) for one in comments))
        state = self.counters.read_all()
        numbers = sorted({*cells, *state.weeks, *(n for shard in state.shards for n in by_week(shard.cells))})
        stored = merged(numbers, state)
        recounted = [_recount(week, cells.get(week.number, [])) for week in stored]
        pairs = zip(stored, recounted, strict=True)
        differences = [found for week, again in pairs for found in _compare(week, again)]
        if repair and differences:
            self.counters.replace(recounted, state)
        return Finding([comment.published_at for comment, _ in comments], differences)


def _recount(stored: Week, rows: list[Row]) -> Week:
    """The same tables of names, so that what is "outros" there is "outros" here; what the model cost is kept."""
    again = Week(stored.number, usage=dict(stored.usage))
    again.take_tables(stored)
    again.add(rows)
    return again


def _compare(stored: Week, again: Week) -> list[Difference]:
    where = week_id(stored.number)
    everyone = [
        ("volume", stored.volume.sum(1), again.volume.sum(1)),
        ("confidence", stored.confidence.sum(1), again.confidence.sum(1)),
        ("tags", stored.tag.sum((1, 2)), again.tag.sum((1, 2))),
        ("albums", stored.album.sum(1), again.album.sum(1)),
    ]
    found = [_difference(where, name, counted, recounted) for name, counted, recounted in everyone]
    # In a full table a name may have been "outros" for a while: only its place differs, not the sum above.
    if len(stored.artists) < MAX_ARTISTS:
        found += _by_name(where, "artist", again.artists, stored.artists, again.volume, stored.volume, 1)
    if len(stored.albums) < MAX_ALBUMS:
        found += _by_name(where, "album", again.albums, stored.albums, again.album, stored.album, 1)
    if len(stored.tags) < MAX_TAGS:
        found += _by_name(where, "tag", again.tags, stored.tags, again.tag.sum(1), stored.tag.sum(1), 1)
    return [difference for difference in found if difference is not None]


def _by_name(
    where: str, kind: str, names: list[str], stored_names: list[str], again: Counts, stored: Counts, axis: int
) -> list[Difference | None]:
    found, nothing = [], np.zeros(1, np.int32)
    for name in dict.fromkeys([*stored_names, *names]):
        counted = stored.take([stored_names.index(name)], axis) if name in stored_names else nothing
        recounted = again.take([names.index(name)], axis) if name in names else nothing
        found.append(_difference(where, f"{kind} {name!r}", counted, recounted))
    return found


def _difference(where: str, counter: str, counted: Counts, recounted: Counts) -> Difference | None:
    if counted.shape == recounted.shape and (counted == recounted).all():
        return None
    if not counted.any() and not recounted.any():
        return None
    return Difference(where, counter, int(counted.sum()), int(recounted.sum()))
