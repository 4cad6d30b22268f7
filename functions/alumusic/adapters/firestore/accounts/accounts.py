"""`users/{id}` and `service_tokens/{id}`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from google.api_core.exceptions import AlreadyExists, FailedPrecondition, NotFound
from google.cloud import firestore

from alumusic.adapters.faults import store_faults
from alumusic.adapters.firestore.accounts.sessions import read_standing, stored_user
from alumusic.domain.accounts.account import Invitation, RegistrationOutcome, ServiceToken, User
from alumusic.domain.accounts.session import Session
from alumusic.domain.versioned import Versioned


@dataclass(frozen=True)
class FirestoreAccounts:
    client: firestore.Client

    @store_faults
    def add_user(self, user: User, invitation: Versioned[Invitation] | None) -> RegistrationOutcome:
        batch = self.client.batch()
        batch.create(self._user(user.id), user.model_dump(mode="json", exclude={"id"}))
        if invitation:
            used = self.client.document("invitations", invitation.value.id)
            as_read = self.client.write_option(last_update_time=invitation.version)
            batch.update(used, {"used_by": invitation.value.used_by}, option=as_read)
        try:
            batch.commit()
        except AlreadyExists:
            return RegistrationOutcome.ADDRESS_TAKEN
        except (FailedPrecondition, NotFound):
            return RegistrationOutcome.INVITATION_SPENT
        return RegistrationOutcome.YES

    @store_faults
    def user(self, user_id: str) -> User | None:
        found = stored_user(self._user(user_id).get())
        return found.value if found else None

    @store_faults
    def users(self) -> Sequence[Versioned[User]]:
        return [found for each in self.client.collection("users").stream() if (found := stored_user(each))]

    @store_faults
    def change_user(self, user: User, as_read: Versioned[User], witness: Versioned[User] | None) -> bool:
        batch = self.client.batch()
        changes = user.model_dump(mode="json", include={"role", "disabled", "generation"})
        batch.update(self._user(user.id), changes, option=self._unchanged(as_read))
        if witness:
            # Writes the present value: only the precondition on the witness matters.
            batch.update(
                self._user(witness.value.id), {"role": witness.value.role.value}, option=self._unchanged(witness)
            )
        try:
            batch.commit()
        except (FailedPrecondition, NotFound):
            return False
        return True

    @store_faults
    def standing(self, user_id: str, session_id: str) -> tuple[User | None, Session | None]:
        return read_standing(self.client, user_id, session_id)

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

    def _user(self, user_id: str) -> firestore.DocumentReference:
        return self.client.collection("users").document(user_id)

    def _unchanged(self, stored: Versioned[User]) -> Any:
        return self.client.write_option(last_update_time=stored.version)
