"""Mailings and deliveries of the digest. A stored delivery is its own version."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from alumusic.adapters.memory.store import MemoryStore
from alumusic.domain.digest.delivery import Delivery, DeliveryState
from alumusic.domain.versioned import Versioned


class MemoryOutbox:
    def __init__(self, store: MemoryStore) -> None:
        self.store = store

    def open(self, week: str, at: datetime) -> bool:
        with self.store.lock:
            if week in self.store.mailings:
                return False
            self.store.mailings[week] = False
        return True

    def unfilled(self) -> Sequence[str]:
        with self.store.lock:
            return sorted(week for week, filled in self.store.mailings.items() if not filled)

    def add(self, deliveries: Sequence[Delivery]) -> None:
        with self.store.lock:
            for one in deliveries:
                self.store.deliveries.setdefault(one.id, one)

    def filled(self, week: str) -> None:
        self.store.mailings[week] = True

    def due(self, at: datetime, most: int) -> Sequence[Versioned[Delivery]]:
        with self.store.lock:
            due = [one for one in self.store.deliveries.values() if one.next_at is not None and one.next_at <= at]
        due.sort(key=lambda one: (one.next_at or at, one.id))
        return [Versioned(one, one) for one in due[:most]]

    def replace(self, changed: Delivery, as_read: Versioned[Delivery]) -> Versioned[Delivery] | None:
        with self.store.lock:
            if self.store.deliveries.get(changed.id) is not as_read.version:
                return None
            self.store.deliveries[changed.id] = changed
        return Versioned(changed, changed)

    def newest(self) -> str | None:
        return max(self.store.mailings, default=None)

    def opened(self, week: str) -> bool:
        return week in self.store.mailings

    def counts(self, week: str) -> dict[DeliveryState, int]:
        found = Counter(one.state for one in self._of(week))
        return {state: found[state] for state in DeliveryState}

    def troubled(self, week: str, most: int) -> Sequence[Delivery]:
        waiting = (DeliveryState.FAILED, DeliveryState.PENDING)
        return [one for one in self._of(week) if one.error is not None and one.state in waiting][:most]

    def _of(self, week: str) -> list[Delivery]:
        with self.store.lock:
            return [one for one in self.store.deliveries.values() if one.week == week]
