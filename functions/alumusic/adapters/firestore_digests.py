"""`digests/{iso_week}`, and `dead_letters/{message_id}`: messages that nothing could be made of."""

from dataclasses import dataclass
from datetime import datetime

from google.api_core.exceptions import AlreadyExists
from google.cloud import firestore

from alumusic.adapters.faults import store_faults
from alumusic.domain.snapshot import WeekSummary


@dataclass(frozen=True)
class FirestoreDigests:
    client: firestore.Client

    @store_faults
    def create(self, week: str, figures: WeekSummary, before: WeekSummary, at: datetime) -> bool:
        document = {
            "figures": figures.model_dump(mode="json"),
            "before": before.model_dump(mode="json"),
            "created_at": at,
        }
        try:
            self.client.document("digests", week).create(document)
        except AlreadyExists:
            return False
        return True


@dataclass(frozen=True)
class FirestoreDeadLetters:
    client: firestore.Client

    @store_faults
    def keep(self, message_id: str, data: bytes, reason: str, at: datetime) -> None:
        self.client.document("dead_letters", message_id).set({"data": data, "reason": reason, "parked_at": at})
