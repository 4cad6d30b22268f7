"""How much one sender, account or address may ask for in a while; what it asks for beyond that comes in the next."""

import hmac
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Protocol

from alumusic.domain.quota import Share
from alumusic.errors import Code, TooManyRequests


class Counters(Protocol):
    def add(self, amounts: Mapping[str, int], expire_at: datetime) -> Sequence[int]:
        """Adds to each counter; gives what each has become, in the same order."""


@dataclass(frozen=True)
class Quota:
    """Counted in windows of `seconds`. What is refused counts too, so that a burst counts whole."""

    store: Counters
    key: bytes
    """Addresses are personal data: their counters' names can be made only with it."""
    clock: Callable[[], datetime]
    seconds: int

    def take(self, *shares: Share) -> None:
        """Raises TooManyRequests, which says of what there is too little and when there is more."""
        limited = [share for share in shares if share.limit]
        if not limited:
            return
        at = self.clock()
        number = int(at.timestamp()) // self.seconds
        end = datetime.fromtimestamp((number + 1) * self.seconds, UTC)
        counts = self.store.add({self._name(share, number): share.amount for share in limited}, end)
        for share, count in zip(limited, counts, strict=True):
            if count > share.limit:
                wait = math.ceil((end - at).total_seconds())
                raise TooManyRequests(
                    f"a cota é de {share.limit} {share.kind} em {self.seconds} segundos; espere {wait} e tente de novo",
                    Code.QUOTA_EXCEEDED,
                    wait,
                )

    def _name(self, share: Share, number: int) -> str:
        hidden = hmac.new(self.key, f"{share.kind}:{share.key}".encode("utf-8", "replace"), sha256).hexdigest()
        return f"quota-{hidden[:32]}-{number}"
