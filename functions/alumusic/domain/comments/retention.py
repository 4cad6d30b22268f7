"""Retention of comments: Firestore's time-to-live policies delete documents past `expire_at`; counters stay."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

DEAD_LETTERS = timedelta(days=30)  # unreadable messages, kept for analysis
_BEFORE = timedelta(days=2)  # a batch expires before its comments; it would count deleted ones as pending

_SKEW = timedelta(hours=1)  # more than the accepted clock skew, by which `published_at` may be later than `received_at`


@dataclass(frozen=True)
class Retention:
    """`days` = 0 keeps comments for ever."""

    days: int = 0

    def comment(self, received_at: datetime) -> dict[str, Any]:
        """Expiry field of a comment, its history and its tombstone; empty if they are kept for ever."""
        return {"expire_at": received_at + timedelta(days=self.days)} if self.days else {}

    def batch(self, received_at: datetime) -> dict[str, Any]:
        return {"expire_at": received_at + timedelta(days=self.days) - _BEFORE} if self.days else {}

    def complete_since(self, now: datetime) -> datetime | None:
        """Every comment published since this moment is still stored. None: all comments are."""
        return now - timedelta(days=self.days) + _SKEW if self.days else None
