"""Google's identity tokens: their keys, and tokens whose signature Cloud Run has replaced."""

import time
import warnings
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from alumusic.adapters.oidc import SIGNATURE_REMOVED, OidcVerifier
from alumusic.errors import AluMusicError, Unauthenticated


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


def refusal(check: str, **changes: Any) -> int | None:
    """The status for a token without its signature; None if it is accepted."""
    now = int(time.time())
    claims = {"iss": "https://accounts.google.com", "aud": "a", "email": "x@y", "email_verified": True}
    claims |= {"iat": now, "exp": now + 60, **changes}
    key = rsa.generate_private_key(65537, 2048)
    signed = jwt.encode({name: value for name, value in claims.items() if value is not None}, key, algorithm="RS256")
    verifier = OidcVerifier("https://keys", "a", "x@y", check)
    verifier.__dict__["_keys"] = Published(key)
    try:
        verifier.verify(f"Bearer {signed.rpartition('.')[0]}.{SIGNATURE_REMOVED}")
    except AluMusicError as error:
        return error.status
    return None


def test_a_private_service_takes_the_token_that_cloud_run_verified() -> None:
    assert refusal("iam") is None


def test_a_public_service_believes_no_replaced_signature() -> None:
    assert refusal("on") == 401


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"aud": "https://outro.example"}, 401),
        ({"iss": "https://accounts.example"}, 401),
        ({"exp": 1_000_000_000}, 401),
        ({"iat": 4_000_000_000}, 401),
        ({"nbf": 4_000_000_000}, 401),
        ({"email": None}, 401),
        ({"email": "z@y"}, 403),
        ({"email_verified": False}, 403),
    ],
)
def test_claims_are_checked_without_the_signature_too(changes: dict[str, Any], status: int) -> None:
    assert refusal("iam", **changes) == status
