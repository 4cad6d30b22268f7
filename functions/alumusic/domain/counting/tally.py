"""Counts of one span of hours, by category and sentiment, by artist and by tag."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alumusic.domain.counting.cells import HOURS, first_hour
from alumusic.domain.counting.names import plain
from alumusic.domain.counting.week import (
    CATEGORIES,
    COMMENTS_AT,
    CRITICISMS_AT,
    NOBODY,
    OTHERS,
    SENTIMENTS,
    Counts,
    Week,
)
from alumusic.domain.report.calendar import Span

_Sums = NDArray[np.int64]
_UNNAMED = {NOBODY, OTHERS}


@dataclass(frozen=True)
class NameCounts:
    """Counts of a span by open-ended name. `seen` has the names of each week that also counts comments as "outros"."""

    counts: dict[str, _Sums]
    spelling: dict[str, str]
    seen: tuple[frozenset[str], ...]

    def most(self, number: int) -> list[tuple[str, _Sums]]:
        """Keys and counts, most comments first."""
        return sorted(self.counts.items(), key=lambda one: (-int(one[1].sum()), one[0]))[:number]

    def total(self, key: str) -> int | None:
        """Number of comments; None if some of them may have been counted as "outros"."""
        found = self.counts.get(key)
        if any(key not in names for names in self.seen):
            return None
        return 0 if found is None else int(found.sum())


@dataclass(frozen=True)
class Tally:
    hours: Span
    volume: _Sums
    """Axes: hour, category, sentiment."""
    artists: NameCounts
    """Counts by category."""
    tags: NameCounts
    """Counts as [other comments, criticisms]; criticisms are at `CRITICISMS_AT` here too."""

    @property
    def total(self) -> int:
        return int(self.volume.sum())

    @property
    def by_category(self) -> list[int]:
        return [int(n) for n in self.volume.sum(axis=(0, 2))]

    @property
    def by_sentiment(self) -> list[int]:
        return [int(n) for n in self.volume.sum(axis=(0, 1))]

    def cut(self, span: Span) -> _Sums:
        """Counts by category and sentiment of a part of the span."""
        found: _Sums = self.volume[span.start - self.hours.start : span.end - self.hours.start].sum(axis=0)
        return found


def tally(weeks: Sequence[Week], span: Span) -> Tally:
    """`weeks` must cover the span; weeks outside the span are ignored."""
    volume = np.zeros((span.end - span.start, len(CATEGORIES), len(SENTIMENTS)), np.int64)
    artists: list[tuple[str, _Sums]] = []
    tags: list[tuple[str, _Sums]] = []
    seen_artists: list[frozenset[str]] = []
    seen_tags: list[frozenset[str]] = []
    for week in weeks:
        base = first_hour(week.number)
        start, end = max(span.start, base), min(span.end, base + HOURS)
        if start >= end:
            continue
        part = slice(start - base, end - base)
        volume[start - span.start : end - span.start] += week.volume[part].sum(axis=1)
        by_artist, by_tag = week.volume[part].sum(axis=(0, 3)), week.tag[part].sum(axis=(0, 1))
        # A week stores [all, criticisms]; as [others, criticisms] a row sums to the number of comments.
        by_tag = np.stack([by_tag[:, COMMENTS_AT] - by_tag[:, CRITICISMS_AT], by_tag[:, CRITICISMS_AT]], axis=1)
        artists += zip(week.artists, by_artist, strict=True)
        tags += zip(week.tags, by_tag, strict=True)
        seen_artists += _seen(week.artists, by_artist)
        seen_tags += _seen(week.tags, by_tag)
    # A correction can make a name's count negative if the comment was first counted as "outros"; clamp at zero.
    return Tally(span, np.maximum(volume, 0), _table(artists, seen_artists), _table(tags, seen_tags))


def _table(rows: Iterable[tuple[str, _Sums]], seen: Sequence[frozenset[str]]) -> NameCounts:
    counts: dict[str, _Sums] = {}
    spellings: dict[str, Counter[str]] = {}
    for name, row in rows:
        if name in _UNNAMED:
            continue
        key = plain(name)
        counts[key] = counts.get(key, np.zeros(len(row), np.int64)) + row
        spellings.setdefault(key, Counter())[name] += int(row.sum())
    found = {key: np.maximum(row, 0) for key, row in counts.items() if np.maximum(row, 0).any()}
    return NameCounts(found, {key: spellings[key].most_common(1)[0][0] for key in found}, tuple(seen))


def _seen(names: Sequence[str], counts: Counts | _Sums) -> list[frozenset[str]]:
    """Empty if the week counts no comment as "outros": a missing name then has no comments."""
    if int(counts[names.index(OTHERS)].sum()) <= 0:
        return []
    return [frozenset(plain(name) for name in names)]
