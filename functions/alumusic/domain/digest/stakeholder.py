"""Recipients of the weekly e-mail, parsing of pasted recipient lists, and signed unsubscribe tokens."""

import hmac
import re
from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple

from pydantic import AwareDatetime

from alumusic.domain.text.folding import folded
from alumusic.domain.wire import Wire

_ANGLED = re.compile(r"(?P<name>[^<>]*)<(?P<email>[^<>]*)>\s*[;,]?\s*")
_SEPARATORS = re.compile(r"[;,\t]")
_HEADINGS = {"", "nome", "name", "email", "e-mail"}
_PURPOSE = b"cancelar-inscricao:"  # a signature with this key for another purpose is no valid token


class Stakeholder(Wire):
    id: str
    email: str
    name: str | None
    added_by: str
    """E-mail of the curator."""
    added_at: AwareDatetime
    unsubscribed_at: AwareDatetime | None
    """None while subscribed. Who has unsubscribed stays, so that no import brings them back."""


class RecipientLine(NamedTuple):
    """`number` counts from 1, as an editor does."""

    number: int
    text: str
    email: str
    name: str | None


def lines_of(listed: str) -> Iterator[RecipientLine]:
    """Lines that name a recipient; empty lines and a heading are skipped. Addresses are not validated."""
    for number, text in enumerate(listed.splitlines(), 1):
        angled = _ANGLED.fullmatch(text.strip())
        fields = [angled["name"], angled["email"]] if angled else _SEPARATORS.split(text)
        values = [_unquoted(field.strip()) for field in fields]
        if not any(values) or (number == 1 and _HEADINGS.issuperset(folded(value) for value in values)):
            continue
        email = next((value for value in values if "@" in value), values[0])
        name = next((value for value in values if value and value != email), None)
        yield RecipientLine(number, text.strip(), email, name)


def _unquoted(field: str) -> str:
    quoted = len(field) > 1 and field[0] == field[-1] == '"'
    return field[1:-1].strip() if quoted else field


def unsubscribe_token(stakeholder_id: str, key: str) -> str:
    """The id and its HMAC, so that nobody can forge another recipient's token."""
    return f"{stakeholder_id}-{_mac(stakeholder_id, key)}"


def read_unsubscribe_token(token: str, key: str) -> str | None:
    """The stakeholder's id; None if the token was not signed with this key."""
    stakeholder_id, _, mac = token.rpartition("-")
    genuine = hmac.compare_digest(mac.encode("utf-8", "replace"), _mac(stakeholder_id, key).encode())
    return stakeholder_id if genuine else None


def _mac(stakeholder_id: str, key: str) -> str:
    return hmac.new(key.encode(), _PURPOSE + stakeholder_id.encode("utf-8", "replace"), sha256).hexdigest()
