"""Validation of e-mail addresses and passwords, and account ids derived from addresses."""

import re
from uuid import NAMESPACE_URL, uuid5

from alumusic.errors import Code, InvalidRequest

_EMAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([a-z0-9-]+(?:\.[a-z0-9-]+)+)")
_SHORTEST_PASSWORD, _LONGEST_PASSWORD = 10, 200  # argon2 hashes any length; the bound keeps a request cheap


def user_id(address: str) -> str:
    """Same id for every spelling of an address, registered or not."""
    folded = address.strip().lower()
    return str(uuid5(NAMESPACE_URL, f"mailto:{folded}".encode("utf-8", "replace").decode()))


def checked_address(email: str) -> tuple[str, str]:
    """The address and its domain, in lower case."""
    address = email.strip().lower()
    found = _EMAIL.fullmatch(address)
    if not found or len(address) > 254:
        raise InvalidRequest("o e-mail não é válido", Code.INVALID_EMAIL)
    return address, found.group(1)


def check_password(password: str) -> None:
    if not _SHORTEST_PASSWORD <= len(password) <= _LONGEST_PASSWORD:
        raise InvalidRequest(
            f"a senha deve ter de {_SHORTEST_PASSWORD} a {_LONGEST_PASSWORD} caracteres", Code.INVALID_PASSWORD
        )
