"""People who may see the private side, and services that may send."""

from datetime import datetime
from enum import Enum, StrEnum
from typing import NamedTuple

from pydantic import AwareDatetime, BaseModel, ConfigDict

from alumusic.domain.wire import Wire


class Role(StrEnum):
    CURATOR = "curador"
    ADMIN = "admin"


class TokenScope(StrEnum):
    """What a token allows; the audience says for which door it was made."""

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
    """Grows when the password changes or the account is disabled: sessions of an earlier generation have ended."""


class RegistrationOutcome(Enum):
    """What became of a registration."""

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
    """Who a request comes from. `role` is None for a sender, which has no session either."""

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
