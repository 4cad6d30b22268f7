"""Authorization to send comments: an unrevoked service token, or a curator's access token."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

import jwt

from alumusic.adapters.tokens import TokenClaims, TokenVerifier
from alumusic.domain.accounts.account import DASHBOARD_AUDIENCE, SENDER_AUDIENCE, ServiceToken, TokenScope, User
from alumusic.domain.accounts.session import Session, stands
from alumusic.errors import Code, Unauthenticated

_REMEMBERED = 60  # seconds; a revocation or logout takes effect within it, at one read per token and minute


class SenderRecords(Protocol):
    def token(self, token_id: str) -> ServiceToken | None: ...
    def standing(self, user_id: str, session_id: str) -> tuple[User | None, Session | None]: ...


@dataclass
class SenderGate:
    verifier: TokenVerifier
    records: SenderRecords
    clock: Callable[[], datetime]
    monotonic: Callable[[], float] = time.monotonic
    _seen: dict[str, tuple[float, bool]] = field(default_factory=dict)

    def admit(self, authorization: str | None) -> TokenClaims:
        """Raises Unauthenticated or Forbidden."""
        claims = self.read(authorization)
        self.check(claims)
        return claims

    def read(self, authorization: str | None) -> TokenClaims:
        """The claims, with signature and scope verified. Revocation is not checked: call `check`."""
        audience = DASHBOARD_AUDIENCE if _audience(authorization) == DASHBOARD_AUDIENCE else SENDER_AUDIENCE
        return self.verifier.verify(authorization, audience, TokenScope.SEND)

    def check(self, claims: TokenClaims) -> None:
        if self._stands(claims):
            return
        if claims.session:
            raise Unauthenticated("a sessão terminou; entre de novo", Code.SESSION_ENDED)
        raise Unauthenticated("este token foi revogado", Code.TOKEN_REVOKED)

    def _stands(self, claims: TokenClaims) -> bool:
        moment, key = self.monotonic(), claims.token_id
        seen_at, valid = self._seen.get(key, (float("-inf"), False))
        if moment - seen_at > _REMEMBERED:
            valid = self._session(claims) if claims.session else self._token(claims)
            self._seen = {key: value for key, value in self._seen.items() if moment - value[0] <= _REMEMBERED}
            self._seen[key] = (moment, valid)
        return valid

    def _token(self, claims: TokenClaims) -> bool:
        record = self.records.token(claims.token_id)
        return record is not None and record.revoked_at is None

    def _session(self, claims: TokenClaims) -> bool:
        user, session = self.records.standing(claims.subject, claims.session)
        return user is not None and not user.disabled and stands(session, user, self.clock())


def _audience(authorization: str | None) -> object:
    """The unverified audience, used only to choose the verification."""
    try:
        return jwt.decode((authorization or "")[7:].strip(), options={"verify_signature": False}).get("aud")
    except (jwt.PyJWTError, RecursionError):
        return None
