"""The figures of a digest: one week, compared with the week before."""

from datetime import date
from enum import StrEnum

from alumusic.domain.comments.classification import Category, Sentiment
from alumusic.domain.report.iso_week import IsoWeekName
from alumusic.domain.wire import Wire


class CategoryFigure(Wire):
    category: Category
    comments: int
    comments_before: int
    share: float
    """Of the week's comments, 0 to 1."""
    share_before: float


class SentimentFigure(Wire):
    sentiment: Sentiment
    comments: int
    comments_before: int
    share: float
    share_before: float


class DayFigure(Wire):
    day: date
    by_category: dict[Category, int]
    by_sentiment: dict[Sentiment, int]


class TagFigure(Wire):
    code: str
    name: str
    comments: int
    criticisms: int
    comments_before: int | None
    """Null where the week before counted it among "outros"."""


class ArtistFigure(Wire):
    artist: str
    comments: int
    comments_before: int | None
    by_category: dict[Category, int]


class TrendKind(StrEnum):
    CATEGORY = "categoria"
    TAG = "tag"
    ARTIST = "artista"


class Trend(Wire):
    """A share of the week's comments that changed by more than chance explains."""

    kind: TrendKind
    id: str
    name: str
    comments: int
    comments_before: int
    share: float
    share_before: float
    p: float
    """Of the two-proportion test, as it came out; that it is listed says that Benjamini and Hochberg's rule took it."""


class DigestFigures(Wire):
    week: IsoWeekName
    start: date
    end: date
    """Monday and Sunday, in São Paulo."""
    comments: int
    comments_before: int
    change: float | None
    """Change against the week before; null when that had none."""
    balance: float | None
    """(positive - negative) / all, -1 to 1."""
    balance_before: float | None
    categories: list[CategoryFigure]
    sentiments: list[SentimentFigure]
    days: list[DayFigure]
    tags: list[TagFigure]
    """The most frequent, most first; artists likewise."""
    artists: list[ArtistFigure]
    trends: list[Trend]
    """Largest change of share first."""
