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


ERASED = "APAGADO"  # status of the tombstone that an erased comment leaves: no list and no filter knows it
ID_PATTERN = "[0-9a-fA-F-]{36}"


def is_comment_id(text: str) -> bool:
    """False for what no comment can be called, and no document either."""
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
    """What travels on Pub/Sub: the part of a batch that one model call classifies."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    batch_id: str
    part: int = Field(ge=0)
    comments: tuple[Comment, ...] = Field(min_length=1)
    again: dict[str, int] | None = None
    """Comment id → the revision to replace: the model is asked anew, if the comment still is at that revision."""


class Batch(BaseModel):
    """What a sender was promised. `published_at` is set once Pub/Sub has acknowledged every message."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    sender: str
    sender_name: str = ""
    """As it was called when it sent this: a token's name, a curator's address."""
    total: int
    fingerprint: str
    received_at: AwareDatetime
    published_at: AwareDatetime | None = None
    duplicate_ids: tuple[str, ...] = ()
    """Accepted while an earlier batch with the same ids was still under way; that batch owns them."""

    def pending(self, settled: int) -> int:
        """How many it waits for, when so many of its comments are settled."""
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
