"""People and senders."""

from collections.abc import Sequence

from alumusic.adapters.memory.store import MemoryStore
from alumusic.domain.account import ServiceToken, User


class MemoryAccounts:
    def __init__(self, store: MemoryStore) -> None:
        self.store = store

    def add_user(self, user: User) -> bool:
        with self.store.lock:
            return self.store.users.setdefault(user.id, user) is user

    def user(self, user_id: str) -> User | None:
        return self.store.users.get(user_id)

    def save_token(self, token: ServiceToken) -> None:
        self.store.service_tokens[token.id] = token

    def token(self, token_id: str) -> ServiceToken | None:
        return self.store.service_tokens.get(token_id)

    def tokens(self) -> Sequence[ServiceToken]:
        return sorted(self.store.service_tokens.values(), key=lambda token: token.issued_at, reverse=True)
