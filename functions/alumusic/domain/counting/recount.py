"""Comparison of stored counters with a recount of the comments, week by week."""

from typing import NamedTuple

import numpy as np

from alumusic.domain.counting.cells import week_id
from alumusic.domain.counting.week import MAX_ALBUMS, MAX_ARTISTS, MAX_TAGS, CounterRow, Counts, Week


class Difference(NamedTuple):
    week: str
    counter: str
    counted: int
    recounted: int


def recount(stored: Week, rows: list[CounterRow]) -> Week:
    """Uses the stored name tables, so that the same names count as "outros"; keeps the stored model usage."""
    again = Week(stored.number, usage=dict(stored.usage))
    again.take_tables(stored)
    again.add(rows)
    return again


def compare(stored: Week, again: Week) -> list[Difference]:
    where = week_id(stored.number)
    everyone = [
        ("volume", stored.volume.sum(1), again.volume.sum(1)),
        ("confidence", stored.confidence.sum(1), again.confidence.sum(1)),
        ("tags", stored.tag.sum((1, 2)), again.tag.sum((1, 2))),
        ("albums", stored.album.sum(1), again.album.sum(1)),
    ]
    found = [_difference(where, name, counted, recounted) for name, counted, recounted in everyone]
    # In a full table a name may have counted as "outros" for a while: single names differ, but not the sums above.
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
