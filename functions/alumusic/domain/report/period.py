"""One period of one scope: what the report's charts and figures show of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from alumusic.domain.comments.classification import Category
from alumusic.domain.counting.cells import CONFIDENCE_BINS
from alumusic.domain.counting.shares import balance, ratio
from alumusic.domain.counting.week import CATEGORIES, SENTIMENTS, Counts
from alumusic.domain.report.calendar import Frame, Span, moment
from alumusic.domain.report.running import RunningSums
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
"""A row a category, a column a sentiment."""

_Name = TypeVar("_Name")


@dataclass(frozen=True)
class ScopeCounts:
    """Of one scope: comments by category and sentiment, and by category and confidence, hour by hour."""

    volume: RunningSums
    confidence: RunningSums
    by_hour: Sequence[int]

    @classmethod
    def of(cls, start: int, volume: Counts, confidence: Counts) -> "ScopeCounts":
        by_hour = volume.reshape(len(volume), -1).sum(axis=1).tolist()
        return cls(RunningSums.of(start, volume), RunningSums.of(start, confidence), by_hour)

    def hours(self, span: Span) -> Sequence[int]:
        return self.by_hour[span.start - self.volume.start : span.end - self.volume.start]


def view(heard: ScopeCounts, frame: Frame, artists: list[ArtistCategories]) -> View:
    now, before = heard.volume.within(frame.now).tolist(), heard.volume.within(frame.before).tolist()
    buckets = heard.volume.between((*frame.starts, frame.now.end))
    return View(
        resumo=_figures(now, before),
        categorias=_shares(now),
        volume=[
            VolumeBucket(inicio=moment(start), por_categoria=named(CATEGORIES, bucket))
            for start, bucket in zip(frame.starts, buckets.sum(axis=2).tolist(), strict=True)
        ],
        sentimento=[
            SentimentBucket(inicio=moment(start), por_sentimento=named(SENTIMENTS, bucket), saldo=balance(bucket))
            for start, bucket in zip(frame.starts, buckets.sum(axis=1).tolist(), strict=True)
        ],
        confianca=_confidence(heard.confidence.within(frame.now).tolist()),
        artistas=artists,
        horarios=_hours(heard.hours(frame.now), frame.now),
    )


def week_summary(heard: ScopeCounts, label: str, span: Span) -> WeekSummary:
    table = heard.volume.within(span).tolist()
    return WeekSummary(
        semana=label,
        comentarios=sum(map(sum, table)),
        por_categoria=named(CATEGORIES, list(map(sum, table))),
        por_sentimento=named(SENTIMENTS, _by_sentiment(table)),
    )


def named(names: Sequence[_Name], counts: Sequence[int]) -> dict[_Name, int]:
    return dict(zip(names, counts, strict=True))


def _shares(now: _Table) -> list[CategoryShare]:
    total = sum(map(sum, now))
    return [
        CategoryShare(categoria=category, comentarios=sum(row), parcela=ratio(sum(row), total) or 0.0)
        for category, row in zip(CATEGORIES, now, strict=True)
    ]


def _figures(now: _Table, before: _Table) -> Figures:
    total, earlier = sum(map(sum, now)), sum(map(sum, before))
    return Figures(
        comentarios=total,
        elogios=sum(now[_PRAISE]),
        criticas=sum(now[_CRITICISM]),
        parcela_elogios=ratio(sum(now[_PRAISE]), total),
        saldo=balance(_by_sentiment(now)),
        comentarios_antes=earlier,
        parcela_elogios_antes=ratio(sum(before[_PRAISE]), earlier),
        variacao=ratio(total - earlier, earlier),
    )


def _confidence(counts: Sequence[list[int]]) -> list[ConfidenceByCategory]:
    return [
        ConfidenceByCategory(
            categoria=category,
            comentarios=sum(bins),
            media=ratio(sum(n * middle for n, middle in zip(bins, _MIDDLES, strict=True)), sum(bins)),
            faixas=bins,
        )
        for category, bins in zip(CATEGORIES, counts, strict=True)
    ]


def _hours(counts: Sequence[int], span: Span) -> list[WeekdayHours]:
    grid = [[0] * 24 for _ in range(7)]
    for hour, number in zip(range(*span), counts, strict=True):
        if number:
            local = moment(hour)
            grid[local.weekday()][local.hour] += number
    return [WeekdayHours(dia_semana=n + 1, horas=row) for n, row in enumerate(grid)]


def _by_sentiment(table: _Table) -> list[int]:
    return [sum(column) for column in zip(*table, strict=True)]
