"""People who may see the private side, and services that may send."""

from enum import StrEnum
from typing import NamedTuple

from pydantic import AwareDatetime, BaseModel, ConfigDict


class Role(StrEnum):
    CURATOR = "curador"
    ADMIN = "admin"


class Scope(StrEnum):
    """What a token allows; the audience says for which door it was made."""

    SEND = "comentarios:escrever"
    CURATE = "painel:curar"
    ADMINISTER = "painel:administrar"


SENDER_AUDIENCE = "comentarios"
DASHBOARD_AUDIENCE = "painel"

SCOPES_OF_ROLE = {
    Role.CURATOR: (Scope.SEND, Scope.CURATE),
    Role.ADMIN: (Scope.SEND, Scope.CURATE, Scope.ADMINISTER),
}


class User(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    email: str
    password_hash: str
    role: Role
    created_at: AwareDatetime
    disabled: bool = False


class ServiceToken(BaseModel):
    """The record of a token that was issued to a sender; the token itself is shown once and never stored."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    name: str
    issued_by: str
    issued_at: AwareDatetime
    expires_at: AwareDatetime
    revoked_at: AwareDatetime | None = None


class Caller(NamedTuple):
    """Who a request comes from. `role` is None for a sender, which has no session either."""

    id: str
    email: str
    role: Role | None
    session: str | None
