"""Fixed-window limits: the amount one key may take per window."""

import hmac
from datetime import UTC, datetime
from typing import NamedTuple

MINUTE, HOUR = 60, 3600


class Limit(NamedTuple):
    """`kind` is what is limited, in the words of the refusal if it names it; `key` is whom the limit applies to."""

    kind: str
    key: str
    most: int | None
    """None: no limit."""
    seconds: int
    """Length of the window."""
    amount: int = 1
    """Amount taken by one request."""

    def window(self, at: datetime) -> int:
        return int(at.timestamp()) // self.seconds

    def window_end(self, window: int) -> datetime:
        return datetime.fromtimestamp((window + 1) * self.seconds, UTC)

    def counter(self, secret: bytes, window: int) -> str:
        """Name of the window's counter. The key, which is personal data (address, account), is hidden by an HMAC."""
        hidden = hmac.digest(secret, f"{self.kind}:{self.key}".encode("utf-8", "replace"), "sha256").hex()
        return f"{hidden[:32]}-{window}"
