"""Recipients of the weekly e-mail."""

from collections.abc import Sequence
from datetime import datetime

from alumusic.adapters.memory.store import MemoryStore
from alumusic.domain.digest.stakeholder import Stakeholder


class MemoryStakeholders:
    def __init__(self, store: MemoryStore) -> None:
        self.store = store

    def add(self, stakeholder: Stakeholder) -> bool:
        with self.store.lock:
            if stakeholder.id in self.store.stakeholders:
                return False
            self.store.stakeholders[stakeholder.id] = stakeholder
        return True

    def get(self, stakeholder_id: str) -> Stakeholder | None:
        return self.store.stakeholders.get(stakeholder_id)

    def all(self) -> Sequence[Stakeholder]:
        return list(self.store.stakeholders.values())

    def remove(self, stakeholder_id: str) -> None:
        self.store.stakeholders.pop(stakeholder_id, None)

    def unsubscribe(self, stakeholder_id: str, at: datetime) -> bool:
        with self.store.lock:
            found = self.store.stakeholders.get(stakeholder_id)
            if found is None:
                return False
            self.store.stakeholders[stakeholder_id] = found.model_copy(update={"unsubscribed_at": at})
        return True
