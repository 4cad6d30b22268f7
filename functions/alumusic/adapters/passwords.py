"""argon2id with OWASP's parameters: two passes over 19 MiB, one lane."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


@cache
def _nobodys() -> str:
    return _HASHER.hash("an account that does not exist")


class Argon2Passwords:
    def hash(self, password: str) -> str:
        return _HASHER.hash(password)

    def matches(self, password: str, hashed: str | None) -> bool:
        try:
            return _HASHER.verify(hashed or _nobodys(), password) and hashed is not None
        except (VerificationError, InvalidHashError):
            return False
