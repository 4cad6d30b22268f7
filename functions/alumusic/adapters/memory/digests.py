"""Weekly digests and parked messages."""

from datetime import datetime

from alumusic.adapters.memory.store import MemoryStore
from alumusic.domain.snapshot import WeekSummary


class MemoryDigests:
    def __init__(self, store: MemoryStore) -> None:
        self.store = store

    def create(self, week: str, figures: WeekSummary, before: WeekSummary, at: datetime) -> bool:
        with self.store.lock:
            if week in self.store.digests:
                return False
            self.store.digests[week] = (figures, before, at)
        return True


class MemoryDeadLetters:
    def __init__(self, store: MemoryStore) -> None:
        self.store = store

    def keep(self, message_id: str, data: bytes, reason: str, at: datetime) -> None:
        self.store.dead_letters[message_id] = (data, reason)
