"""A sender's submission, and the receipt that answers it."""

import hashlib
from collections.abc import Sequence
from typing import Any, NamedTuple

from alumusic.domain.comments.intake import Rejection


class Submission(NamedTuple):
    """`items` are parsed but not validated. `fingerprint` reveals an idempotency key reused with another body."""

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
    """An earlier request with this idempotency key was published; it is published again only if it seems lost."""


def fingerprint(body: bytes, content_type: str) -> str:
    return hashlib.sha256(content_type.encode() + b"\n" + body).hexdigest()
