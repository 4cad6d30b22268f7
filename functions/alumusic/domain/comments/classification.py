"""Labels given to a comment by the model or a curator, and the outcome and cost of model calls."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from alumusic.domain.comments.comment import Comment
from alumusic.domain.wire import Wire


class Category(StrEnum):
    PRAISE = "ELOGIO"
    CRITICISM = "CRÍTICA"
    SUGGESTION = "SUGESTÃO"
    QUESTION = "DÚVIDA"
    SPAM = "SPAM"


class Sentiment(StrEnum):
    POSITIVE = "POSITIVO"
    NEUTRAL = "NEUTRO"
    NEGATIVE = "NEGATIVO"


class Classification(BaseModel):
    """`candidates` are tag codes outside the catalogue: kept, but not counted until a curator accepts them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    category: Category
    sentiment: Sentiment
    confidence: float = Field(ge=0, le=1)
    tags: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    evidence: str = ""
    model: str | None = None
    prompt_version: str | None = None
    curator: str | None = None
    classified_at: AwareDatetime


class Failure(Wire):
    code: str
    """Stable, for programs."""
    reason: str
    """Why the comment ended as FALHOU: a Portuguese sentence, without the comment's text."""
    failed_at: datetime


class ModelUsage(BaseModel):
    """Cost of one or more model calls. Times in milliseconds, price in US dollars."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: str
    prompt_version: str
    calls: int = 0
    comments: int = 0
    cached: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    latency_ms: int = 0
    latencies_ms: tuple[int, ...] = ()
    """Latency of each call, for the percentiles."""
    price_usd: float = 0.0

    def __add__(self, other: "ModelUsage") -> "ModelUsage":
        summed = ("calls", "comments", "cached", "tokens_in", "tokens_out", "latency_ms", "latencies_ms", "price_usd")
        return self.model_copy(update={name: getattr(self, name) + getattr(other, name) for name in summed})


class Outcome(NamedTuple):
    comment: Comment
    result: Classification | Failure


class Answers(NamedTuple):
    """One outcome per comment, in any order, and the cost of the calls."""

    outcomes: Sequence[Outcome]
    usage: Sequence[ModelUsage]
