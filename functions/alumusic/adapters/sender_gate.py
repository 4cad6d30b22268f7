"""Who may send comments: a service token that was not revoked, or a curator's own access token."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

import jwt

from alumusic.adapters.tokens import Claims, TokenVerifier
from alumusic.domain.account import DASHBOARD_AUDIENCE, SENDER_AUDIENCE, Scope, ServiceToken
from alumusic.errors import Unauthenticated

_REMEMBERED = 60  # seconds until a revocation is seen by every instance; one read a token a minute


class TokenRecords(Protocol):
    def token(self, token_id: str) -> ServiceToken | None: ...


@dataclass
class SenderGate:
    verifier: TokenVerifier
    records: TokenRecords
    monotonic: Callable[[], float] = time.monotonic
    _seen: dict[str, tuple[float, bool]] = field(default_factory=dict)

    def admit(self, authorization: str | None) -> Claims:
        """Raises Unauthenticated or Forbidden."""
        audience = DASHBOARD_AUDIENCE if _audience(authorization) == DASHBOARD_AUDIENCE else SENDER_AUDIENCE
        claims = self.verifier.verify(authorization, audience, Scope.SEND)
        if audience == SENDER_AUDIENCE and not self._stands(claims.token_id):
            raise Unauthenticated("este token foi revogado", "token_revogado")
        return claims

    def _stands(self, token_id: str) -> bool:
        now = self.monotonic()
        seen_at, stands = self._seen.get(token_id, (float("-inf"), False))
        if now - seen_at > _REMEMBERED:
            record = self.records.token(token_id)
            stands = record is not None and record.revoked_at is None
            self._seen = {key: value for key, value in self._seen.items() if now - value[0] <= _REMEMBERED}
            self._seen[token_id] = (now, stands)
        return stands


def _audience(authorization: str | None) -> object:
    """Only to choose which check to make; nothing is believed before the signature was checked."""
    try:
        return jwt.decode((authorization or "")[7:].strip(), options={"verify_signature": False}).get("aud")
    except jwt.PyJWTError:
        return None
