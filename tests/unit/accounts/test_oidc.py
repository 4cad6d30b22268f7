"""Google's identity tokens: a key that is too short is not accepted, even if it is published."""

import time
import warnings
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from alumusic.adapters.oidc import OidcVerifier
from alumusic.errors import Unauthenticated


class Published:
    def __init__(self, key: rsa.RSAPrivateKey) -> None:
        self.key = key.public_key()

    def get_signing_key_from_jwt(self, token: str) -> Any:
        return self.key


def takes_key_of(bits: int) -> bool:
    """Whether a token signed with a published key of this length is accepted."""
    key, now = rsa.generate_private_key(65537, bits), int(time.time())
    claims = {"iss": "https://accounts.google.com", "aud": "a", "email": "x@y", "email_verified": True}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # PyJWT warns of short keys
        token = jwt.encode({**claims, "iat": now, "exp": now + 60}, key, algorithm="RS256")
    verifier = OidcVerifier("https://keys", "a", "x@y")
    verifier.__dict__["_keys"] = Published(key)
    try:
        verifier.verify(f"Bearer {token}")
    except Unauthenticated:
        return False
    return True


def test_a_short_key_is_refused() -> None:
    assert not takes_key_of(1024)


def test_a_key_of_googles_length_is_taken() -> None:
    assert takes_key_of(2048)
