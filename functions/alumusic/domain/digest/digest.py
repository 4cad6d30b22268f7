"""The weekly digest as stored: one per week, with a revision that is incremented when it is made again."""

from enum import StrEnum
from typing import NamedTuple

from pydantic import AwareDatetime, BaseModel, ConfigDict

from alumusic.domain.comments.classification import Category, ModelUsage, Sentiment
from alumusic.domain.digest.week_figures import DigestFigures
from alumusic.domain.wire import Wire


class TextSource(StrEnum):
    MODEL = "modelo"
    FIGURES = "numeros"
    """Composed from the figures, because the model did not answer, or stated numbers that are not the week's."""


class SampleComment(Wire):
    """A comment that stands for many; `texto` is masked."""

    id: str
    text: str
    category: Category
    sentiment: Sentiment
    artist: str | None


class Digest(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    week: str
    revision: int
    created_at: AwareDatetime
    remade_at: AwareDatetime | None = None
    remade_by: str | None = None
    text: str
    source: TextSource
    model: str | None
    """Author of the text. None, like `prompt_version`, if the text was composed from the figures."""
    prompt_version: str | None
    figures: DigestFigures
    comments: tuple[SampleComment, ...]


class DigestText(NamedTuple):
    """A text and its model usage; `model` is None if the text was composed from the figures."""

    text: str
    source: TextSource
    model: str | None
    prompt_version: str | None
    usage: tuple[ModelUsage, ...]
