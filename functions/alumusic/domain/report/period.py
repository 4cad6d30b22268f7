"""Figures and chart data of one period of one scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self, TypeVar

import numpy as np

from alumusic.domain.comments.classification import Category
from alumusic.domain.counting.cells import CONFIDENCE_BINS
from alumusic.domain.counting.shares import balance, ratio
from alumusic.domain.counting.week import CATEGORIES, SENTIMENTS, Counts
from alumusic.domain.report.calendar import Frame, Span, moment
from alumusic.domain.report.snapshot import (
    ArtistCategories,
    CategoryShare,
    ConfidenceByCategory,
    Figures,
    SentimentBucket,
    View,
    VolumeBucket,
    WeekdayHours,
    WeekSummary,
)

_PRAISE, _CRITICISM = CATEGORIES.index(Category.PRAISE), CATEGORIES.index(Category.CRITICISM)
_MIDDLES = [(n + 0.5) / CONFIDENCE_BINS for n in range(CONFIDENCE_BINS)]
_Table = list[list[int]]
"""One row per category, one column per sentiment."""

_Name = TypeVar("_Name")


@dataclass(frozen=True)
class RunningSums:
    """Prefix sums of hourly counts: the sum of any span of hours is one subtraction.

    `sums[n]` is the sum of the first n hours after `start`.
    """

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
        """Sums from each edge to the next."""
        return np.diff(self.sums[[edge - self.start for edge in edges]], axis=0)


@dataclass(frozen=True)
class ScopeCounts:
    """Hourly comments of one scope: by category and sentiment, by category and confidence, and in total."""

    volume: RunningSums
    confidence: RunningSums
    by_hour: Sequence[int]

    @classmethod
    def of(cls, start: int, volume: Counts, confidence: Counts) -> "ScopeCounts":
        by_hour = volume.reshape(len(volume), -1).sum(axis=1).tolist()
        return cls(RunningSums.of(start, volume), RunningSums.of(start, confidence), by_hour)

    def hours(self, span: Span) -> Sequence[int]:
        return self.by_hour[span.start - self.volume.start : span.end - self.volume.start]


def view(counts: ScopeCounts, frame: Frame, artists: list[ArtistCategories]) -> View:
    now, before = counts.volume.within(frame.now).tolist(), counts.volume.within(frame.before).tolist()
    buckets = counts.volume.between((*frame.starts, frame.now.end))
    return View(
        summary=_figures(now, before),
        categories=_shares(now),
        volume=[
            VolumeBucket(start=moment(start), by_category=named(CATEGORIES, bucket))
            for start, bucket in zip(frame.starts, buckets.sum(axis=2).tolist(), strict=True)
        ],
        sentiment=[
            SentimentBucket(start=moment(start), by_sentiment=named(SENTIMENTS, bucket), balance=balance(bucket))
            for start, bucket in zip(frame.starts, buckets.sum(axis=1).tolist(), strict=True)
        ],
        confidence=_confidence(counts.confidence.within(frame.now).tolist()),
        artists=artists,
        weekday_hours=_hours(counts.hours(frame.now), frame.now),
    )


def week_summary(counts: ScopeCounts, label: str, span: Span) -> WeekSummary:
    table = counts.volume.within(span).tolist()
    return WeekSummary(
        week=label,
        comments=sum(map(sum, table)),
        by_category=named(CATEGORIES, list(map(sum, table))),
        by_sentiment=named(SENTIMENTS, _by_sentiment(table)),
    )


def named(names: Sequence[_Name], counts: Sequence[int]) -> dict[_Name, int]:
    return dict(zip(names, counts, strict=True))


def _shares(now: _Table) -> list[CategoryShare]:
    total = sum(map(sum, now))
    return [
        CategoryShare(category=category, comments=sum(row), share=ratio(sum(row), total) or 0.0)
        for category, row in zip(CATEGORIES, now, strict=True)
    ]


def _figures(now: _Table, before: _Table) -> Figures:
    total, earlier = sum(map(sum, now)), sum(map(sum, before))
    return Figures(
        comments=total,
        praise=sum(now[_PRAISE]),
        criticisms=sum(now[_CRITICISM]),
        praise_share=ratio(sum(now[_PRAISE]), total),
        balance=balance(_by_sentiment(now)),
        comments_before=earlier,
        praise_share_before=ratio(sum(before[_PRAISE]), earlier),
        change=ratio(total - earlier, earlier),
    )


def _confidence(counts: Sequence[list[int]]) -> list[ConfidenceByCategory]:
    return [
        ConfidenceByCategory(
            category=category,
            comments=sum(bins),
            mean=ratio(sum(n * middle for n, middle in zip(bins, _MIDDLES, strict=True)), sum(bins)),
            bins=bins,
        )
        for category, bins in zip(CATEGORIES, counts, strict=True)
    ]


def _hours(counts: Sequence[int], span: Span) -> list[WeekdayHours]:
    grid = [[0] * 24 for _ in range(7)]
    for hour, number in zip(range(*span), counts, strict=True):
        if number:
            local = moment(hour)
            grid[local.weekday()][local.hour] += number
    return [WeekdayHours(weekday=n + 1, hours=row) for n, row in enumerate(grid)]


def _by_sentiment(table: _Table) -> list[int]:
    return [sum(column) for column in zip(*table, strict=True)]
