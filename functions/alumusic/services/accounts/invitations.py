"""Single-use invitations issued by an admin."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Protocol

from alumusic.domain.accounts.account import Invitation, Role
from alumusic.domain.versioned import Versioned
from alumusic.errors import Code, NotFound
from alumusic.services.accounts.addresses import checked_address


class InvitationStore(Protocol):
    def add(self, invitation: Invitation) -> None: ...
    def find(self, invitation_id: str) -> Versioned[Invitation] | None: ...
    def all(self) -> Sequence[Invitation]: ...
    def remove(self, invitation_id: str) -> bool:
        """False when there is none."""


@dataclass(frozen=True)
class Invitations:
    store: InvitationStore
    clock: Callable[[], datetime]

    def issue(self, role: Role, email: str | None, days: int, issued_by: str) -> tuple[Invitation, str]:
        """Returns the record and the code, which is not stored and cannot be shown again."""
        code, now = secrets.token_urlsafe(18), self.clock()
        invitation = Invitation(
            id=invitation_id(code),
            role=role,
            email=checked_address(email)[0] if email is not None else None,
            created_by=issued_by,
            created_at=now,
            expires_at=now + timedelta(days=days),
            used_by=None,
        )
        self.store.add(invitation)
        return invitation, code

    def all(self) -> Sequence[Invitation]:
        return self.store.all()

    def withdraw(self, invitation_id: str) -> None:
        if not self.store.remove(invitation_id):
            raise NotFound("este convite não existe", Code.NOT_FOUND)

    def valid(self, code: str | None, address: str) -> Versioned[Invitation] | None:
        found = self.store.find(invitation_id(code)) if code else None
        return found if found and found.value.admits(address, self.clock()) else None


def invitation_id(code: str) -> str:
    return sha256(code.encode("utf-8", "replace")).hexdigest()
