"""Opaque pagination cursors, valid only for the query that produced them."""

import base64
import binascii
import hashlib
import json
from datetime import UTC, datetime
from typing import Any, NamedTuple

from alumusic.domain.reading.filter import CommentQuery
from alumusic.domain.reading.plan import Position

_SEAL = 12  # hex digits


class Cursor(NamedTuple):
    option: int
    """Index of the plan's option that the store was queried by; the next page uses the same option."""
    after: Position


def to_text(cursor: Cursor, query: CommentQuery) -> str:
    body = json.dumps([cursor.option, *(_plain(value) for value in cursor.after)], separators=(",", ":"))
    return base64.urlsafe_b64encode(f"{_seal(body, query)}{body}".encode()).decode().rstrip("=")


def from_text(text: str, query: CommentQuery) -> Cursor:
    """Raises ValueError for a malformed cursor, or one of another query."""
    try:
        opened = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError):
        opened = ""
    seal, body = opened[:_SEAL], opened[_SEAL:]
    if seal != _seal(body, query):
        raise ValueError("the cursor is not of this query")
    option, *after = json.loads(body)
    return Cursor(option, tuple(_value(part) for part in after))


def _seal(body: str, query: CommentQuery) -> str:
    asked = query.model_dump_json(by_alias=True, exclude={"cursor", "limit", "format"})
    return hashlib.sha256(f"{asked}\n{body}".encode()).hexdigest()[:_SEAL]


def _plain(value: Any) -> Any:
    return {"t": value.astimezone(UTC).isoformat()} if isinstance(value, datetime) else value


def _value(part: Any) -> Any:
    return datetime.fromisoformat(part["t"]) if isinstance(part, dict) else part
