"""`users` and `service_tokens`."""

from collections.abc import Sequence
from dataclasses import dataclass

from google.api_core.exceptions import AlreadyExists
from google.cloud import firestore

from alumusic.adapters.faults import store_faults
from alumusic.domain.account import ServiceToken, User


@dataclass(frozen=True)
class FirestoreAccounts:
    client: firestore.Client

    @store_faults
    def add_user(self, user: User) -> bool:
        try:
            self.client.document("users", user.id).create(user.model_dump(mode="json", exclude={"id"}))
        except AlreadyExists:
            return False
        return True

    @store_faults
    def user(self, user_id: str) -> User | None:
        found = self.client.document("users", user_id).get()
        return User(id=user_id, **(found.to_dict() or {})) if found.exists else None

    @store_faults
    def save_token(self, token: ServiceToken) -> None:
        self.client.document("service_tokens", token.id).set(token.model_dump(exclude={"id"}))

    @store_faults
    def token(self, token_id: str) -> ServiceToken | None:
        found = self.client.document("service_tokens", token_id).get()
        return ServiceToken(id=token_id, **(found.to_dict() or {})) if found.exists else None

    @store_faults
    def tokens(self) -> Sequence[ServiceToken]:
        query = self.client.collection("service_tokens").order_by("issued_at", direction="DESCENDING")
        return [ServiceToken(id=found.id, **(found.to_dict() or {})) for found in query.stream()]
