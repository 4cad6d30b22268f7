"""`comments/{id}` and the shard of counters that includes them, written in one commit."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from google.api_core.exceptions import Aborted, AlreadyExists, FailedPrecondition, NotFound
from google.cloud import firestore
from google.cloud.firestore_v1.base_query import FieldFilter

from alumusic.adapters.faults import store_faults
from alumusic.adapters.firestore.client import count
from alumusic.adapters.firestore.comments.document import settled_later, to_document, with_classification, with_failure
from alumusic.adapters.telemetry.traces import span
from alumusic.domain.comments.classification import Answers, Classification, Outcome
from alumusic.domain.comments.comment import ERASED, CommentStatus
from alumusic.domain.comments.retention import Retention
from alumusic.domain.counting.cells import Cells, add, cells_of, shard_of, usage_cells
from alumusic.domain.versioned import attempts
from alumusic.errors import Code, TransientFailure

_Found = dict[str, "firestore.DocumentSnapshot[Any]"]
_ATTEMPTS = 5  # an attempt fails if another delivery has settled some of the comments, or on a contended document
# Seconds after each aborted attempt but the last; with the jitter of a fifth 3 in all. A shard takes 1 write a second.
_PAUSES = (0.1, 0.3, 0.7, 1.4)


@dataclass(frozen=True)
class FirestoreComments:
    client: firestore.Client
    retention: Retention = Retention()
    sleep: Callable[[float], None] = time.sleep

    @store_faults
    def owners(self, ids: Sequence[str]) -> dict[str, str]:
        found = self.client.get_all([self._ref(comment_id) for comment_id in ids], field_paths=["batch_id"])
        return {snapshot.id: snapshot.get("batch_id") for snapshot in found if snapshot.exists}

    @store_faults
    def missing(self, batch_id: str, ids: Sequence[str]) -> set[str]:
        existing = self._existing(ids)
        doubled = [comment_id for comment_id, found in existing.items() if found.get("batch_id") != batch_id]
        self._repeated(batch_id, doubled)
        done = {comment_id for comment_id, found in existing.items() if _is_done(found)}
        return set(ids) - done - set(doubled)

    @store_faults
    @span("commit")
    def store_outcomes(self, batch_id: str, answers: Answers, at: datetime) -> None:
        spent = add(usage_cells(usage, at) for usage in answers.usage)
        existing: _Found = {}
        contended = TransientFailure("o lote está sendo gravado por outra entrega", Code.STORE_CONTENDED)
        for attempt in attempts(_ATTEMPTS, contended):
            try:
                self._commit(batch_id, answers.outcomes, existing, spent, attempt)
                return
            except Aborted:
                # Nothing was written. The answers are paid for, so wait a little and count them in another shard:
                # which one does not matter, since create() alone keeps a comment from counting twice.
                if attempt == _ATTEMPTS - 1:
                    raise
                self.sleep(_PAUSES[attempt] * random.uniform(0.8, 1.2))
            except (AlreadyExists, FailedPrecondition, NotFound):
                # Another delivery committed first: read what it settled, and write only the rest.
                existing = self._existing([comment.id for comment, _ in answers.outcomes])

    @store_faults
    def progress(self, batch_id: str) -> tuple[int, int]:
        """The numbers of CONCLUIDO and FALHOU comments in the batch, by aggregation."""
        all_of_it = self.stored(batch_id)
        failed = self._of(batch_id).where(filter=FieldFilter("status", "==", CommentStatus.FAILED.value))
        failures = count(failed) if all_of_it else 0
        return all_of_it - failures, failures

    @store_faults
    def stored(self, batch_id: str) -> int:
        """The number of settled comments in the batch, classified or failed."""
        return count(self._of(batch_id))

    def _of(self, batch_id: str) -> firestore.Query:
        query: firestore.Query = self.client.collection("comments").where(
            filter=FieldFilter("batch_id", "==", batch_id)
        )
        return query

    def _existing(self, ids: Sequence[str]) -> _Found:
        found = self.client.get_all([self._ref(comment_id) for comment_id in ids], field_paths=["status", "batch_id"])
        return {snapshot.id: snapshot for snapshot in found if snapshot.exists}

    def _commit(
        self,
        batch_id: str,
        outcomes: Sequence[Outcome],
        existing: _Found,
        spent: Cells,
        attempt: int,
    ) -> None:
        batch, counted, doubled = self.client.batch(), [spent], []
        for comment, result in outcomes:
            earlier = existing.get(comment.id)
            if earlier is not None and earlier.get("batch_id") != batch_id:
                doubled.append(comment.id)
                continue
            if earlier is not None and _is_done(earlier):
                continue
            document = to_document(comment, batch_id) | self.retention.comment(comment.received_at)
            if isinstance(result, Classification):
                document = with_classification(document, result)
                counted.append(cells_of(comment, result))
            else:
                document = with_failure(document, result)
            if earlier is None:
                batch.create(self._ref(comment.id), document)
            else:
                unchanged = self.client.write_option(last_update_time=earlier.update_time)
                batch.update(self._ref(comment.id), settled_later(document, result), option=unchanged)
        # Outside the commit, which must not fail if the batch was withdrawn. A redelivery repeats it.
        self._repeated(batch_id, doubled)
        count_in(self.client, batch, add(counted), outcomes[0][0].id, attempt)
        batch.commit(timeout=30)

    def _repeated(self, batch_id: str, ids: list[str]) -> None:
        """Records in the batch the ids that another batch owns."""
        if ids:
            try:
                self.client.document("batches", batch_id).update({"duplicate_ids": firestore.ArrayUnion(ids)})
            except NotFound:
                return

    def _ref(self, comment_id: str) -> firestore.DocumentReference:
        return self.client.collection("comments").document(comment_id)


def count_in(client: firestore.Client, batch: firestore.WriteBatch, cells: Cells, key: str, retry: int = 0) -> None:
    """Adds the cells to a shard within the commit that writes what they count: both happen, or neither."""
    increments: dict[str, Any] = {name: firestore.Increment(count) for name, count in cells.items() if count}
    if increments:
        shard = client.collection("stats").document(f"shard-{shard_of(key, retry):02}")
        batch.set(shard, {"cells": increments}, merge=True)


def _is_done(found: "firestore.DocumentSnapshot[Any]") -> bool:
    """An erased comment counts as done: no redelivery restores it."""
    return found.get("status") in (CommentStatus.DONE.value, ERASED)
