"""The system's answer to a sample, read from the stored classification."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict

from alumusic.domain.comments.classification import Category, Sentiment
from alumusic.domain.comments.comment import CommentStatus

LOST = "perdido"


class Answer(BaseModel):
    """`categoria` None means no answer, for the reason in `failure`. It counts as wrong."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    categoria: Category | None = None
    sentimento: Sentiment | None = None
    tags: tuple[str, ...] = ()
    confianca: float | None = None
    failure: str | None = None


NO_ANSWER = Answer(failure=LOST)


def answer_of(document: Mapping[str, Any] | None) -> Answer:
    """`document` is the comment's document in `comments`, or None if it does not exist."""
    if document is None:
        return NO_ANSWER
    if document.get("status") != CommentStatus.DONE.value:
        failure = document.get("failure") or {}
        return Answer(failure=str(failure.get("code") or LOST))
    return Answer(
        categoria=document["category"],
        sentimento=document["sentiment"],
        tags=tuple(document["tags"]),
        confianca=document["confidence"],
    )
