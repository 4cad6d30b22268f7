"""The filters of every list, count, chart and export of comments."""

import re
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    AliasChoices,
    AwareDatetime,
    BeforeValidator,
    Field,
    StringConstraints,
    WithJsonSchema,
)

from alumusic.domain.comments.spelling import CategoryName, SentimentName, StatusName, TagCode
from alumusic.domain.report.calendar import day_start
from alumusic.domain.text.folding import folded
from alumusic.domain.wire import Text, Wire

Filtered = Annotated[Text, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LOST_PLUS = re.compile(r"(?<=\d) (?=\d\d:?\d\d$)")  # an unencoded "+03:00" in a query string arrives as " 03:00"


def _from(value: Any) -> Any:
    return _moment(value, 0)


def _until(value: Any) -> Any:
    return _moment(value, 1)


def _moment(value: Any, days: int) -> Any:
    if not isinstance(value, str):
        return value
    if not _DAY.fullmatch(value):
        if "T" not in value:  # pydantic would read a bare number as a timestamp
            raise ValueError("deve ser uma data, como 2026-11-24 ou 2026-11-24T10:00:00-03:00")
        return _LOST_PLUS.sub("+", value)
    try:
        return day_start(date.fromisoformat(value) + timedelta(days=days))
    except (ValueError, OverflowError):
        raise ValueError("não é um dia do calendário") from None


def _in_utc(value: datetime) -> datetime:
    try:
        return value.astimezone(UTC)
    except OverflowError:
        raise ValueError("não é um dia do calendário") from None


def _yes_or_no(value: Any) -> Any:
    return {"sim": True, "nao": False}.get(folded(value), value) if isinstance(value, str) else value


# Wider than the format "date-time": a bare date is accepted, and an empty value is no filter.
_DESCRIBED = WithJsonSchema({"type": "string", "examples": ["2026-11-24", "2026-11-24T10:00:00-03:00"]})
From = Annotated[AwareDatetime, BeforeValidator(_from), AfterValidator(_in_utc), _DESCRIBED]
Until = Annotated[AwareDatetime, BeforeValidator(_until), AfterValidator(_in_utc), _DESCRIBED]
YesOrNo = Annotated[bool, BeforeValidator(_yes_or_no)]


class Order(StrEnum):
    NEWEST = "recentes"
    LEAST_CERTAIN = "menos_certos"
    MOST_CERTAIN = "mais_certos"


class CommentFilter(Wire):
    """Every filter may be left out; those that are tuples may repeat and mean any of; different ones mean all of."""

    search: Annotated[Text, StringConstraints(strip_whitespace=True, max_length=300)] | None = Field(
        default=None, validation_alias=AliasChoices("busca", "search")
    )
    """Words, accents and case ignored: all of them; in quotes: the phrase. Of text, artist, album, song."""
    category: tuple[CategoryName, ...] = Field(default=(), validation_alias=AliasChoices("categoria", "category"))
    sentiment: tuple[SentimentName, ...] = ()
    status: tuple[StatusName, ...] = ()
    tag: tuple[TagCode, ...] = ()
    candidate: tuple[TagCode, ...] = ()
    artist: tuple[Filtered, ...] = ()
    album: tuple[Filtered, ...] = ()
    model: tuple[Filtered, ...] = ()
    prompt_version: tuple[Filtered, ...] = ()
    batch: tuple[Filtered, ...] = ()
    reviewed: YesOrNo | None = None
    confidence_min: float | None = Field(default=None, ge=0, le=1)
    confidence_max: float | None = Field(default=None, ge=0, le=1)
    since: From | None = None
    """Received at this moment or later. A bare date is the start of that day in São Paulo."""
    until: Until | None = None
    """Received before this moment. A bare date is the end of that day in São Paulo."""


class CommentQuery(CommentFilter):
    order: Order = Order.NEWEST
    cursor: Annotated[str, StringConstraints(max_length=500)] | None = None
    limit: int = Field(default=50, ge=1, le=200)
    format: Literal["json", "csv", "ndjson"] | None = Field(
        default=None, validation_alias=AliasChoices("format", "formato")
    )
    """Answers as the export does."""
