"""Weekly digests, and messages that could not be decoded."""

from collections.abc import Sequence
from datetime import datetime

from alumusic.adapters.memory.store import MemoryStore, count_in
from alumusic.domain.comments.classification import ModelUsage
from alumusic.domain.counting.cells import add, usage_cells
from alumusic.domain.digest.digest import Digest
from alumusic.domain.versioned import Versioned


class MemoryDigests:
    """A digest is its own version."""

    def __init__(self, store: MemoryStore) -> None:
        self.store = store

    def create(self, digest: Digest, usage: Sequence[ModelUsage]) -> bool:
        with self.store.lock:
            if digest.week in self.store.digests:
                return False
            self._keep(digest, usage)
        return True

    def replace(self, digest: Digest, as_read: Versioned[Digest], usage: Sequence[ModelUsage]) -> bool:
        with self.store.lock:
            if self.store.digests.get(digest.week) is not as_read.version:
                return False
            self._keep(digest, usage)
        return True

    def get(self, week: str) -> Versioned[Digest] | None:
        found = self.store.digests.get(week)
        return Versioned(found, found) if found else None

    def newest(self, before: str | None, most: int) -> Sequence[Digest]:
        with self.store.lock:
            weeks = sorted((week for week in self.store.digests if before is None or week < before), reverse=True)
            return [self.store.digests[week] for week in weeks[:most]]

    def _keep(self, digest: Digest, usage: Sequence[ModelUsage]) -> None:
        self.store.digests[digest.week] = digest
        at = digest.remade_at or digest.created_at
        count_in(self.store, add(usage_cells(spent, at) for spent in usage), digest.week)


class MemoryDeadLetters:
    def __init__(self, store: MemoryStore) -> None:
        self.store = store

    def keep(self, message_id: str, data: bytes, reason: str, at: datetime) -> None:
        self.store.dead_letters[message_id] = (data, reason)
