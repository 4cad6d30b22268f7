"""Batches and comments; a comment is counted in the step that settles it."""

from collections.abc import Sequence
from datetime import datetime

from alumusic.adapters.firestore.comments.document import (
    from_document,
    settled_later,
    to_document,
    with_classification,
    with_failure,
)
from alumusic.adapters.memory.store import MemoryStore, count_in
from alumusic.domain.comments.classification import Answers, Classification
from alumusic.domain.comments.comment import ERASED, Batch, Comment, CommentStatus
from alumusic.domain.counting.cells import Cells, add, cells_of, usage_cells


class MemoryBatches:
    def __init__(self, store: MemoryStore) -> None:
        self.store = store

    def create(self, batch: Batch) -> Batch | None:
        with self.store.lock:
            earlier = self.store.batches.get(batch.id)
            if earlier is None:
                self.store.batches[batch.id] = batch
            return earlier

    def mark_published(self, batch_id: str, at: datetime) -> bool:
        with self.store.lock:
            batch = self.store.batches.get(batch_id)
            if batch is not None:
                self.store.batches[batch_id] = batch.model_copy(update={"published_at": at})
            return batch is not None

    def withdraw(self, batch_id: str) -> None:
        with self.store.lock:
            batch = self.store.batches.get(batch_id)
            if batch is not None and batch.published_at is None:
                del self.store.batches[batch_id]

    def get(self, batch_id: str) -> Batch | None:
        return self.store.batches.get(batch_id)

    def recent(self, sender: str | None, limit: int) -> Sequence[Batch]:
        with self.store.lock:
            mine = [batch for batch in self.store.batches.values() if sender in (None, batch.sender)]
        return sorted(mine, key=lambda batch: batch.received_at, reverse=True)[:limit]


class MemoryComments:
    def __init__(self, store: MemoryStore) -> None:
        self.store = store

    def owners(self, ids: Sequence[str]) -> dict[str, str]:
        with self.store.lock:
            return {key: self.store.comments[key]["batch_id"] for key in ids if key in self.store.comments}

    def missing(self, batch_id: str, ids: Sequence[str]) -> set[str]:
        with self.store.lock:
            doubled = [key for key, owner in self.owners(ids).items() if owner != batch_id]
            self._repeated(batch_id, doubled)
            return {key for key in ids if key not in doubled and not self._is_done(key)}

    def store_outcomes(self, batch_id: str, answers: Answers, at: datetime) -> None:
        counted: list[Cells] = [usage_cells(usage, at) for usage in answers.usage]
        with self.store.lock:
            doubled = []
            for comment, result in answers.outcomes:
                earlier = self.store.comments.get(comment.id)
                if earlier is not None and earlier["batch_id"] != batch_id:
                    doubled.append(comment.id)
                    continue
                if self._is_done(comment.id):
                    continue
                document = to_document(comment, batch_id)
                if isinstance(result, Classification):
                    document = with_classification(document, result)
                    counted.append(cells_of(comment, result))
                else:
                    document = with_failure(document, result)
                written = document if earlier is None else earlier | settled_later(document, result)
                self.store.comments[comment.id] = written
            self._repeated(batch_id, doubled)
            count_in(self.store, add(counted), answers.outcomes[0].comment.id)

    def progress(self, batch_id: str) -> tuple[int, int]:
        with self.store.lock:
            found = [doc["status"] for doc in self.store.comments.values() if doc["batch_id"] == batch_id]
        failed = found.count(CommentStatus.FAILED.value)
        return len(found) - failed, failed

    def stored(self, batch_id: str) -> int:
        return sum(self.progress(batch_id))

    def classified(self) -> list[tuple[Comment, Classification]]:
        with self.store.lock:
            done = {key: doc for key, doc in self.store.comments.items() if doc["status"] == CommentStatus.DONE}
        return [from_document(key, document) for key, document in done.items()]

    def _repeated(self, batch_id: str, doubled: Sequence[str]) -> None:
        batch = self.store.batches.get(batch_id)
        if doubled and batch is not None:
            ids = tuple(dict.fromkeys((*batch.duplicate_ids, *doubled)))
            self.store.batches[batch_id] = batch.model_copy(update={"duplicate_ids": ids})

    def _is_done(self, comment_id: str) -> bool:
        document = self.store.comments.get(comment_id, {})
        return document.get("status") in (CommentStatus.DONE, ERASED)
