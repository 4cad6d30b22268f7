"""How long comments are kept. Firestore's time-to-live policies delete what is past its `expire_at`; counters stay."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

DEAD_LETTERS = timedelta(days=30)  # messages that nobody could read, kept to find out why
_BEFORE = timedelta(days=2)  # a batch goes before its comments, or it would take them for pending

_SKEW = timedelta(hours=1)  # a sender's clock is ahead by less, and a comment older than its publication


@dataclass(frozen=True)
class Retention:
    """0 days: for ever."""

    days: int = 0

    def comment(self, received_at: datetime) -> dict[str, Any]:
        """The field to store with a comment, its history and its tombstone, if any."""
        return {"expire_at": received_at + timedelta(days=self.days)} if self.days else {}

    def batch(self, received_at: datetime) -> dict[str, Any]:
        return {"expire_at": received_at + timedelta(days=self.days) - _BEFORE} if self.days else {}

    def complete_since(self, now: datetime) -> datetime | None:
        """Every comment that was published since then is still stored; None: every comment."""
        return now - timedelta(days=self.days) + _SKEW if self.days else None
