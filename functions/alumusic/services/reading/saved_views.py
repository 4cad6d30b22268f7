"""Saved queries: the caller's own, and those shared with the team."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import uuid4

from alumusic.domain.accounts.account import Caller, Role
from alumusic.domain.reading.saved_view import SavedQuery
from alumusic.errors import Code, Conflict, Forbidden, NotFound

_ID = re.compile(r"[0-9a-f]{32}")
MAX_OWN = 100  # a longer list is no shortcut any more


class ViewStore(Protocol):
    def add(self, view: SavedQuery) -> None: ...
    def get(self, view_id: str) -> SavedQuery | None: ...
    def delete(self, view_id: str) -> None: ...
    def own(self, owner: str) -> Sequence[SavedQuery]: ...
    def shared(self) -> Sequence[SavedQuery]: ...


@dataclass(frozen=True)
class SavedQueries:
    store: ViewStore
    clock: Callable[[], datetime]

    def visible(self, caller: Caller) -> list[SavedQuery]:
        found = {view.id: view for view in (*self.store.own(caller.id), *self.store.shared())}
        return sorted(found.values(), key=lambda view: (view.name.casefold(), view.created_at))

    def save(self, caller: Caller, name: str, query: str, shared: bool) -> SavedQuery:
        """Raises Conflict if the caller already has `MAX_OWN` saved queries."""
        if len(self.store.own(caller.id)) >= MAX_OWN:
            raise Conflict(f"você já tem {MAX_OWN} visões salvas; apague alguma", Code.TOO_MANY_VIEWS)
        view = SavedQuery(
            id=uuid4().hex,
            owner=caller.id,
            owner_email=caller.email,
            name=name,
            query=query,
            shared=shared,
            created_at=self.clock(),
        )
        self.store.add(view)
        return view

    def delete(self, caller: Caller, view_id: str) -> None:
        """Raises NotFound for another user's private query, Forbidden for a shared one; an admin may delete any."""
        view = self.store.get(view_id) if _ID.fullmatch(view_id) else None
        may = view is not None and (view.owner == caller.id or caller.role is Role.ADMIN)
        if view is None or not (may or view.shared):
            raise NotFound("esta visão não existe", Code.NOT_FOUND)
        if not may:
            raise Forbidden("só quem salvou esta visão, ou a administração, pode apagá-la", Code.NOT_YOUR_VIEW)
        self.store.delete(view_id)
