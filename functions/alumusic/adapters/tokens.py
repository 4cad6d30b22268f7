"""The platform's own JWTs (EdDSA): `api` signs them, every function verifies them with the public key."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from alumusic.errors import Code, Forbidden, Unauthenticated

_REQUIRED = ["iss", "aud", "sub", "exp", "iat", "jti", "scope"]
_PEM_END = "-----END PUBLIC KEY-----"
_LEEWAY = 10  # seconds of clock skew between two machines


class TokenClaims(NamedTuple):
    subject: str
    scopes: frozenset[str]
    token_id: str
    name: str
    session: str
    """Session id; empty in a sender's token."""


@dataclass(frozen=True)
class TokenVerifier:
    keys: Sequence[Ed25519PublicKey]
    issuer: str

    @classmethod
    def from_pem(cls, pem: str, issuer: str) -> "TokenVerifier":
        """Raises ValueError unless every key is an Ed25519 public key."""
        parts = [part + _PEM_END for part in pem.replace("\\n", "\n").split(_PEM_END) if part.strip()]
        keys = [load_pem_public_key(part.strip().encode()) for part in parts]
        ours = [key for key in keys if isinstance(key, Ed25519PublicKey)]
        if not ours or len(ours) != len(keys):
            raise ValueError("TOKEN_PUBLIC_KEYS must hold Ed25519 public keys in PEM")
        return cls(ours, issuer)

    def verify(self, authorization: str | None, audience: str, scope: str) -> TokenClaims:
        """The claims of a `Bearer` header. Raises Unauthenticated, or Forbidden when only the scope is missing."""
        claims = self.claims(_bearer(authorization), audience)
        if scope not in claims.scopes:
            raise Forbidden(f"este token não tem a permissão {scope}", Code.NO_PERMISSION)
        return claims

    def claims(self, token: str, audience: str) -> TokenClaims:
        """Raises Unauthenticated."""
        payload = self._decode(token, audience)
        scopes = frozenset(str(payload["scope"]).split())
        return TokenClaims(
            payload["sub"], scopes, payload["jti"], str(payload.get("name", "")), str(payload.get("sid", ""))
        )

    def _decode(self, token: str, audience: str) -> dict[str, Any]:
        error: Exception | None = None
        for key in self.keys:
            try:
                return jwt.decode(
                    token,
                    key,
                    algorithms=["EdDSA"],
                    audience=audience,
                    issuer=self.issuer,
                    leeway=_LEEWAY,
                    options={"require": _REQUIRED, "strict_aud": True, "enforce_minimum_key_length": True},
                )
            except jwt.ExpiredSignatureError as failure:
                raise Unauthenticated("o token expirou", Code.TOKEN_EXPIRED) from failure
            except (jwt.PyJWTError, RecursionError) as failure:
                error = failure
        raise Unauthenticated("token inválido", Code.TOKEN_INVALID) from error


@dataclass(frozen=True)
class TokenSigner:
    key: Ed25519PrivateKey
    issuer: str

    @classmethod
    def from_pem(cls, pem: str, issuer: str) -> "TokenSigner":
        key = load_pem_private_key(pem.replace("\\n", "\n").encode(), password=None)
        if not isinstance(key, Ed25519PrivateKey):
            raise ValueError("TOKEN_PRIVATE_KEY must be an Ed25519 private key in PEM")
        return cls(key, issuer)

    def sign(self, claims: dict[str, Any], issued_at: datetime, seconds: int) -> str:
        issued = int(issued_at.timestamp())
        payload = {"iss": self.issuer, "iat": issued, "exp": issued + seconds, **claims}
        return jwt.encode(payload, self.key, algorithm="EdDSA")


def _bearer(authorization: str | None) -> str:
    if not authorization:
        raise Unauthenticated("falta o cabeçalho Authorization: Bearer <token>", Code.TOKEN_MISSING)
    kind, _, token = authorization.partition(" ")
    if kind.lower() != "bearer" or not token.strip():
        raise Unauthenticated("use Authorization: Bearer <token>", Code.TOKEN_MISSING)
    return token.strip()
