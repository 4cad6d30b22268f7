"""How much one key may take in a fixed window of time."""

import hmac
from datetime import UTC, datetime
from typing import NamedTuple

MINUTE, HOUR = 60, 3600


class Limit(NamedTuple):
    """`kind` is what is limited, in a refusal's words where a refusal names it; `key` is who it is limited for."""

    kind: str
    key: str
    most: int | None
    """None: no limit."""
    seconds: int
    """Length of the window."""
    amount: int = 1
    """What one request takes."""

    def window(self, at: datetime) -> int:
        return int(at.timestamp()) // self.seconds

    def window_end(self, window: int) -> datetime:
        return datetime.fromtimestamp((window + 1) * self.seconds, UTC)

    def counter(self, secret: bytes, window: int) -> str:
        """The window's counter. Keys are personal data (addresses, accounts): nobody reads one from the name."""
        hidden = hmac.digest(secret, f"{self.kind}:{self.key}".encode("utf-8", "replace"), "sha256").hex()
        return f"{hidden[:32]}-{window}"
