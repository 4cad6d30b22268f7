"""`sessions/{id}`, and the fields of `users/{id}` that sessions need."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from google.api_core.exceptions import FailedPrecondition, NotFound
from google.cloud import firestore

from alumusic.adapters.faults import store_faults
from alumusic.domain.accounts.account import User
from alumusic.domain.accounts.session import Session
from alumusic.domain.versioned import Versioned

_Snapshot = Any  # a DocumentSnapshot; the client library's methods declare different types for it


@dataclass(frozen=True)
class FirestoreSessions:
    client: firestore.Client

    @store_faults
    def start(self, session: Session) -> None:
        self._session(session.id).create(session.model_dump(exclude={"id"}))

    @store_faults
    def find(self, session_id: str) -> Versioned[Session] | None:
        found: _Snapshot = self._session(session_id).get()
        session = _session(found)
        return Versioned(session, found.update_time) if session else None

    @store_faults
    def replace(self, session: Session, as_read: Versioned[Session]) -> bool:
        unchanged = self.client.write_option(last_update_time=as_read.version)
        try:
            self._session(session.id).update(session.model_dump(exclude={"id"}), option=unchanged)
        except (FailedPrecondition, NotFound):
            return False
        return True

    @store_faults
    def end(self, session_id: str, at: datetime) -> None:
        try:
            self._session(session_id).update({"ended_at": at})
        except NotFound:
            return

    @store_faults
    def standing(self, user_id: str, session_id: str) -> tuple[User | None, Session | None]:
        return read_standing(self.client, user_id, session_id)

    @store_faults
    def owner(self, user_id: str) -> Versioned[User] | None:
        return stored_user(self.client.document("users", user_id).get())

    @store_faults
    def set_password(self, user: User, as_read: Versioned[User]) -> bool:
        changes = {"password_hash": user.password_hash, "generation": user.generation}
        unchanged = self.client.write_option(last_update_time=as_read.version)
        try:
            self.client.document("users", user.id).update(changes, option=unchanged)
        except (FailedPrecondition, NotFound):
            return False
        return True

    def _session(self, session_id: str) -> firestore.DocumentReference:
        return self.client.collection("sessions").document(session_id)


def stored_user(found: _Snapshot) -> Versioned[User] | None:
    return Versioned(User(id=found.id, **found.to_dict()), found.update_time) if found.exists else None


def read_standing(client: firestore.Client, user_id: str, session_id: str) -> tuple[User | None, Session | None]:
    """Reads both documents in one round trip."""
    asked = [client.document("users", user_id), client.document("sessions", session_id)]
    found: dict[str, _Snapshot] = {snapshot.reference.parent.id: snapshot for snapshot in client.get_all(asked)}
    user = stored_user(found["users"])
    return (user.value if user else None), _session(found["sessions"])


def _session(found: _Snapshot) -> Session | None:
    return Session(id=found.id, **found.to_dict()) if found.exists else None
