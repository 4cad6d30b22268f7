"""The published report, read by the public page, the press and the e-mail, and its packed form."""

import gzip
import hashlib
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from pydantic import AwareDatetime

from alumusic.domain.comments.classification import Category, Sentiment
from alumusic.domain.wire import Wire

EVERYONE = "todos"
"""Scope of all artists, including comments without an artist."""


class Period(StrEnum):
    DAY = "24h"
    WEEK = "7d"
    MONTH = "30d"
    EIGHT_WEEKS = "8s"


DEFAULT_PERIOD = Period.WEEK


class CategoryShare(Wire):
    category: Category
    comments: int
    share: float
    """Of the comments of the period, 0 to 1."""


class VolumeBucket(Wire):
    start: AwareDatetime
    """Start of the hour or day, in the report's time zone."""
    by_category: dict[Category, int]


class SentimentBucket(Wire):
    start: AwareDatetime
    by_sentiment: dict[Sentiment, int]
    balance: float | None
    """(positive - negative) / all, -1 to 1; null when the bucket is empty."""


class TagCount(Wire):
    code: str
    name: str
    comments: int
    criticisms: int
    comments_before: int
    """In the 48 hours before these, like `criticisms_before`."""
    criticisms_before: int


class ConfidenceByCategory(Wire):
    category: Category
    comments: int
    mean: float | None
    """Mean of the middles of the ten bins, 0 to 1."""
    bins: list[int]
    """Comments in ten bins of a tenth each."""


class ArtistCategories(Wire):
    artist: str
    comments: int
    by_category: dict[Category, int]


class ReleaseDay(Wire):
    day: int
    """Days since the album was first mentioned."""
    comments: int
    criticisms: int


class ReleaseCriticism(Wire):
    artist: str
    album: str
    first_mention: AwareDatetime
    days: list[ReleaseDay]


class WeekdayHours(Wire):
    weekday: int
    """1 = Monday, 7 = Sunday."""
    hours: list[int]
    """Comments in each of the 24 hours of the day."""


class WeekSummary(Wire):
    week: str
    """ISO week, as 2026-W30."""
    comments: int
    by_category: dict[Category, int]
    by_sentiment: dict[Sentiment, int]


class Figures(Wire):
    comments: int
    praise: int
    criticisms: int
    praise_share: float | None
    balance: float | None
    comments_before: int
    praise_share_before: float | None
    change: float | None
    """Change of the number of comments against the period before; null when there were none."""


class View(Wire):
    """One period of one scope."""

    summary: Figures
    categories: list[CategoryShare]
    volume: list[VolumeBucket]
    sentiment: list[SentimentBucket]
    confidence: list[ConfidenceByCategory]
    artists: list[ArtistCategories]
    """Empty in the scope of a single artist."""
    weekday_hours: list[WeekdayHours]


class Scope(Wire):
    """Everyone, or one artist."""

    id: str
    name: str
    comments: int
    tags: list[TagCount]
    weeks: list[WeekSummary]
    releases: list[ReleaseCriticism]
    periods: dict[Period, View]


class PeriodWindow(Wire):
    id: Period
    name: str
    start: AwareDatetime
    end: AwareDatetime
    unit: str
    """What a bucket of the charts over time is: "hora" or "dia"."""


class Chart(Wire):
    id: str
    title: str
    data: list[
        CategoryShare
        | VolumeBucket
        | TagCount
        | SentimentBucket
        | ConfidenceByCategory
        | ArtistCategories
        | ReleaseCriticism
        | WeekdayHours
        | WeekSummary
    ]


class Window(Wire):
    start: AwareDatetime
    end: AwareDatetime


class Headline(Wire):
    text: str
    detail: str


class Snapshot(Wire):
    """`graficos` shows everyone over the default period; `escopos` has every period of everyone and each artist."""

    generated_at: AwareDatetime
    window: Window
    time_zone: str
    total: int
    """Comments in the window."""
    headline: Headline
    charts: list[Chart]
    periods: list[PeriodWindow]
    scopes: list[Scope]


class PublishedReport(NamedTuple):
    """`packed` is the snapshot's JSON, gzipped."""

    packed: bytes
    etag: str
    minute: datetime


def pack(snapshot: Snapshot) -> PublishedReport:
    packed = gzip.compress(snapshot.model_dump_json(by_alias=True).encode(), 6, mtime=0)
    return PublishedReport(packed, hashlib.sha256(packed).hexdigest()[:32], snapshot.generated_at)
