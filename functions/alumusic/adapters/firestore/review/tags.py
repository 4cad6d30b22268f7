"""`tag_catalogue/current`: the curators' decisions on candidate tags, and queries for comments with candidates."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from google.cloud import firestore
from google.cloud.firestore_v1.base_query import FieldFilter

from alumusic.adapters.faults import store_faults
from alumusic.adapters.firestore.client import count
from alumusic.adapters.firestore.comments.comments import count_in
from alumusic.adapters.firestore.review.document import record_of
from alumusic.adapters.firestore.review.reviews import LOST, committed, update_state
from alumusic.domain.comments.tags import TagCatalogue
from alumusic.domain.review.change import Record, State, moved

_TIMEOUT = 5  # seconds; after it a classifier continues with the last catalogue it has read


@dataclass(frozen=True)
class FirestoreTags:
    client: firestore.Client

    @store_faults
    def read(self) -> tuple[TagCatalogue, Any]:
        found = self._document().get(timeout=_TIMEOUT)
        if not found.exists:
            return TagCatalogue(), None
        return TagCatalogue.model_validate(found.to_dict()), found.update_time

    @store_faults
    def write(self, catalogue: TagCatalogue, version: Any) -> bool:
        document = catalogue.model_dump()
        try:
            if version is None:
                self._document().create(document)
            else:
                self._document().update(document, option=self.client.write_option(last_update_time=version))
        except LOST:
            return False
        return True

    @store_faults
    def newest_with_candidates(self, most: int) -> Sequence[tuple[str, str, Sequence[str]]]:
        query = (
            self.client.collection("comments")
            .where(filter=FieldFilter("has_candidates", "==", True))
            .order_by("received_at", direction="DESCENDING")
            .limit(most)
            .select(["text", "candidates"])
        )
        return [(found.id, found.get("text"), found.get("candidates")) for found in query.stream()]

    @store_faults
    def carrying(self, code: str, most: int) -> Sequence[Record]:
        found = self._with(code).limit(most).stream()
        records = (record_of(one.id, one.to_dict() or {}, one.update_time) for one in found)
        return [record for record in records if record is not None]

    @store_faults
    def left(self, code: str) -> int:
        return count(self._with(code))

    @store_faults
    def sweep(self, record: Record, after: State) -> bool:
        batch = self.client.batch()
        update_state(self.client, batch, record, after, record.revision)
        count_in(self.client, batch, moved(record.comment, record.state, after), record.comment.id)
        return committed(batch)

    def _document(self) -> firestore.DocumentReference:
        return self.client.document("tag_catalogue", "current")

    def _with(self, code: str) -> firestore.Query:
        carries = FieldFilter("candidates", "array_contains", code)
        query: firestore.Query = self.client.collection("comments").where(filter=carries)
        return query
