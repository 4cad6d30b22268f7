"""Indexed queries over comments. `infra/firestore.indexes.json` declares every index that they need."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from google.cloud import firestore
from google.cloud.firestore_v1.base_query import FieldFilter

from alumusic.adapters.faults import store_faults
from alumusic.adapters.firestore.client import count
from alumusic.adapters.firestore.word_lists import word_list
from alumusic.domain.reading.plan import WORD, Choice, CommentRow, IndexedQuery, Position

_ID = "__name__"
_LISTS = ("tags", "candidates")


@dataclass(frozen=True)
class FirestoreSearch:
    client: firestore.Client

    @store_faults
    def read(
        self, asked: IndexedQuery, after: Position | None, most: int, fields: Sequence[str] | None = None
    ) -> Sequence[CommentRow]:
        query = self._query(asked).limit(most)
        if fields is not None:
            query = query.select(fields)
        if after is not None:
            *values, comment_id = after
            names = [sort.field for sort in asked.sorts]
            query = query.start_after(
                {**dict(zip(names, values, strict=True)), _ID: self._comments.document(comment_id)}
            )
        return [CommentRow(found.id, found.to_dict() or {}) for found in query.get()]

    @store_faults
    def count(self, asked: IndexedQuery) -> int:
        """Counts in the list's order: it uses the list's index, and leaves out erased comments as the list does."""
        return count(self._query(asked))

    @store_faults
    def one(self, comment_id: str) -> CommentRow | None:
        found = self._comments.document(comment_id).get()
        return CommentRow(found.id, found.to_dict() or {}) if found.exists else None

    @store_faults
    def histories(self, revisions: Mapping[str, int]) -> dict[str, list[Mapping[str, Any]]]:
        references = [
            self._comments.document(comment_id).collection("history").document(str(revision))
            for comment_id, last in revisions.items()
            for revision in range(last)
        ]
        if not references:
            return {}
        entries: dict[str, dict[int, Mapping[str, Any]]] = {}
        for found in self.client.get_all(references):
            if found.exists:
                comment_id = found.reference.parent.parent.id
                entries.setdefault(comment_id, {})[int(found.id)] = found.to_dict() or {}
        return {comment_id: [found[n] for n in sorted(found)] for comment_id, found in entries.items()}

    def _query(self, asked: IndexedQuery) -> firestore.Query:
        query: Any = self._comments
        for choice in (*asked.choices, *([asked.array] if asked.array else [])):
            query = query.where(filter=_filter(choice))
        for bound in asked.bounds:
            query = query.where(filter=FieldFilter(bound.field, bound.operator, bound.value))
        for field, descending in (*asked.sorts, (_ID, asked.sorts[-1].descending)):
            query = query.order_by(field, direction="DESCENDING" if descending else "ASCENDING")
        found: firestore.Query = query
        return found

    @property
    def _comments(self) -> firestore.CollectionReference:
        return self.client.collection("comments")


def _filter(choice: Choice) -> FieldFilter:
    if choice.field == WORD:
        (word,) = choice.values
        return FieldFilter(word_list(word), "array_contains", word)
    one, several = ("array_contains", "array_contains_any") if choice.field in _LISTS else ("==", "in")
    if len(choice.values) == 1:
        return FieldFilter(choice.field, one, choice.values[0])
    return FieldFilter(choice.field, several, list(choice.values))
