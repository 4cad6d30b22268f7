"""The published report: what the public page, the press and the e-mail read. Field names are the public API's."""

from enum import StrEnum

from pydantic import AwareDatetime, BaseModel, ConfigDict

from alumusic.domain.comments.classification import Category, Sentiment

EVERYONE = "todos"
"""The scope that takes in every artist, and comments without one."""


class Period(StrEnum):
    DAY = "24h"
    WEEK = "7d"
    MONTH = "30d"
    EIGHT_WEEKS = "8s"


DEFAULT_PERIOD = Period.WEEK


class _Wire(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CategoryShare(_Wire):
    categoria: Category
    comentarios: int
    parcela: float
    """Of the comments of the period, 0 to 1."""


class VolumeBucket(_Wire):
    inicio: AwareDatetime
    """Start of the hour or day, in the report's time zone."""
    por_categoria: dict[Category, int]


class SentimentBucket(_Wire):
    inicio: AwareDatetime
    por_sentimento: dict[Sentiment, int]
    saldo: float | None
    """(positive - negative) / all, -1 to 1; null when the bucket is empty."""


class TagCount(_Wire):
    codigo: str
    nome: str
    comentarios: int
    criticas: int
    comentarios_antes: int
    """In the 48 hours before these, like `criticas_antes`."""
    criticas_antes: int


class ConfidenceByCategory(_Wire):
    categoria: Category
    comentarios: int
    media: float | None
    """Mean of the middles of the ten bins, 0 to 1."""
    faixas: list[int]
    """Comments in ten bins of a tenth each."""


class ArtistCategories(_Wire):
    artista: str
    comentarios: int
    por_categoria: dict[Category, int]


class ReleaseDay(_Wire):
    dia: int
    """Days since the album was first mentioned."""
    comentarios: int
    criticas: int


class ReleaseCriticism(_Wire):
    artista: str
    album: str
    primeira_mencao: AwareDatetime
    dias: list[ReleaseDay]


class WeekdayHours(_Wire):
    dia_semana: int
    """1 = Monday, 7 = Sunday."""
    horas: list[int]
    """Comments in each of the 24 hours of the day."""


class WeekSummary(_Wire):
    semana: str
    """ISO week, as 2026-W30."""
    comentarios: int
    por_categoria: dict[Category, int]
    por_sentimento: dict[Sentiment, int]


class Figures(_Wire):
    comentarios: int
    elogios: int
    criticas: int
    parcela_elogios: float | None
    saldo: float | None
    comentarios_antes: int
    parcela_elogios_antes: float | None
    variacao: float | None
    """Change of the number of comments against the period before; null when there were none."""


class View(_Wire):
    """One period of one scope."""

    resumo: Figures
    categorias: list[CategoryShare]
    volume: list[VolumeBucket]
    sentimento: list[SentimentBucket]
    confianca: list[ConfidenceByCategory]
    artistas: list[ArtistCategories]
    """Empty in the scope of a single artist."""
    horarios: list[WeekdayHours]


class Scope(_Wire):
    """Everyone, or one artist."""

    id: str
    nome: str
    comentarios: int
    tags: list[TagCount]
    semanas: list[WeekSummary]
    lancamentos: list[ReleaseCriticism]
    periodos: dict[Period, View]


class PeriodWindow(_Wire):
    id: Period
    nome: str
    inicio: AwareDatetime
    fim: AwareDatetime
    intervalo: str
    """What a bucket of the charts over time is: "hora" or "dia"."""


class Chart(_Wire):
    id: str
    titulo: str
    dados: list[
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


class Window(_Wire):
    inicio: AwareDatetime
    fim: AwareDatetime


class Headline(_Wire):
    texto: str
    detalhe: str


class Snapshot(_Wire):
    """`graficos` shows everyone over the default period; `escopos` has every period of everyone and each artist."""

    gerado_em: AwareDatetime
    janela: Window
    fuso: str
    total: int
    """Comments in the window."""
    manchete: Headline
    graficos: list[Chart]
    periodos: list[PeriodWindow]
    escopos: list[Scope]
