"""Generates the keys and passwords of a new stack or deployment."""

import secrets

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa


def new_secrets() -> dict[str, str]:
    signing, oidc = ed25519.Ed25519PrivateKey.generate(), rsa.generate_private_key(65537, 2048)
    return {
        "token_private_key": _private_pem(signing),
        "token_public_keys": signing.public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        .decode(),
        "oidc_private_key": _private_pem(oidc),
        "author_hash_key": secrets.token_urlsafe(32),
        "unsubscribe_key": secrets.token_urlsafe(32),
        "invitation_code": secrets.token_urlsafe(9),
        "admin_password": secrets.token_urlsafe(9),
    }


def _private_pem(key: ed25519.Ed25519PrivateKey | rsa.RSAPrivateKey) -> str:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
