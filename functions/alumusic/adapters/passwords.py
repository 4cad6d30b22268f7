"""Password hashing by argon2id with OWASP's parameters: two passes over 19 MiB, one lane."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
# A hash that no password matches, with the parameters above: the check takes as long for an unknown user.
_NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$" + "A" * 22 + "$" + "A" * 43


class Argon2Passwords:
    def hash(self, password: str) -> str:
        return _HASHER.hash(password)

    def matches(self, password: str, hashed: str | None) -> bool:
        try:
            return _HASHER.verify(hashed or _NOBODYS, password) and hashed is not None
        except (VerificationError, InvalidHashError):
            return False
