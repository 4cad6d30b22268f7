"""The weekly digest as it is stored: one a week, with a revision that grows when it is made again."""

from typing import NamedTuple

from pydantic import AwareDatetime, BaseModel, ConfigDict

from alumusic.domain.comments.classification import ModelUsage
from alumusic.domain.digest.models import DigestFigures, SampleComment, TextSource


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
    """Of the text; null when it was composed from the figures. So is the prompt's version."""
    prompt_version: str | None
    figures: DigestFigures
    comments: tuple[SampleComment, ...]


class DigestText(NamedTuple):
    """A text and what it cost; a text that the figures made names no model."""

    text: str
    source: TextSource
    model: str | None
    prompt_version: str | None
    usage: tuple[ModelUsage, ...]
