"""`batches/{batch_id}`: the batches that senders posted, and when each was published."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from google.api_core.exceptions import AlreadyExists, GoogleAPIError, NotFound, RetryError
from google.cloud import firestore
from google.cloud.firestore_v1.base_query import FieldFilter

from alumusic.adapters.faults import store_faults
from alumusic.adapters.telemetry.traces import span
from alumusic.domain.comments.comment import Batch
from alumusic.domain.comments.retention import Retention


@dataclass(frozen=True)
class FirestoreBatches:
    client: firestore.Client
    retention: Retention = Retention()

    @store_faults
    @span("create batch")
    def create(self, batch: Batch) -> Batch | None:
        try:
            expiry = self.retention.batch(batch.received_at)
            self._ref(batch.id).create(batch.model_dump(exclude={"id"}) | expiry)
        except AlreadyExists:
            return self.get(batch.id)
        return None

    @store_faults
    def mark_published(self, batch_id: str, at: datetime) -> bool:
        try:
            self._ref(batch_id).update({"published_at": at})
        except NotFound:
            return False
        return True

    def withdraw(self, batch_id: str) -> None:
        """Best effort: a batch that remains without `published_at` was never acknowledged to its sender."""
        try:
            found = self._ref(batch_id).get()
            if found.exists and found.get("published_at") is None:
                found.reference.delete(option=self.client.write_option(last_update_time=found.update_time))
        except (GoogleAPIError, RetryError):
            return

    @store_faults
    def get(self, batch_id: str) -> Batch | None:
        found = self._ref(batch_id).get()
        return _batch(found) if found.exists else None

    @store_faults
    def recent(self, sender: str | None, limit: int) -> Sequence[Batch]:
        """Newest first; of one sender, or of all if `sender` is None."""
        query = self.client.collection("batches").order_by("received_at", direction="DESCENDING").limit(limit)
        if sender is not None:
            query = query.where(filter=FieldFilter("sender", "==", sender))
        return [_batch(found) for found in query.stream()]

    def _ref(self, batch_id: str) -> firestore.DocumentReference:
        return self.client.collection("batches").document(batch_id)


def _batch(found: "firestore.DocumentSnapshot[Any]") -> Batch:
    fields = found.to_dict() or {}
    fields.pop("expire_at", None)
    return Batch(id=found.id, **fields)
