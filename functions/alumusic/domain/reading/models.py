"""Comments as curators see them: the list, one with its history, and the filters of every list, count and export."""

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

from alumusic.domain.comments.classification import Category, Sentiment
from alumusic.domain.comments.comment import CommentStatus
from alumusic.domain.report.calendar import day_start
from alumusic.domain.report.snapshot import Snapshot
from alumusic.domain.text.folding import folded
from alumusic.domain.wire import CategoryName, SentimentName, StatusName, TagCode, Text, Wire

Filtered = Annotated[Text, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LOST_PLUS = re.compile(r"(?<=\d) (?=\d\d:?\d\d$)")  # "+03:00" in a query that nobody encoded


def _from(value: Any) -> Any:
    return _moment(value, 0)


def _until(value: Any) -> Any:
    return _moment(value, 1)


def _moment(value: Any, days: int) -> Any:
    if not isinstance(value, str):
        return value
    if not _DAY.fullmatch(value):
        if "T" not in value:  # a bare number is a moment to pydantic, and nothing to a person
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


# Wider than "date-time" says: a bare date will do, and an empty filter is none.
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

    busca: Annotated[Text, StringConstraints(strip_whitespace=True, max_length=300)] | None = Field(
        default=None, validation_alias=AliasChoices("busca", "search")
    )
    """Words, accents and case ignored: all of them; in quotes: the phrase. Of text, artist, album, song."""
    categoria: tuple[CategoryName, ...] = Field(default=(), validation_alias=AliasChoices("categoria", "category"))
    sentimento: tuple[SentimentName, ...] = ()
    status: tuple[StatusName, ...] = ()
    tag: tuple[TagCode, ...] = ()
    candidata: tuple[TagCode, ...] = ()
    artista: tuple[Filtered, ...] = ()
    album: tuple[Filtered, ...] = ()
    modelo: tuple[Filtered, ...] = ()
    versao_prompt: tuple[Filtered, ...] = ()
    lote: tuple[Filtered, ...] = ()
    revisado: YesOrNo | None = None
    confianca_min: float | None = Field(default=None, ge=0, le=1)
    confianca_max: float | None = Field(default=None, ge=0, le=1)
    de: From | None = None
    """Received at this moment or later. A bare date is the start of that day in São Paulo."""
    ate: Until | None = None
    """Received before this moment. A bare date is the end of that day in São Paulo."""


class CommentQuery(CommentFilter):
    ordem: Order = Order.NEWEST
    cursor: Annotated[str, StringConstraints(max_length=500)] | None = None
    limite: int = Field(default=50, ge=1, le=200)
    format: Literal["json", "csv", "ndjson"] | None = Field(
        default=None, validation_alias=AliasChoices("format", "formato")
    )
    """Answers as the export does."""


class ExportQuery(CommentFilter):
    ordem: Order = Order.NEWEST
    formato: Literal["csv", "json", "ndjson"] = Field(default="csv", validation_alias=AliasChoices("formato", "format"))
    bom: bool = False
    """Starts a CSV with a byte-order mark, which some spreadsheets need to see that it is UTF-8."""
    separador: Literal[",", ";"] = ","
    """Of a CSV's cells: spreadsheets set to Portuguese expect the semicolon."""


class TagView(Wire):
    codigo: str
    explicacao: str


class FailureView(Wire):
    codigo: str
    motivo: str
    em: AwareDatetime


class CommentView(Wire):
    id: str
    texto: str
    status: CommentStatus
    categoria: Category | None
    sentimento: Sentiment | None
    confianca: float | None
    tags: list[TagView]
    tags_funcionalidades: list[TagView]
    """The same as `tags`, under the name that earlier clients know."""
    candidatas: list[str]
    """Tag codes that the model invented and no curator has decided on."""
    evidencia: str
    artista: str | None
    album: str | None
    musica: str | None
    canal: str | None
    publicado_em: AwareDatetime
    data_recebimento: AwareDatetime
    classificado_em: AwareDatetime | None
    modelo: str | None
    versao_prompt: str | None
    curador: str | None
    """E-mail of the curator whose classification this is; null while it is the model's."""
    revisado: bool
    revisor: str | None
    revisado_em: AwareDatetime | None
    revisao: int
    lote_id: str
    falha: FailureView | None
    reenviado_em: AwareDatetime | None
    """When a failed comment was sent to the model again."""
    destaques: tuple[tuple[int, int], ...] = ()
    """Where the search was found in `texto`: [start, end) in UTF-16 code units, as JavaScript counts."""


class CommentPage(Wire):
    comentarios: list[CommentView]
    proximo: str | None
    """Cursor of the next page; a page may be short, or empty, and still have a next one."""
    total: int | None
    """Of the whole filter, by aggregation; null on later pages, and where only reading every row could tell."""


class ClassificationState(Wire):
    """Of a comment that the model failed on, there is no category yet."""

    categoria: Category | None
    sentimento: Sentiment | None
    confianca: float | None
    tags: list[str]
    modelo: str | None
    versao_prompt: str | None
    curador: str | None
    revisado: bool


class HistoryAction(StrEnum):
    CORRECTED = "correcao"
    ACCEPTED = "aceite"
    RECLASSIFIED = "reclassificacao"
    UNDONE = "desfeito"


class HistoryEntry(Wire):
    revisao: int
    """The revision that this change replaced."""
    acao: HistoryAction
    quem: str
    """A curator's e-mail, or the model's name."""
    em: AwareDatetime
    antes: ClassificationState
    depois: ClassificationState
    nota: str


class CommentDetail(CommentView):
    historico: list[HistoryEntry]
    """Oldest change first."""


class CommentCounts(Wire):
    total: int
    exato: bool
    """False where only the newest matches were read: the counts are then of those."""
    categorias: dict[Category, int]
    sentimentos: dict[Sentiment, int]
    status: dict[CommentStatus, int]
    revisados: int


class FilteredReport(Wire):
    relatorio: Snapshot
    """The report's charts, of the filtered comments alone."""
    comentarios: int
    completo: bool
    """False where only the newest matches were read."""


class Correction(Wire):
    """What is left out stays, but for the sentiment: a new category brings its usual one along."""

    categoria: CategoryName | None = None
    sentimento: SentimentName | None = None
    tags: list[TagCode] | None = Field(default=None, max_length=12)
    nota: Annotated[Text, StringConstraints(strip_whitespace=True, max_length=500)] = ""
    revisado: Literal[True] | None = None
    """Accepts the classification as it stands, when nothing else is given."""


class ReviewAction(StrEnum):
    CORRECT = "corrigir"
    ACCEPT = "aceitar"
    UNDO = "desfazer"
    RECLASSIFY = "reclassificar"


class Reviewed(Wire):
    id: Filtered
    revisao: int = Field(ge=0, strict=True)
    """As the curator saw it; a comment that somebody else changed meanwhile is left alone and said so."""


class Reviews(Wire):
    acao: ReviewAction
    itens: list[Reviewed] = Field(min_length=1, max_length=100)
    categoria: CategoryName | None = None
    sentimento: SentimentName | None = None
    tags: list[TagCode] | None = Field(default=None, max_length=12)
    nota: Annotated[Text, StringConstraints(strip_whitespace=True, max_length=500)] = ""


class ReviewResult(Wire):
    id: str
    ok: bool
    revisao: int | None
    """The comment's revision now."""
    codigo: str | None
    erro: str | None


class ReviewResults(Wire):
    resultados: list[ReviewResult]


class Resend(Wire):
    """Failed comments to send to the model again: these, or the oldest thousand."""

    ids: list[Filtered] | None = Field(default=None, min_length=1, max_length=1_000)


class Resent(Wire):
    enviados: int
    restantes: int
