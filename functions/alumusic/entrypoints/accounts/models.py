"""Request and answer models of accounts, sessions, invitations and sender tokens."""

from typing import Annotated

from pydantic import AliasChoices, AwareDatetime, Field

from alumusic.domain.accounts.account import Invitation, Role, ServiceToken, User
from alumusic.domain.wire import Text
from alumusic.entrypoints.models import ApiModel, Name

Password = Annotated[Text, Field(min_length=1, max_length=1_000)]
"""Any password that may exist. The rules for a new one are in services/accounts."""


class Registration(ApiModel):
    email: Text = Field(min_length=1, max_length=300)
    senha: Password = Field(validation_alias=AliasChoices("senha", "password"))
    convite: Text | None = Field(default=None, max_length=200)


class Credentials(ApiModel):
    email: Text = Field(min_length=1, max_length=300)
    senha: Password = Field(validation_alias=AliasChoices("senha", "password"))


class PasswordChange(ApiModel):
    senha_atual: Password
    senha_nova: Password


class SessionView(ApiModel):
    access_token: str
    token_type: str = "Bearer"
    expires_in: int
    """Seconds."""


class UserView(ApiModel):
    id: str
    email: str
    papel: Role
    ativo: bool
    criado_em: AwareDatetime


class UserList(ApiModel):
    usuarios: list[UserView]


class UserChange(ApiModel):
    ativo: bool | None = None
    papel: Role | None = None


class InvitationRequest(ApiModel):
    papel: Role = Role.CURATOR
    email: Text | None = Field(default=None, max_length=300)
    """Only this address may use it; null: any."""
    dias: int = Field(default=7, ge=1, le=30)


class NewInvitation(Invitation):
    code: str
    """Shown this once."""


class InvitationList(ApiModel):
    convites: list[Invitation]


class TokenRequest(ApiModel):
    nome: Name
    dias: int = Field(default=90, ge=1, le=366)


class NewToken(ServiceToken):
    token: str
    """Shown this once."""


class TokenList(ApiModel):
    tokens: list[ServiceToken]


def user_view(user: User) -> UserView:
    return UserView(id=user.id, email=user.email, papel=user.role, ativo=not user.disabled, criado_em=user.created_at)
