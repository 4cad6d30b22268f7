"""Verifies Google's identity tokens: only the service account of Pub/Sub and Cloud Scheduler may push work."""

from dataclasses import dataclass
from functools import cached_property

import jwt

from alumusic.errors import Code, Forbidden, Unauthenticated
from alumusic.settings import OidcSettings

SIGNATURE_REMOVED = "SIGNATURE_REMOVED_BY_GOOGLE"
"""What Cloud Run's front end puts in place of the signature of a token that it has verified for a private service."""
_ISSUERS = ("https://accounts.google.com", "accounts.google.com")

_OPTIONS: jwt.types.Options = {
    "require": ["iss", "aud", "exp", "iat", "email"],
    "enforce_minimum_key_length": True,
}
# Without the signature PyJWT checks no claim unless it is told to.
_WITHOUT_SIGNATURE: jwt.types.Options = {
    "verify_signature": False,
    "verify_aud": True,
    "verify_exp": True,
    "verify_iat": True,
    "verify_iss": True,
    "verify_nbf": True,
}


@dataclass
class OidcVerifier:
    jwks_url: str
    audience: str
    email: str
    check: str = "on"
    """`OIDC_CHECK`: `on`, `iam` behind Cloud Run's own check, or `off`."""

    @classmethod
    def from_settings(cls, settings: OidcSettings) -> "OidcVerifier":
        return cls(settings.oidc_jwks_url, settings.oidc_audience, settings.oidc_email, settings.oidc_check)

    @cached_property
    def _keys(self) -> jwt.PyJWKClient:
        return jwt.PyJWKClient(self.jwks_url, cache_keys=True, lifespan=3600, timeout=5)

    def verify(self, authorization: str | None) -> None:
        """Raises Unauthenticated, or Forbidden for a valid token of another account."""
        if self.check == "off":
            return
        token = (authorization or "").removeprefix("Bearer ").strip()
        if not token:
            raise Unauthenticated("falta o token OIDC", Code.OIDC_TOKEN_MISSING)
        # A public service must not believe this signature: anybody can write it.
        verified = self.check == "iam" and token.endswith(f".{SIGNATURE_REMOVED}")
        try:
            payload = jwt.decode(
                token,
                "" if verified else self._keys.get_signing_key_from_jwt(token),
                algorithms=["RS256"],
                audience=self.audience,
                issuer=_ISSUERS,
                options={**_OPTIONS, **(_WITHOUT_SIGNATURE if verified else {})},
            )
        except jwt.PyJWTError as failure:
            raise Unauthenticated("token OIDC inválido", Code.OIDC_TOKEN_INVALID) from failure
        if payload["email"] != self.email or payload.get("email_verified") is not True:
            raise Forbidden("conta de serviço não autorizada", Code.OIDC_WRONG_ACCOUNT)
