"""`saved_views/{id}`: a curator's saved filters of the list."""

from collections.abc import Sequence
from dataclasses import dataclass

from google.cloud import firestore
from google.cloud.firestore_v1.base_query import FieldFilter

from alumusic.adapters.faults import store_faults
from alumusic.domain.reading.saved_view import SavedQuery

_MOST = 1_000  # views in a list


@dataclass(frozen=True)
class FirestoreViews:
    client: firestore.Client

    @store_faults
    def add(self, view: SavedQuery) -> None:
        self.client.document("saved_views", view.id).create(view.model_dump(exclude={"id"}))

    @store_faults
    def get(self, view_id: str) -> SavedQuery | None:
        found = self.client.document("saved_views", view_id).get()
        return SavedQuery(id=view_id, **(found.to_dict() or {})) if found.exists else None

    @store_faults
    def delete(self, view_id: str) -> None:
        self.client.document("saved_views", view_id).delete()

    @store_faults
    def own(self, owner: str) -> Sequence[SavedQuery]:
        return self._where(FieldFilter("owner", "==", owner))

    @store_faults
    def shared(self) -> Sequence[SavedQuery]:
        return self._where(FieldFilter("shared", "==", True))

    def _where(self, only: FieldFilter) -> list[SavedQuery]:
        found = self.client.collection("saved_views").where(filter=only).limit(_MOST).stream()
        return [SavedQuery(id=one.id, **(one.to_dict() or {})) for one in found]
