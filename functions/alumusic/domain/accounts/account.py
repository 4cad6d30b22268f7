"""Accounts of dashboard users, their invitations, and tokens of services that send comments."""

from datetime import datetime
from enum import Enum, StrEnum
from typing import NamedTuple

from pydantic import AwareDatetime, BaseModel, ConfigDict

from alumusic.domain.wire import Wire


class Role(StrEnum):
    CURATOR = "curador"
    ADMIN = "admin"


class TokenScope(StrEnum):
    """Permissions of a token. Its audience says which API it was issued for."""

    SEND = "comentarios:escrever"
    CURATE = "painel:curar"
    ADMINISTER = "painel:administrar"


SENDER_AUDIENCE = "comentarios"
DASHBOARD_AUDIENCE = "painel"
DEVICE_AUDIENCE = "dispositivo"

SCOPES_OF_ROLE = {
    Role.CURATOR: (TokenScope.SEND, TokenScope.CURATE),
    Role.ADMIN: (TokenScope.SEND, TokenScope.CURATE, TokenScope.ADMINISTER),
}


class User(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    email: str
    password_hash: str
    role: Role
    created_at: AwareDatetime
    disabled: bool = False
    generation: int = 0
    """Incremented when the password changes or the account is disabled; ends the sessions of earlier generations."""


class RegistrationOutcome(Enum):
    YES = 1
    ADDRESS_TAKEN = 2
    INVITATION_SPENT = 3


class ServiceToken(Wire):
    id: str
    """Of the record; the token itself is shown once and never stored."""
    name: str
    issued_by: str
    issued_at: AwareDatetime
    expires_at: AwareDatetime
    revoked_at: AwareDatetime | None


class Caller(NamedTuple):
    """Authenticated author of a request. `role` and `session` are None for a sender's token."""

    id: str
    email: str
    role: Role | None
    session: str | None


class Invitation(Wire):
    id: str
    """Hash of the code; the code itself is shown once and never stored."""
    role: Role
    email: str | None
    created_by: str
    created_at: AwareDatetime
    expires_at: AwareDatetime
    used_by: str | None
    """E-mail of who registered with it."""

    def admits(self, address: str, at: datetime) -> bool:
        return self.used_by is None and at < self.expires_at and self.email in (None, address)
