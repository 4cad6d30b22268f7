"""Tokens for the services that send comments."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import uuid4

from alumusic.domain.accounts.account import SENDER_AUDIENCE, ServiceToken, TokenScope
from alumusic.errors import Code, InvalidRequest, NotFound

MAX_SERVICE_DAYS = 366


class TokenStore(Protocol):
    def save_token(self, token: ServiceToken) -> None: ...
    def token(self, token_id: str) -> ServiceToken | None: ...
    def tokens(self) -> Sequence[ServiceToken]: ...


class Signer(Protocol):
    def sign(self, claims: dict[str, Any], issued_at: datetime, seconds: int) -> str: ...


@dataclass(frozen=True)
class SenderTokens:
    store: TokenStore
    signer: Signer
    clock: Callable[[], datetime]

    def all(self) -> Sequence[ServiceToken]:
        return self.store.tokens()

    def issue(self, name: str, days: int, issued_by: str) -> tuple[ServiceToken, str]:
        """Returns the record and the token, which is not stored and cannot be shown again."""
        if not 1 <= len(name.strip()) <= 100:
            raise InvalidRequest("o nome do token deve ter de 1 a 100 caracteres", Code.INVALID_NAME)
        if not 1 <= days <= MAX_SERVICE_DAYS:
            raise InvalidRequest(f"a validade deve ser de 1 a {MAX_SERVICE_DAYS} dias", Code.INVALID_LIFETIME)
        now = self.clock()
        record = ServiceToken(
            id=str(uuid4()),
            name=name.strip(),
            issued_by=issued_by,
            issued_at=now,
            expires_at=now + timedelta(days=days),
            revoked_at=None,
        )
        self.store.save_token(record)
        claims = {
            "aud": SENDER_AUDIENCE,
            "sub": f"servico:{record.id}",
            "jti": record.id,
            "scope": TokenScope.SEND.value,
            "name": record.name,
        }
        return record, self.signer.sign(claims, now, days * 86_400)

    def revoke(self, token_id: str) -> None:
        record = self.store.token(token_id)
        if record is None:
            raise NotFound("este token não existe", Code.NOT_FOUND)
        if record.revoked_at is None:
            self.store.save_token(record.model_copy(update={"revoked_at": self.clock()}))
