"""Verifies Google's identity tokens: only the service account of Pub/Sub and Cloud Scheduler may push work."""

from dataclasses import dataclass
from functools import cached_property

import jwt

from alumusic.errors import Code, Forbidden, Unauthenticated
from alumusic.settings import OidcSettings

_ISSUERS = ("https://accounts.google.com", "accounts.google.com")


@dataclass
class OidcVerifier:
    jwks_url: str
    audience: str
    email: str
    enabled: bool = True

    @classmethod
    def from_settings(cls, settings: OidcSettings) -> "OidcVerifier":
        enabled = settings.oidc_check != "off"
        return cls(settings.oidc_jwks_url, settings.oidc_audience, settings.oidc_email, enabled)

    @cached_property
    def _keys(self) -> jwt.PyJWKClient:
        return jwt.PyJWKClient(self.jwks_url, cache_keys=True, lifespan=3600, timeout=5)

    def verify(self, authorization: str | None) -> None:
        """Raises Unauthenticated, or Forbidden for a valid token of another account."""
        if not self.enabled:
            return
        token = (authorization or "").removeprefix("Bearer ").strip()
        if not token:
            raise Unauthenticated("falta o token OIDC", Code.OIDC_TOKEN_MISSING)
        try:
            payload = jwt.decode(
                token,
                self._keys.get_signing_key_from_jwt(token),
                algorithms=["RS256"],
                audience=self.audience,
                issuer=_ISSUERS,
                options={"require": ["iss", "aud", "exp", "iat", "email"], "enforce_minimum_key_length": True},
            )
        except jwt.PyJWTError as failure:
            raise Unauthenticated("token OIDC inválido", Code.OIDC_TOKEN_INVALID) from failure
        if payload["email"] != self.email or payload.get("email_verified") is not True:
            raise Forbidden("conta de serviço não autorizada", Code.OIDC_WRONG_ACCOUNT)
