"""`digests/{iso_week}`, and `dead_letters/{message_id}`: messages that could not be decoded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from google.api_core.exceptions import AlreadyExists, FailedPrecondition, NotFound
from google.cloud import firestore
from google.cloud.firestore_v1.base_query import FieldFilter

from alumusic.adapters.faults import store_faults
from alumusic.adapters.firestore.comments.comments import count_in
from alumusic.domain.comments.classification import ModelUsage
from alumusic.domain.comments.retention import DEAD_LETTERS
from alumusic.domain.counting.cells import add, usage_cells
from alumusic.domain.digest.digest import Digest
from alumusic.domain.versioned import Versioned


@dataclass(frozen=True)
class FirestoreDigests:
    client: firestore.Client

    @store_faults
    def create(self, digest: Digest, usage: Sequence[ModelUsage]) -> bool:
        batch = self.client.batch()
        batch.create(self._ref(digest.week), _fields(digest))
        self._count(batch, digest, usage)
        try:
            batch.commit()
        except AlreadyExists:
            return False
        return True

    @store_faults
    def replace(self, digest: Digest, as_read: Versioned[Digest], usage: Sequence[ModelUsage]) -> bool:
        batch = self.client.batch()
        unchanged = self.client.write_option(last_update_time=as_read.version)
        batch.update(self._ref(digest.week), _fields(digest), option=unchanged)
        self._count(batch, digest, usage)
        try:
            batch.commit()
        except (FailedPrecondition, NotFound):
            return False
        return True

    @store_faults
    def get(self, week: str) -> Versioned[Digest] | None:
        found = self._ref(week).get()
        return Versioned(_digest(found), found.update_time) if found.exists else None

    @store_faults
    def newest(self, before: str | None, most: int) -> Sequence[Digest]:
        query: Any = self.client.collection("digests")
        if before is not None:
            query = query.where(filter=FieldFilter("week", "<", before))
        return [_digest(found) for found in query.order_by("week", direction="DESCENDING").limit(most).get()]

    def _count(self, batch: firestore.WriteBatch, digest: Digest, usage: Sequence[ModelUsage]) -> None:
        at = digest.remade_at or digest.created_at
        count_in(self.client, batch, add(usage_cells(spent, at) for spent in usage), digest.week)

    def _ref(self, week: str) -> firestore.DocumentReference:
        return self.client.collection("digests").document(week)


def _fields(digest: Digest) -> dict[str, Any]:
    """Figures and comments are stored in their JSON form: their dates are not moments, so not timestamps."""
    wire = digest.model_dump(mode="json", by_alias=True, include={"source", "figures", "comments"})
    # A list of ids alone can be queried: an erasure finds the digests that quote a comment by it.
    ids = {"comment_ids": [comment.id for comment in digest.comments]}
    return digest.model_dump(exclude=set(wire)) | wire | ids


def _digest(found: "firestore.DocumentSnapshot[Any]") -> Digest:
    return Digest.model_validate({name: (found.to_dict() or {}).get(name) for name in Digest.model_fields})


@dataclass(frozen=True)
class FirestoreDeadLetters:
    client: firestore.Client

    @store_faults
    def keep(self, message_id: str, data: bytes, reason: str, at: datetime) -> None:
        fields = {"data": data, "reason": reason, "parked_at": at, "expire_at": at + DEAD_LETTERS}
        self.client.document("dead_letters", message_id).set(fields)
