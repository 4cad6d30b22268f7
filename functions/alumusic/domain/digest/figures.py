"""Compute the figures of a digest from the counters of two weeks."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from alumusic.domain.counting.cells import hour_of
from alumusic.domain.counting.shares import balance, ratio
from alumusic.domain.counting.significance import ShareChange, chance, discoveries
from alumusic.domain.counting.tally import Tally
from alumusic.domain.counting.week import CATEGORIES, CRITICISMS_AT, SENTIMENTS
from alumusic.domain.digest.week_figures import (
    ArtistFigure,
    CategoryFigure,
    DayFigure,
    DigestFigures,
    SentimentFigure,
    TagFigure,
    Trend,
    TrendKind,
)
from alumusic.domain.report.calendar import Span, day_start
from alumusic.domain.report.iso_week import IsoWeek
from alumusic.domain.text.words import CATEGORY_NAMES, capital

MOST_TAGS, MOST_ARTISTS, MOST_TRENDS = 10, 10, 10


def figures(week: IsoWeek, now: Tally, before: Tally, tag_names: Mapping[str, str]) -> DigestFigures:
    return DigestFigures(
        week=week.name,
        start=week.monday,
        end=week.sunday,
        comments=now.total,
        comments_before=before.total,
        change=ratio(now.total - before.total, before.total),
        balance=balance(now.by_sentiment),
        balance_before=balance(before.by_sentiment),
        categories=[
            CategoryFigure(category=category, **_compared(n, now.total, b, before.total))
            for category, n, b in zip(CATEGORIES, now.by_category, before.by_category, strict=True)
        ],
        sentiments=[
            SentimentFigure(sentiment=sentiment, **_compared(n, now.total, b, before.total))
            for sentiment, n, b in zip(SENTIMENTS, now.by_sentiment, before.by_sentiment, strict=True)
        ],
        days=[_day(now, day) for day in week.days],
        tags=[
            TagFigure(
                code=code,
                name=tag_names.get(code, code),
                comments=int(row.sum()),
                criticisms=int(row[CRITICISMS_AT]),
                comments_before=before.tags.total(code),
            )
            for code, row in now.tags.most(MOST_TAGS)
        ],
        artists=[
            ArtistFigure(
                artist=now.artists.spelling[key],
                comments=int(row.sum()),
                comments_before=before.artists.total(key),
                by_category=dict(zip(CATEGORIES, row.tolist(), strict=True)),
            )
            for key, row in now.artists.most(MOST_ARTISTS)
        ],
        trends=trends(now, before, tag_names),
    )


def trends(now: Tally, before: Tally, tag_names: Mapping[str, str]) -> list[Trend]:
    """Significant changes of a share, largest change first."""
    tested = list(_changes(now, before, tag_names))
    chances = [chance(change) for _, change in tested]
    found = [_trend(*tested[at], chances[at] or 0.0) for at in discoveries(chances)]
    return sorted(found, key=lambda one: (-abs(one.share - one.share_before), one.id))[:MOST_TRENDS]


_Subject = tuple[TrendKind, str, str]


def _changes(now: Tally, before: Tally, tag_names: Mapping[str, str]) -> Iterator[tuple[_Subject, ShareChange]]:
    for category, n, b in zip(CATEGORIES, now.by_category, before.by_category, strict=True):
        subject = TrendKind.CATEGORY, str(category), capital(CATEGORY_NAMES[category].many)
        yield subject, ShareChange(n, now.total, b, before.total)
    tables = (
        (TrendKind.TAG, now.tags, before.tags),
        (TrendKind.ARTIST, now.artists, before.artists),
    )
    for kind, table, earlier in tables:
        for key in sorted({*table.counts, *earlier.counts}):
            found, known_before = table.total(key), earlier.total(key)
            if found is not None and known_before is not None:
                name = table.spelling.get(key) or earlier.spelling[key]
                subject = kind, key, tag_names.get(key, key) if kind is TrendKind.TAG else name
                yield subject, ShareChange(found, now.total, known_before, before.total)


def _trend(subject: _Subject, change: ShareChange, p: float) -> Trend:
    kind, key, name = subject
    return Trend(
        kind=kind,
        id=key,
        name=name,
        comments=change.now,
        comments_before=change.before,
        share=round(change.share, 4),
        share_before=round(change.share_before, 4),
        p=p,
    )


def _compared(now: int, of_now: int, before: int, of_before: int) -> dict[str, Any]:
    return {
        "comments": now,
        "comments_before": before,
        "share": ratio(now, of_now) or 0.0,
        "share_before": ratio(before, of_before) or 0.0,
    }


def _day(now: Tally, day: date) -> DayFigure:
    start = hour_of(day_start(day))
    end = hour_of(day_start(day + timedelta(days=1)))
    counts = now.cut(Span(start, end))
    return DayFigure(
        day=day,
        by_category=dict(zip(CATEGORIES, counts.sum(axis=1).tolist(), strict=True)),
        by_sentiment=dict(zip(SENTIMENTS, counts.sum(axis=0).tolist(), strict=True)),
    )
