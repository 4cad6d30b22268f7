"""A sender's request, and what we answer to it."""

import hashlib
from collections.abc import Sequence
from typing import Any, NamedTuple

from alumusic.domain.comments.intake import Rejection


class Submission(NamedTuple):
    """`items` are parsed but unchecked; `fingerprint` tells two requests with one idempotency key apart."""

    sender: str
    items: Sequence[Any]
    fingerprint: str
    idempotency_key: str | None = None
    sender_name: str = ""


class Receipt(NamedTuple):
    batch_id: str
    accepted: tuple[str, ...]
    rejections: tuple[Rejection, ...]
    repeated: bool = False
    """An earlier attempt with this idempotency key had been completed: nothing was published now."""


def fingerprint(body: bytes, content_type: str) -> str:
    return hashlib.sha256(content_type.encode() + b"\n" + body).hexdigest()
