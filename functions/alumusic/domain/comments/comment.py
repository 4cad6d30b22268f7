"""A listener's comment, exactly as received. Nothing downstream rewrites it."""

import re
from enum import StrEnum
from typing import Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

MAX_FIELD = (
    200  # characters of an artist's, album's, song's or channel's name; a Firestore index entry holds 1,500 bytes
)


class CommentStatus(StrEnum):
    PENDING = "PENDENTE"
    DONE = "CONCLUIDO"
    FAILED = "FALHOU"


ERASED = "APAGADO"  # status of a tombstone; not part of `CommentStatus`: never listed, never filterable
ID_PATTERN = "[0-9a-fA-F-]{36}"


def is_comment_id(text: str) -> bool:
    """Checks the form only. Text of another form must not reach the store: it may be no valid document name."""
    return re.fullmatch(ID_PATTERN, text) is not None


class Comment(BaseModel):
    """`author_hash` is a keyed hash; the author's name itself is never kept."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(min_length=36, max_length=36)
    text: str = Field(min_length=1)
    published_at: AwareDatetime
    received_at: AwareDatetime
    artist: str | None = None
    album: str | None = None
    song: str | None = None
    channel: str | None = None
    author_hash: str | None = None


class BatchMessage(BaseModel):
    """A Pub/Sub message: the part of a batch that one model call classifies."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    batch_id: str
    part: int = Field(ge=0)
    comments: tuple[Comment, ...] = Field(min_length=1)
    again: dict[str, int] | None = None
    """Comment id → revision to classify again. A comment that has another revision by then is left unchanged."""


class Batch(BaseModel):
    """The comments accepted from one request. `published_at` is set once Pub/Sub has acknowledged every message."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    sender: str
    sender_name: str = ""
    """Name at the time of the request: a token's name, or a curator's address."""
    total: int
    fingerprint: str
    received_at: AwareDatetime
    published_at: AwareDatetime | None = None
    duplicate_ids: tuple[str, ...] = ()
    """Ids accepted while an earlier batch with the same ids was in progress; the earlier batch owns these comments."""

    def pending(self, settled: int) -> int:
        """Number of comments still to be classified when `settled` of them are classified or failed."""
        return max(self.total - settled - len(self.duplicate_ids), 0)

    def same_request(self, other: Self) -> bool:
        return (self.sender, self.fingerprint) == (other.sender, other.fingerprint)


def cut(batch_id: str, comments: tuple[Comment, ...], size: int) -> list[BatchMessage]:
    """Messages of up to `size` comments, in order."""
    starts = range(0, len(comments), size)
    return [
        BatchMessage.model_construct(batch_id=batch_id, part=part, comments=comments[start : start + size])
        for part, start in enumerate(starts)
    ]
