"""Who may come in: registration, login, and tokens for the services that send comments."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import Any, NamedTuple, Protocol
from uuid import NAMESPACE_URL, uuid4, uuid5

from alumusic.domain.account import (
    DASHBOARD_AUDIENCE,
    SCOPES_OF_ROLE,
    SENDER_AUDIENCE,
    Caller,
    Role,
    Scope,
    ServiceToken,
    User,
)
from alumusic.errors import Conflict, Forbidden, InvalidRequest, NotFound, Unauthenticated

ACCESS_SECONDS = 15 * 60
MAX_SERVICE_DAYS = 366
_EMAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([a-z0-9-]+(?:\.[a-z0-9-]+)+)")
_SHORTEST_PASSWORD, _LONGEST_PASSWORD = 10, 200  # argon2 hashes any length; the bound keeps a request cheap


class AccountStore(Protocol):
    def add_user(self, user: User) -> bool:
        """False when the address has an account."""

    def user(self, user_id: str) -> User | None: ...
    def save_token(self, token: ServiceToken) -> None: ...
    def token(self, token_id: str) -> ServiceToken | None: ...
    def tokens(self) -> Sequence[ServiceToken]: ...


class PasswordHasher(Protocol):
    def hash(self, password: str) -> str: ...
    def matches(self, password: str, hashed: str | None) -> bool:
        """Takes as long for None, an unknown account, as for a wrong password."""


class Signer(Protocol):
    def sign(self, claims: dict[str, Any], issued_at: datetime, seconds: int) -> str: ...


class Session(NamedTuple):
    access_token: str
    expires_in: int


class Admission(NamedTuple):
    """Who may register: an address in one of the domains (`*`: any), or anybody with the invitation code."""

    domains: frozenset[str]
    invitation_code: str
    admin_emails: frozenset[str]


@dataclass(frozen=True)
class Accounts:
    store: AccountStore
    passwords: PasswordHasher
    signer: Signer
    admission: Admission
    clock: Callable[[], datetime]

    def register(self, email: str, password: str, invitation: str | None) -> User:
        address, domain = _address(email)
        _check_password(password)
        code = self.admission.invitation_code
        invited = bool(code and invitation and compare_digest(invitation.encode(), code.encode()))
        if not invited and not ({"*", domain} & self.admission.domains):
            raise Forbidden("o cadastro precisa de um convite ou de um e-mail da equipe", "convite_necessario")
        role = Role.ADMIN if invited and address in self.admission.admin_emails else Role.CURATOR
        user = User(
            id=user_id(address),
            email=address,
            password_hash=self.passwords.hash(password),
            role=role,
            created_at=self.clock(),
        )
        if not self.store.add_user(user):
            raise Conflict("já existe uma conta com este e-mail", "email_existente")
        return user

    def login(self, email: str, password: str) -> Session:
        user = self.store.user(user_id(email.strip().lower()))
        if not self.passwords.matches(password, user.password_hash if user else None) or user is None or user.disabled:
            raise Unauthenticated("e-mail ou senha incorretos", "credenciais_invalidas")
        claims = {
            "aud": DASHBOARD_AUDIENCE,
            "sub": user.id,
            "jti": str(uuid4()),
            "scope": " ".join(SCOPES_OF_ROLE[user.role]),
            "name": user.email,
        }
        return Session(self.signer.sign(claims, self.clock(), ACCESS_SECONDS), ACCESS_SECONDS)

    def active_user(self, user_id: str) -> User:
        user = self.store.user(user_id)
        if user is None or user.disabled:
            raise Unauthenticated("esta conta não está ativa", "conta_inativa")
        return user

    def caller(self, user_id: str) -> Caller:
        user = self.active_user(user_id)
        return Caller(user.id, user.email, user.role, None)

    def issue_service_token(self, name: str, days: int, issued_by: str) -> tuple[ServiceToken, str]:
        """The record, and the token itself: shown this once."""
        if not 1 <= len(name.strip()) <= 100:
            raise InvalidRequest("o nome do token deve ter de 1 a 100 caracteres", "nome_invalido")
        if not 1 <= days <= MAX_SERVICE_DAYS:
            raise InvalidRequest(f"a validade deve ser de 1 a {MAX_SERVICE_DAYS} dias", "validade_invalida")
        now = self.clock()
        record = ServiceToken(
            id=str(uuid4()),
            name=name.strip(),
            issued_by=issued_by,
            issued_at=now,
            expires_at=now + timedelta(days=days),
        )
        self.store.save_token(record)
        claims = {
            "aud": SENDER_AUDIENCE,
            "sub": f"servico:{record.id}",
            "jti": record.id,
            "scope": Scope.SEND.value,
            "name": record.name,
        }
        return record, self.signer.sign(claims, now, days * 86_400)

    def revoke_service_token(self, token_id: str) -> None:
        record = self.store.token(token_id)
        if record is None:
            raise NotFound("este token não existe", "nao_encontrado")
        if record.revoked_at is None:
            self.store.save_token(record.model_copy(update={"revoked_at": self.clock()}))


def user_id(address: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"mailto:{address}".encode("utf-8", "replace").decode()))


def _address(email: str) -> tuple[str, str]:
    address = email.strip().lower()
    found = _EMAIL.fullmatch(address)
    if not found or len(address) > 254:
        raise InvalidRequest("o e-mail não é válido", "email_invalido")
    return address, found.group(1)


def _check_password(password: str) -> None:
    if not _SHORTEST_PASSWORD <= len(password) <= _LONGEST_PASSWORD:
        raise InvalidRequest(
            f"a senha deve ter de {_SHORTEST_PASSWORD} a {_LONGEST_PASSWORD} caracteres", "senha_invalida"
        )
