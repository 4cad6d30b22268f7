"""`comments/{id}` and `comments/{id}/history/{revision}`: change, history entry and counters in one commit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from google.api_core.exceptions import Aborted, AlreadyExists, FailedPrecondition, NotFound
from google.cloud import firestore
from google.cloud.firestore_v1.base_query import FieldFilter

from alumusic.adapters.faults import store_faults
from alumusic.adapters.firestore.comments.comments import count_in
from alumusic.adapters.firestore.review.document import (
    changed_fields,
    entry_fields,
    entry_of,
    pairs,
    record_of,
    tombstone,
)
from alumusic.adapters.telemetry.traces import span
from alumusic.domain.comments.classification import ModelUsage
from alumusic.domain.comments.retention import Retention
from alumusic.domain.counting.cells import Cells, add, usage_cells
from alumusic.domain.review.agreement import Pair
from alumusic.domain.review.change import Change, Record, State, moved

LOST = (Aborted, AlreadyExists, FailedPrecondition, NotFound)
"""Errors of a commit that lost to a concurrent one: nothing was written."""


@dataclass(frozen=True)
class FirestoreReviews:
    client: firestore.Client
    retention: Retention = Retention()

    @store_faults
    def get(self, comment_id: str) -> Record | None:
        found = self._ref(comment_id).get()
        return record_of(found.id, found.to_dict() or {}, found.update_time) if found.exists else None

    @store_faults
    def many(self, ids: Sequence[str]) -> dict[str, Record]:
        found = self.client.get_all([self._ref(comment_id) for comment_id in ids])
        records = (record_of(one.id, one.to_dict() or {}, one.update_time) for one in found if one.exists)
        return {record.comment.id: record for record in records if record is not None}

    @store_faults
    def entry(self, comment_id: str, revision: int) -> Change | None:
        found = self._entry(comment_id, revision).get()
        return entry_of(found.to_dict() or {}) if found.exists else None

    @store_faults
    def newest_reviewed(self, most: int) -> Sequence[Pair]:
        query = (
            self.client.collection("comments")
            .where(filter=FieldFilter("reviewed", "==", True))
            .order_by("reviewed_at", direction="DESCENDING")
            .limit(most)
            .select(["model_category", "category"])
        )
        return pairs(found.to_dict() or {} for found in query.stream())

    @store_faults
    def replace(self, record: Record, change: Change) -> bool:
        batch = self.client.batch()
        self._add(batch, record, change)
        count_in(self.client, batch, moved(record.comment, change.before, change.after), record.comment.id)
        return committed(batch)

    @store_faults
    @span("commit")
    def replace_all(self, changes: Sequence[tuple[Record, Change]], usage: Sequence[ModelUsage], at: datetime) -> bool:
        batch = self.client.batch()
        counted: list[Cells] = [usage_cells(spent, at) for spent in usage]
        for record, change in changes:
            self._add(batch, record, change)
            counted.append(moved(record.comment, change.before, change.after))
        # Any shard: the caller repeats a lost commit, which must not meet the same contended shard each time.
        count_in(self.client, batch, add(counted), uuid4().hex)
        return committed(batch)

    @store_faults
    def erase(self, record: Record, at: datetime) -> bool:
        left = tombstone(record, at) | self.retention.comment(record.comment.received_at)
        stored = self._ref(record.comment.id).get()
        gone = dict.fromkeys(stored.to_dict() or {}, firestore.DELETE_FIELD)
        batch = self.client.batch()
        as_read = self.client.write_option(last_update_time=record.version)
        batch.update(stored.reference, {**gone, **left}, option=as_read)
        for revision in range(record.revision):
            batch.delete(self._entry(record.comment.id, revision))
        nothing = State(status=record.state.status, classification=None)
        count_in(self.client, batch, moved(record.comment, record.state, nothing), record.comment.id)
        return committed(batch)

    def _add(self, batch: firestore.WriteBatch, record: Record, change: Change) -> None:
        """Writes the next revision and the history entry of the replaced one. The caller adds the counters."""
        update_state(self.client, batch, record, change.after, record.revision + 1)
        entry = entry_fields(change) | self.retention.comment(record.comment.received_at)
        batch.create(self._entry(record.comment.id, record.revision), entry)

    def _ref(self, comment_id: str) -> firestore.DocumentReference:
        return self.client.collection("comments").document(comment_id)

    def _entry(self, comment_id: str, revision: int) -> firestore.DocumentReference:
        return self.client.document("comments", comment_id, "history", str(revision))


def update_state(
    client: firestore.Client, batch: firestore.WriteBatch, record: Record, after: State, revision: int
) -> None:
    fields, gone = changed_fields(record, after)
    written: dict[str, Any] = dict.fromkeys(gone, firestore.DELETE_FIELD) | fields | {"revision": revision}
    as_read = client.write_option(last_update_time=record.version)
    batch.update(client.collection("comments").document(record.comment.id), written, option=as_read)


def committed(batch: firestore.WriteBatch) -> bool:
    """False when a concurrent commit came first."""
    try:
        batch.commit(timeout=30)
    except LOST:
        return False
    return True
