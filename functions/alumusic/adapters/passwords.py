"""argon2id with OWASP's parameters: two passes over 19 MiB, one lane."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
# Of no password: comparing with it costs what a comparison costs. The parameters are those above.
_NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$" + "A" * 22 + "$" + "A" * 43


class Argon2Passwords:
    def hash(self, password: str) -> str:
        return _HASHER.hash(password)

    def matches(self, password: str, hashed: str | None) -> bool:
        try:
            return _HASHER.verify(hashed or _NOBODYS, password) and hashed is not None
        except (VerificationError, InvalidHashError):
            return False
