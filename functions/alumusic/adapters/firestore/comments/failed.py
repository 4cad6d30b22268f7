"""Queries for failed comments (FALHOU), to be sent to the model again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from google.cloud import firestore
from google.cloud.firestore_v1.base_query import FieldFilter

from alumusic.adapters.faults import store_faults
from alumusic.adapters.firestore.client import count
from alumusic.adapters.firestore.review.document import record_of
from alumusic.adapters.firestore.review.reviews import FirestoreReviews
from alumusic.domain.comments.comment import CommentStatus
from alumusic.domain.review.change import Record

_WRITES = 500  # a commit


@dataclass(frozen=True)
class FirestoreFailed:
    client: firestore.Client

    def many(self, ids: Sequence[str]) -> dict[str, Record]:
        return FirestoreReviews(self.client).many(ids)

    @store_faults
    def failed(self, most: int) -> Sequence[Record]:
        # Comments that were never sent again come first: their `resent_at` is null.
        found = self._failed().order_by("resent_at").order_by("received_at").limit(most).stream()
        records = (record_of(one.id, one.to_dict() or {}, one.update_time) for one in found)
        return [record for record in records if record is not None]

    @store_faults
    def failures(self) -> int:
        return count(self._failed())

    @store_faults
    def mark_resent(self, ids: Sequence[str], at: datetime) -> None:
        for start in range(0, len(ids), _WRITES):
            batch = self.client.batch()
            for comment_id in ids[start : start + _WRITES]:
                batch.update(self.client.document("comments", comment_id), {"resent_at": at})
            batch.commit(timeout=30)

    def _failed(self) -> firestore.Query:
        is_failed = FieldFilter("status", "==", CommentStatus.FAILED.value)
        query: firestore.Query = self.client.collection("comments").where(filter=is_failed)
        return query
