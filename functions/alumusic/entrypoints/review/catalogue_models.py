"""Request and answer models of the tag catalogue and of the agreement between model and reviewers."""

from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints

from alumusic.domain.comments.classification import Category
from alumusic.domain.comments.spelling import TagCode
from alumusic.domain.wire import Text
from alumusic.entrypoints.models import ApiModel


class CatalogueTag(ApiModel):
    codigo: str
    explicacao: str
    da_curadoria: bool
    """Added by a curator; the rest is the first catalogue."""


class Example(ApiModel):
    id: str
    texto: str


class Candidate(ApiModel):
    codigo: str
    comentarios: int
    """Among the newest comments with a candidate."""
    exemplos: list[Example]


class Decision(StrEnum):
    ACCEPT = "aceitar"
    MERGE = "mesclar"
    REJECT = "rejeitar"


class DecisionView(ApiModel):
    codigo: str
    decisao: Decision
    destino: str | None
    """The tag that a merged candidate became."""
    por: str
    em: AwareDatetime


class Catalogue(ApiModel):
    tags: list[CatalogueTag]
    candidatas: list[Candidate]
    decisoes: list[DecisionView]


class CandidateDecision(ApiModel):
    decisao: Decision
    explicacao: Annotated[Text, StringConstraints(strip_whitespace=True, min_length=3, max_length=200)] | None = None
    """Needed to accept."""
    destino: TagCode | None = None
    """Needed to merge."""


class CategoryAgreement(ApiModel):
    categoria: Category
    do_modelo: int
    das_pessoas: int
    iguais: int


class Agreement(ApiModel):
    """Over the newest reviewed comments: what the model had said against what people settled on."""

    revisados: int
    iguais: int
    kappa: float | None = Field(ge=-1, le=1)
    """Cohen's; null where one side always says the same."""
    matriz: dict[Category, dict[Category, int]]
    """Model's category → people's category → comments."""
    categorias: list[CategoryAgreement]
