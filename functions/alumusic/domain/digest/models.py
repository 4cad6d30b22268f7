"""Weekly digests: their figures, text and comments, as stored and as the API shows them."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints

from alumusic.domain.comments.classification import Category, Sentiment
from alumusic.domain.wire import Wire

WEEK_PATTERN = r"^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$"
IsoWeekName = Annotated[str, StringConstraints(pattern=WEEK_PATTERN)]
"""As 2026-W47."""


class CategoryFigure(Wire):
    categoria: Category
    comentarios: int
    comentarios_antes: int
    parcela: float
    """Of the week's comments, 0 to 1."""
    parcela_antes: float


class SentimentFigure(Wire):
    sentimento: Sentiment
    comentarios: int
    comentarios_antes: int
    parcela: float
    parcela_antes: float


class DayFigure(Wire):
    dia: date
    por_categoria: dict[Category, int]
    por_sentimento: dict[Sentiment, int]


class TagFigure(Wire):
    codigo: str
    nome: str
    comentarios: int
    criticas: int
    comentarios_antes: int | None
    """Null where the week before counted it among "outros"."""


class ArtistFigure(Wire):
    artista: str
    comentarios: int
    comentarios_antes: int | None
    por_categoria: dict[Category, int]


class TrendKind(StrEnum):
    CATEGORY = "categoria"
    TAG = "tag"
    ARTIST = "artista"


class Trend(Wire):
    """A share of the week's comments that changed by more than chance explains."""

    tipo: TrendKind
    id: str
    nome: str
    comentarios: int
    comentarios_antes: int
    parcela: float
    parcela_antes: float
    p: float
    """Of the two-proportion test, as it came out; that it is listed says that Benjamini and Hochberg's rule took it."""


class DigestFigures(Wire):
    semana: IsoWeekName
    inicio: date
    fim: date
    """Monday and Sunday, in São Paulo."""
    comentarios: int
    comentarios_antes: int
    variacao: float | None
    """Change against the week before; null when that had none."""
    saldo: float | None
    """(positive - negative) / all, -1 to 1."""
    saldo_antes: float | None
    categorias: list[CategoryFigure]
    sentimentos: list[SentimentFigure]
    dias: list[DayFigure]
    tags: list[TagFigure]
    """The most frequent, most first; artists likewise."""
    artistas: list[ArtistFigure]
    tendencias: list[Trend]
    """Largest change of share first."""


class SampleComment(Wire):
    """A comment that stands for many; `texto` is masked."""

    id: str
    texto: str
    categoria: Category
    sentimento: Sentiment
    artista: str | None


class TextSource(StrEnum):
    MODEL = "modelo"
    FIGURES = "numeros"
    """Composed from the figures: the model did not answer, or not with the week's own numbers."""


class MailFigures(Wire):
    destinatarios: int
    enviados: int
    pendentes: int
    falharam: int
    cancelados: int
    """Unsubscribed, or were removed, before their mail went out."""


class DigestSummary(Wire):
    semana: IsoWeekName
    inicio: date
    fim: date
    revisao: int
    """1 at first; each remake adds one."""
    criado_em: AwareDatetime
    refeito_em: AwareDatetime | None
    refeito_por: str | None
    texto: str
    origem: TextSource
    comentarios: int
    variacao: float | None
    saldo: float | None


class DigestPage(Wire):
    resumos: list[DigestSummary]
    proximo: str | None


class DigestQuery(Wire):
    cursor: IsoWeekName | None = None
    limite: int = Field(default=10, ge=1, le=50)


class DigestDetail(DigestSummary):
    modelo: str | None
    versao_prompt: str | None
    numeros: DigestFigures
    comentarios_representativos: list[SampleComment]
    correio: MailFigures | None
    """Null when this week was never mailed."""
