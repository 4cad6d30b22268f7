"""Queries over comments with the semantics of Firestore's indexes."""

from collections.abc import Mapping, Sequence
from functools import cmp_to_key, partial
from typing import Any

from alumusic.adapters.firestore.word_lists import word_list
from alumusic.adapters.memory.store import MemoryStore
from alumusic.domain.reading.plan import WORD, Choice, CommentRow, IndexedQuery, Position, within


class MemorySearch:
    def __init__(self, store: MemoryStore) -> None:
        self.store = store

    def read(
        self, asked: IndexedQuery, after: Position | None, most: int, fields: Sequence[str] | None = None
    ) -> Sequence[CommentRow]:
        descending = [sort.descending for sort in asked.sorts]
        key: Any = cmp_to_key(partial(_compare, [*descending, descending[-1]]))
        rows = self._matching(asked)
        if after is not None:
            last = key(after)
            rows = [row for row in rows if last < key(asked.position(row))]
        rows.sort(key=lambda row: key(asked.position(row)))
        return [row if fields is None else _only(row, fields) for row in rows[:most]]

    def count(self, asked: IndexedQuery) -> int:
        return len(self._matching(asked))

    def one(self, comment_id: str) -> CommentRow | None:
        with self.store.lock:
            found = self.store.comments.get(comment_id)
        return CommentRow(comment_id, found) if found else None

    def histories(self, revisions: Mapping[str, int]) -> dict[str, list[Mapping[str, Any]]]:
        with self.store.lock:
            kept = {key: self.store.history.get(key, {}) for key in revisions}
        return {key: [kept[key][n] for n in range(last) if n in kept[key]] for key, last in revisions.items()}

    def _matching(self, asked: IndexedQuery) -> list[CommentRow]:
        with self.store.lock:
            rows = [CommentRow(key, fields) for key, fields in self.store.comments.items()]
        return [row for row in rows if _answers(asked, row.fields)]


def _answers(asked: IndexedQuery, fields: Mapping[str, Any]) -> bool:
    return (
        all(sort.field in fields for sort in asked.sorts)
        and all(choice.field in fields and fields[choice.field] in choice.values for choice in asked.choices)
        and all(within(fields.get(bound.field), bound) for bound in asked.bounds)
        and (asked.array is None or _holds(asked.array, fields))
    )


def _holds(choice: Choice, fields: Mapping[str, Any]) -> bool:
    if choice.field == WORD:
        return any(word in fields.get(word_list(word), ()) for word in choice.values)
    return not set(choice.values).isdisjoint(fields.get(choice.field) or ())


def _compare(descending: Sequence[bool], one: Position, other: Position) -> int:
    for left, right, down in zip(one, other, descending, strict=True):
        if left != right:
            # Firestore sorts null before every value.
            before = left is None or (right is not None and left < right)
            return (1 if down else -1) if before else (-1 if down else 1)
    return 0


def _only(row: CommentRow, fields: Sequence[str]) -> CommentRow:
    return CommentRow(row.id, {name: row.fields[name] for name in fields if name in row.fields})
