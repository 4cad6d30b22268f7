"""Reviews of comments: change, history entry and counters in one step under the store's lock."""

from collections.abc import Sequence
from datetime import datetime

from alumusic.adapters.firestore.review.document import (
    changed_fields,
    entry_fields,
    entry_of,
    pairs,
    record_of,
    tombstone,
)
from alumusic.adapters.memory.store import MemoryStore, count_in
from alumusic.domain.comments.classification import ModelUsage
from alumusic.domain.counting.cells import add, usage_cells
from alumusic.domain.review.agreement import Pair
from alumusic.domain.review.change import Change, Record, State, moved


class MemoryReviews:
    """A record's version is the document it was read from, compared by value."""

    def __init__(self, store: MemoryStore) -> None:
        self.store = store

    def get(self, comment_id: str) -> Record | None:
        with self.store.lock:
            stored = self.store.comments.get(comment_id)
        return record_of(comment_id, stored, stored) if stored else None

    def many(self, ids: Sequence[str]) -> dict[str, Record]:
        return {key: record for key in ids if (record := self.get(key)) is not None}

    def entry(self, comment_id: str, revision: int) -> Change | None:
        stored = self.store.history.get(comment_id, {}).get(revision)
        return entry_of(stored) if stored else None

    def newest_reviewed(self, most: int) -> Sequence[Pair]:
        with self.store.lock:
            found = [stored for stored in self.store.comments.values() if stored.get("reviewed")]
        found.sort(key=lambda stored: stored["reviewed_at"], reverse=True)
        return pairs(found[:most])

    def replace(self, record: Record, change: Change) -> bool:
        with self.store.lock:
            if not self.update(record, change.after, record.revision + 1):
                return False
            self.store.history.setdefault(record.comment.id, {})[record.revision] = entry_fields(change)
        return True

    def replace_all(self, changes: Sequence[tuple[Record, Change]], usage: Sequence[ModelUsage], at: datetime) -> bool:
        with self.store.lock:
            if any(self.store.comments[record.comment.id] != record.version for record, _ in changes):
                return False
            for record, change in changes:
                self.replace(record, change)
            count_in(self.store, add(usage_cells(spent, at) for spent in usage), "")
        return True

    def erase(self, record: Record, at: datetime) -> bool:
        with self.store.lock:
            if self.store.comments[record.comment.id] != record.version:
                return False
            self.store.comments[record.comment.id] = tombstone(record, at)
            self.store.history.pop(record.comment.id, None)
            nothing = State(status=record.state.status, classification=None)
            count_in(self.store, moved(record.comment, record.state, nothing), record.comment.id)
        return True

    def update(self, record: Record, after: State, revision: int) -> bool:
        """Changes the comment and the counters. False when the comment has changed since it was read."""
        with self.store.lock:
            stored = self.store.comments[record.comment.id]
            if stored != record.version:
                return False
            fields, gone = changed_fields(record, after)
            kept = {name: value for name, value in stored.items() if name not in gone}
            self.store.comments[record.comment.id] = kept | fields | {"revision": revision}
            count_in(self.store, moved(record.comment, record.state, after), record.comment.id)
        return True
