"""Default values for tests; a test names only the fields that matter to it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from alumusic.domain.comments.classification import (
    Answers,
    Category,
    Classification,
    Failure,
    ModelUsage,
    Outcome,
    Sentiment,
)
from alumusic.domain.comments.comment import Batch, BatchMessage, Comment

# Alphabet of random texts: letters with and without accents, the syntax of JSON and cells, and difficult characters (a
# control, a soft hyphen, a zero-width space, a line separator, a lone accent, a letter beyond 16 bits, an emoji). The
# tests in tests/properties use all of Unicode, whose tables cost Hypothesis a second.
CHARACTERS = "aZé ç0-9.\"'\\/{}[]:,;<&%\n\t\0\u00ad\u200b\u2028\u0301\ufeff𝓼ß🎵"
AT = datetime(2026, 5, 6, 15, 30, tzinfo=UTC)  # a Wednesday, 12:30 in São Paulo


def uuid(n: int) -> str:
    return str(UUID(int=n))


def comment(n: int = 0, **fields: Any) -> Comment:
    return Comment(**{"id": uuid(n), "text": f"comentário {n}", "published_at": AT, "received_at": AT, **fields})


def classification(category: Category = Category.PRAISE, **fields: Any) -> Classification:
    ordinary = {"sentiment": Sentiment.POSITIVE, "confidence": 0.95, "classified_at": AT}
    return Classification(**{**ordinary, "category": category, **fields})


def failure(code: str = "bloqueado") -> Failure:
    return Failure(code=code, reason="o modelo recusou este comentário", failed_at=AT)


def answers(comments: Sequence[Comment], result: Classification | Failure | None = None, calls: int = 0) -> Answers:
    usage = [ModelUsage(model="m", prompt_version="v1", calls=calls)] if calls else []
    return Answers([Outcome(each, result or classification()) for each in comments], usage)


def batch(batch_id: str = "lote", **fields: Any) -> Batch:
    ordinary = {"sender": "servico:1", "total": 1, "fingerprint": "f", "received_at": AT}
    return Batch(**{**ordinary, "id": batch_id, **fields})


def message(*numbers: int, batch_id: str = "lote") -> BatchMessage:
    return BatchMessage(batch_id=batch_id, part=0, comments=tuple(comment(n) for n in numbers))
