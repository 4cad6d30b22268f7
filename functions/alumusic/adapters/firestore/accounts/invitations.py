"""`invitations/{hash of the code}`: invitations to register."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from google.api_core.exceptions import NotFound
from google.cloud import firestore

from alumusic.adapters.faults import store_faults
from alumusic.domain.accounts.account import Invitation
from alumusic.domain.versioned import Versioned


@dataclass(frozen=True)
class FirestoreInvitations:
    client: firestore.Client

    @store_faults
    def add(self, invitation: Invitation) -> None:
        self._invitation(invitation.id).create(invitation.model_dump(exclude={"id"}))

    @store_faults
    def find(self, invitation_id: str) -> Versioned[Invitation] | None:
        found: Any = self._invitation(invitation_id).get()
        return Versioned(Invitation(id=found.id, **found.to_dict()), found.update_time) if found.exists else None

    @store_faults
    def all(self) -> Sequence[Invitation]:
        query = self.client.collection("invitations").order_by("created_at", direction="DESCENDING")
        return [Invitation(id=found.id, **(found.to_dict() or {})) for found in query.stream()]

    @store_faults
    def remove(self, invitation_id: str) -> bool:
        try:
            self._invitation(invitation_id).delete(option=self.client.write_option(exists=True))
        except NotFound:
            return False
        return True

    def _invitation(self, invitation_id: str) -> firestore.DocumentReference:
        return self.client.collection("invitations").document(invitation_id)
