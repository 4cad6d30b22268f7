"""Users, sessions, invitations, sender tokens and limits. A stored object is its own version."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from alumusic.adapters.memory.store import MemoryStore
from alumusic.domain.accounts.account import Invitation, RegistrationOutcome, ServiceToken, User
from alumusic.domain.accounts.session import Session
from alumusic.domain.versioned import Versioned


class MemorySessions:
    def __init__(self, store: MemoryStore) -> None:
        self.store = store

    def start(self, session: Session) -> None:
        self.store.sessions[session.id] = session

    def find(self, session_id: str) -> Versioned[Session] | None:
        found = self.store.sessions.get(session_id)
        return Versioned(found, found) if found else None

    def replace(self, session: Session, as_read: Versioned[Session]) -> bool:
        with self.store.lock:
            if self.store.sessions.get(session.id) is not as_read.version:
                return False
            self.store.sessions[session.id] = session
        return True

    def end(self, session_id: str, at: datetime) -> None:
        with self.store.lock:
            if session_id in self.store.sessions:
                ended = self.store.sessions[session_id].model_copy(update={"ended_at": at})
                self.store.sessions[session_id] = ended

    def standing(self, user_id: str, session_id: str) -> tuple[User | None, Session | None]:
        return self.store.users.get(user_id), self.store.sessions.get(session_id)

    def owner(self, user_id: str) -> Versioned[User] | None:
        found = self.store.users.get(user_id)
        return Versioned(found, found) if found else None

    def set_password(self, user: User, as_read: Versioned[User]) -> bool:
        with self.store.lock:
            if self.store.users.get(user.id) is not as_read.version:
                return False
            self.store.users[user.id] = user
        return True


class MemoryAccounts(MemorySessions):
    def add_user(self, user: User, invitation: Versioned[Invitation] | None) -> RegistrationOutcome:
        with self.store.lock:
            if user.id in self.store.users:
                return RegistrationOutcome.ADDRESS_TAKEN
            if invitation and self.store.invitations.get(invitation.value.id) is not invitation.version:
                return RegistrationOutcome.INVITATION_SPENT
            self.store.users[user.id] = user
            if invitation:
                self.store.invitations[invitation.value.id] = invitation.value
        return RegistrationOutcome.YES

    def user(self, user_id: str) -> User | None:
        return self.store.users.get(user_id)

    def users(self) -> Sequence[Versioned[User]]:
        return [Versioned(user, user) for user in list(self.store.users.values())]

    def change_user(self, user: User, as_read: Versioned[User], witness: Versioned[User] | None) -> bool:
        with self.store.lock:
            asked = [as_read, witness] if witness else [as_read]
            if any(self.store.users.get(each.value.id) is not each.version for each in asked):
                return False
            self.store.users[user.id] = user
        return True

    def save_token(self, token: ServiceToken) -> None:
        self.store.service_tokens[token.id] = token

    def token(self, token_id: str) -> ServiceToken | None:
        return self.store.service_tokens.get(token_id)

    def tokens(self) -> Sequence[ServiceToken]:
        return sorted(self.store.service_tokens.values(), key=lambda token: token.issued_at, reverse=True)


class MemoryInvitations:
    def __init__(self, store: MemoryStore) -> None:
        self.store = store

    def add(self, invitation: Invitation) -> None:
        self.store.invitations[invitation.id] = invitation

    def find(self, invitation_id: str) -> Versioned[Invitation] | None:
        found = self.store.invitations.get(invitation_id)
        return Versioned(found, found) if found else None

    def all(self) -> Sequence[Invitation]:
        return sorted(self.store.invitations.values(), key=lambda each: each.created_at, reverse=True)

    def remove(self, invitation_id: str) -> bool:
        return self.store.invitations.pop(invitation_id, None) is not None


class MemoryLimits:
    def __init__(self, store: MemoryStore) -> None:
        self.store = store

    def add(self, amounts: Mapping[str, int], expire_at: datetime) -> Sequence[int]:
        with self.store.lock:
            for name, amount in amounts.items():
                self.store.attempts[name] = self.store.attempts.get(name, 0) + amount
            return [self.store.attempts[name] for name in amounts]
