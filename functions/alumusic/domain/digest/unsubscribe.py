"""The signed name in the link that unsubscribes: nobody can make another's."""

import hmac
from hashlib import sha256

_PURPOSE = b"cancelar-inscricao:"


def signed(stakeholder_id: str, key: str) -> str:
    return f"{stakeholder_id}-{_mac(stakeholder_id, key)}"


def read(token: str, key: str) -> str | None:
    """The stakeholder's id; None for what was not signed with the key."""
    stakeholder_id, _, mac = token.rpartition("-")
    genuine = hmac.compare_digest(mac.encode("utf-8", "replace"), _mac(stakeholder_id, key).encode())
    return stakeholder_id if genuine else None


def _mac(stakeholder_id: str, key: str) -> str:
    return hmac.new(key.encode(), _PURPOSE + stakeholder_id.encode("utf-8", "replace"), sha256).hexdigest()
