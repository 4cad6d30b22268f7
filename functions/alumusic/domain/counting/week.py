"""A week of counters: dense arrays of bounded size, so that a read costs the same for any number of comments.

Open-ended names (artists, albums, tags) have bounded tables; names beyond them are counted as "outros".
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from alumusic.domain.comments.classification import Category, Sentiment
from alumusic.domain.counting.cells import CONFIDENCE_BINS, HOURS, Cells, first_hour, week_of
from alumusic.domain.counting.names import NameTable, Waiting, grown, places, plain

NOBODY, OTHERS = "", "outros"
MAX_ARTISTS, MAX_ALBUMS, MAX_TAGS = 24, 48, 48  # 0.9 MB packed if every counter is a random number below 1,000
CATEGORIES, SENTIMENTS = tuple(Category), tuple(Sentiment)
COMMENTS_AT, CRITICISMS_AT = 0, 1
"""Indexes on the last axis of the album and tag counters."""
_CATEGORY = {category: n for n, category in enumerate(CATEGORIES)}
_SENTIMENT = {sentiment: n for n, sentiment in enumerate(SENTIMENTS)}
_CRITICISM = _CATEGORY[Category.CRITICISM]
ARRAYS = ("volume", "confidence", "album", "tag")

Counts = NDArray[np.int32]
Usage = dict[str, int]


class VolumeKey(NamedTuple):
    category: Category
    sentiment: Sentiment
    confidence: int
    """Number of the bin."""
    artist: str
    album: str


class TagKey(NamedTuple):
    category: Category
    artist: str
    tag: str


class UsageKey(NamedTuple):
    model: str
    prompt_version: str
    figure: str


_KEYS: dict[str, type[Any]] = {"v": VolumeKey, "t": TagKey, "u": UsageKey}


class CounterRow(NamedTuple):
    """A parsed cell; `kind` determines the type of `key`."""

    kind: str
    hour: int
    key: Any
    number: int


def by_week(cells: Cells) -> dict[int, list[CounterRow]]:
    """Rows by week number; model usage belongs to the week of its day."""
    weeks: dict[int, list[CounterRow]] = {}
    for name, count in cells.items():
        kind, at, *values = json.loads(name)
        hour = at * 24 if kind == "u" else at
        weeks.setdefault(week_of(hour), []).append(CounterRow(kind, hour, _KEYS[kind](*values), count))
    return weeks


def _table(*fixed: str) -> Any:
    return field(default_factory=lambda: list(fixed))


def _zeros(*shape: int) -> Any:
    return field(default_factory=lambda: np.zeros(shape, np.int32))


@dataclass
class Week:
    """Counters of the 168 hours from `first_hour(number)`. Axis 0 of every array is the hour."""

    number: int
    artists: list[str] = _table(NOBODY, OTHERS)
    albums: list[str] = _table(OTHERS)
    """Each name is a JSON pair of artist and album."""
    tags: list[str] = _table(OTHERS)
    volume: Counts = _zeros(HOURS, 2, len(CATEGORIES), len(SENTIMENTS))
    confidence: Counts = _zeros(HOURS, 2, len(CATEGORIES), CONFIDENCE_BINS)
    album: Counts = _zeros(HOURS, 1, 2)
    """Axes: hour, album, (all comments, criticisms)."""
    tag: Counts = _zeros(HOURS, 2, 1, 2)
    """Axes: hour, artist, tag, (all comments, criticisms)."""
    usage: Usage = field(default_factory=dict)
    waiting: dict[str, Waiting] = field(default_factory=dict)
    """Table → names that have no place yet, with their counts."""

    def add(self, rows: Iterable[CounterRow]) -> None:
        rows = list(rows)
        volume = [row for row in rows if row.kind == "v"]
        tagged = [row for row in rows if row.kind == "t"]
        self._make_room(volume, tagged)
        artist, album, tag = places(self.artists), places(self.albums), places(self.tags)
        base = first_hour(self.number)
        for row in volume:
            category, sentiment, confidence, who, what = row.key
            hour, who_at, category_at = row.hour - base, artist.get(plain(who), 1), _CATEGORY[category]
            self.volume[hour, who_at, category_at, _SENTIMENT[sentiment]] += row.number
            self.confidence[hour, who_at, category_at, confidence] += row.number
            if what:
                self.album[hour, album.get(plain(_pair(who, what)), 0)] += (
                    row.number,
                    row.number * (category_at == _CRITICISM),
                )
        for row in tagged:
            category, who, code = row.key
            slot = row.hour - base, artist.get(plain(who), 1), tag.get(plain(code), 0)
            self.tag[slot] += (row.number, row.number * (_CATEGORY[category] == _CRITICISM))
        for row in rows:
            if row.kind == "u":
                key = json.dumps([row.hour // 24, *row.key], ensure_ascii=False)
                self.usage[key] = self.usage.get(key, 0) + row.number

    def take_tables(self, other: "Week") -> None:
        """Takes over the other week's names, and sets every counter to zero."""
        self.artists, self.albums, self.tags = list(other.artists), list(other.albums), list(other.tags)
        for name in ARRAYS:
            setattr(self, name, np.zeros_like(getattr(other, name)))

    def _make_room(self, volume: list[CounterRow], tagged: list[CounterRow]) -> None:
        """Adds new names; in a full table, the names with the fewest comments of the week become "outros"."""
        artists = self._grown(
            "artists", self.volume, 1, ((row.key.artist, row.number) for row in volume), MAX_ARTISTS, 2
        )
        pairs = ((_pair(row.key.artist, row.key.album), row.number) for row in volume if row.key.album)
        albums = self._grown("albums", self.album[:, :, COMMENTS_AT], 1, pairs, MAX_ALBUMS, 1)
        tags = self._grown(
            "tags", self.tag[:, :, :, COMMENTS_AT], 2, ((row.key.tag, row.number) for row in tagged), MAX_TAGS, 1
        )
        if artists != self.artists:
            self.volume = _moved(self.volume, 1, self.artists, artists, 1)
            self.confidence = _moved(self.confidence, 1, self.artists, artists, 1)
            self.tag = _moved(self.tag, 1, self.artists, artists, 1)
        if albums != self.albums:
            self.album = _moved(self.album, 1, self.albums, albums, 0)
        if tags != self.tags:
            self.tag = _moved(self.tag, 2, self.tags, tags, 0)
        self.artists, self.albums, self.tags = artists, albums, tags

    def _grown(
        self, name: str, counts: Counts, axis: int, new: Iterable[tuple[str, int]], most: int, fixed: int
    ) -> list[str]:
        table = NameTable(getattr(self, name), self.waiting.get(name, {}))
        names, self.waiting[name] = grown(table, _weights(counts, axis), new, most, fixed)
        return names


def _pair(artist: str, album: str) -> str:
    return json.dumps([artist, album], ensure_ascii=False)


def _weights(counts: Counts, axis: int) -> list[int]:
    others = tuple(n for n in range(counts.ndim) if n != axis)
    return [int(total) for total in counts.sum(axis=others)]


def _moved(counts: Counts, axis: int, before: list[str], after: list[str], others: int) -> Counts:
    place = {name: at for at, name in enumerate(after)}
    shape = list(counts.shape)
    shape[axis] = len(after)
    moved = np.zeros(shape, np.int32)
    target, source = np.moveaxis(moved, axis, 0), np.moveaxis(counts, axis, 0)
    np.add.at(target, [place.get(name, others) for name in before], source)
    return moved
