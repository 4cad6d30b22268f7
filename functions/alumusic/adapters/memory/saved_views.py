"""Saved views by id."""

from collections.abc import Sequence

from alumusic.adapters.memory.store import MemoryStore
from alumusic.domain.reading.saved_view import SavedQuery


class MemoryViews:
    def __init__(self, store: MemoryStore) -> None:
        self.store = store

    def add(self, view: SavedQuery) -> None:
        self.store.saved_views[view.id] = view

    def get(self, view_id: str) -> SavedQuery | None:
        return self.store.saved_views.get(view_id)

    def delete(self, view_id: str) -> None:
        self.store.saved_views.pop(view_id, None)

    def own(self, owner: str) -> Sequence[SavedQuery]:
        return [view for view in list(self.store.saved_views.values()) if view.owner == owner]

    def shared(self) -> Sequence[SavedQuery]:
        return [view for view in list(self.store.saved_views.values()) if view.shared]
