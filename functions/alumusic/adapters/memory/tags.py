"""The curators' decisions on candidate tags, and comments with candidates."""

from collections.abc import Sequence
from typing import Any

from alumusic.adapters.memory.reviews import MemoryReviews
from alumusic.adapters.memory.store import MemoryStore
from alumusic.domain.comments.tags import TagCatalogue
from alumusic.domain.review.change import Record, State


class MemoryTags:
    def __init__(self, store: MemoryStore) -> None:
        self.store = store

    def read(self) -> tuple[TagCatalogue, Any]:
        return self.store.tags, self.store.tags

    def write(self, catalogue: TagCatalogue, version: Any) -> bool:
        with self.store.lock:
            if self.store.tags is not version:
                return False
            self.store.tags = catalogue
        return True

    def newest_with_candidates(self, most: int) -> Sequence[tuple[str, str, Sequence[str]]]:
        with self.store.lock:
            found = [(key, stored) for key, stored in self.store.comments.items() if stored.get("has_candidates")]
        found.sort(key=lambda one: one[1]["received_at"], reverse=True)
        return [(key, stored["text"], stored["candidates"]) for key, stored in found[:most]]

    def carrying(self, code: str, most: int) -> Sequence[Record]:
        reviews = MemoryReviews(self.store)
        return [record for key in self._with(code)[:most] if (record := reviews.get(key)) is not None]

    def left(self, code: str) -> int:
        return len(self._with(code))

    def sweep(self, record: Record, after: State) -> bool:
        return MemoryReviews(self.store).update(record, after, record.revision)

    def _with(self, code: str) -> list[str]:
        with self.store.lock:
            return [key for key, stored in self.store.comments.items() if code in stored.get("candidates", ())]
