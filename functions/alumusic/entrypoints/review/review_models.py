"""Request and answer models of reviews, resends and erasure by author."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from alumusic.domain.comments.spelling import CategoryName, SentimentName, TagCode
from alumusic.domain.reading.filter import Filtered
from alumusic.domain.review.change import ReviewAction
from alumusic.domain.wire import Text
from alumusic.entrypoints.models import ApiModel


class Correction(ApiModel):
    """What is left out stays, but for the sentiment: a new category brings its usual one along."""

    categoria: CategoryName | None = None
    sentimento: SentimentName | None = None
    tags: list[TagCode] | None = Field(default=None, max_length=12)
    nota: Annotated[Text, StringConstraints(strip_whitespace=True, max_length=500)] = ""
    revisado: Literal[True] | None = None
    """Accepts the classification as it stands, when nothing else is given."""


class Reviewed(ApiModel):
    id: Filtered
    revisao: int = Field(ge=0, strict=True)
    """As the curator saw it; a comment that somebody else changed meanwhile is left alone and said so."""


class Reviews(ApiModel):
    acao: ReviewAction
    itens: list[Reviewed] = Field(min_length=1, max_length=100)
    categoria: CategoryName | None = None
    sentimento: SentimentName | None = None
    tags: list[TagCode] | None = Field(default=None, max_length=12)
    nota: Annotated[Text, StringConstraints(strip_whitespace=True, max_length=500)] = ""


class ReviewResult(ApiModel):
    id: str
    ok: bool
    revisao: int | None
    """The comment's revision now."""
    codigo: str | None
    erro: str | None


class ReviewResults(ApiModel):
    resultados: list[ReviewResult]


class Resend(ApiModel):
    """Failed comments to send to the model again: these, or the oldest thousand."""

    ids: list[Filtered] | None = Field(default=None, min_length=1, max_length=1_000)


class AuthorErasure(ApiModel):
    """`autor` as a sender gave it: only its keyed hash is stored. `simular` counts and erases nothing."""

    autor: Annotated[Text, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
    simular: bool = Field(default=False, strict=True)
