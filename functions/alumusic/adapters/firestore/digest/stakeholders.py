"""`stakeholders/{id of the address}`: recipients of the weekly e-mail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from google.api_core.exceptions import AlreadyExists, NotFound
from google.cloud import firestore

from alumusic.adapters.faults import store_faults
from alumusic.domain.digest.stakeholder import Stakeholder


@dataclass(frozen=True)
class FirestoreStakeholders:
    client: firestore.Client

    @store_faults
    def add(self, stakeholder: Stakeholder) -> bool:
        try:
            self._ref(stakeholder.id).create(stakeholder.model_dump(exclude={"id"}))
        except AlreadyExists:
            return False
        return True

    @store_faults
    def get(self, stakeholder_id: str) -> Stakeholder | None:
        found = self._ref(stakeholder_id).get()
        return Stakeholder(id=found.id, **(found.to_dict() or {})) if found.exists else None

    @store_faults
    def all(self) -> Sequence[Stakeholder]:
        found = self.client.collection("stakeholders").stream()
        return [Stakeholder(id=one.id, **(one.to_dict() or {})) for one in found]

    @store_faults
    def remove(self, stakeholder_id: str) -> None:
        self._ref(stakeholder_id).delete()

    @store_faults
    def unsubscribe(self, stakeholder_id: str, at: datetime) -> bool:
        try:
            self._ref(stakeholder_id).update({"unsubscribed_at": at})
        except NotFound:
            return False
        return True

    def _ref(self, stakeholder_id: str) -> firestore.DocumentReference:
        return self.client.collection("stakeholders").document(stakeholder_id)
