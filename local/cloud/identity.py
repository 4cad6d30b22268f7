"""Identity tokens for Pub/Sub pushes and scheduled jobs, signed with a local key in place of Google's."""

import time
from functools import cache
from typing import Any

import jwt
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from jwt.algorithms import RSAAlgorithm

from alumusic.adapters.oidc import SIGNATURE_REMOVED
from local.stack.config import OIDC_AUDIENCE, OIDC_EMAIL

KEY_ID = "local"
_LIFE = 3600  # seconds, as Google's


def jwks(private_pem: str) -> dict[str, Any]:
    public: Any = load_pem_private_key(private_pem.encode(), None).public_key()
    key = RSAAlgorithm.to_jwk(public, as_dict=True)
    return {"keys": [{**key, "kid": KEY_ID, "use": "sig", "alg": "RS256"}]}


def identity_token(private_pem: str) -> str:
    """An OIDC token with at least half an hour of validity left; the same one for up to half an hour."""
    return _token(private_pem, int(time.time()) // (_LIFE // 2))


def private_identity_token(private_pem: str) -> str:
    """The token as a private service sees it: Cloud Run's front end verifies it and replaces its signature."""
    return f"{identity_token(private_pem).rpartition('.')[0]}.{SIGNATURE_REMOVED}"


@cache
def _token(private_pem: str, period: int) -> str:
    issued = period * (_LIFE // 2)
    claims = {
        "iss": "https://accounts.google.com",
        "aud": OIDC_AUDIENCE,
        "sub": "local",
        "email": OIDC_EMAIL,
        "email_verified": True,
        "iat": issued,
        "exp": issued + _LIFE,
    }
    return jwt.encode(claims, private_pem, algorithm="RS256", headers={"kid": KEY_ID})
