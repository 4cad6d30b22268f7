"""Failed comments (FALHOU), to be sent to the model again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from alumusic.adapters.memory.reviews import MemoryReviews
from alumusic.adapters.memory.store import MemoryStore
from alumusic.domain.comments.comment import CommentStatus
from alumusic.domain.review.change import Record


class MemoryFailed:
    def __init__(self, store: MemoryStore) -> None:
        self.store = store

    def many(self, ids: Sequence[str]) -> dict[str, Record]:
        return MemoryReviews(self.store).many(ids)

    def failed(self, most: int) -> Sequence[Record]:
        with self.store.lock:
            ids = [key for key, stored in self.store.comments.items() if stored["status"] == CommentStatus.FAILED]
        ids.sort(key=lambda key: _longest_unsent(self.store.comments[key]))
        return list(self.many(ids[:most]).values())

    def failures(self) -> int:
        with self.store.lock:
            return sum(stored["status"] == CommentStatus.FAILED for stored in self.store.comments.values())

    def mark_resent(self, ids: Sequence[str], at: datetime) -> None:
        with self.store.lock:
            for comment_id in ids:
                stored = self.store.comments[comment_id]
                if stored["status"] == CommentStatus.FAILED:
                    self.store.comments[comment_id] = {**stored, "resent_at": at}


def _longest_unsent(stored: dict[str, Any]) -> tuple[bool, Any, datetime]:
    resent = stored["resent_at"]
    return resent is not None, resent or datetime.min, stored["received_at"]
