"""How often a secret may be guessed. An attempt counts before it is judged, so that a burst counts whole."""

import hmac
import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple, Protocol

from alumusic.domain.throttle import Bucket, MarkedDevice, window, window_end
from alumusic.errors import Code, TooManyRequests


class ThrottleStore(Protocol):
    def count(self, names: Sequence[str], expire_at: datetime) -> Sequence[int]:
        """Adds one to each counter, all or none; gives what each has become."""

    def refund(self, names: Sequence[str]) -> None: ...


class Limits(NamedTuple):
    """Failures in a window."""

    account: int
    device: int
    address: int


@dataclass(frozen=True)
class Throttle:
    store: ThrottleStore
    limits: Limits
    key: bytes
    """Addresses are personal data: their counters' names can be made only with it."""
    clock: Callable[[], datetime]

    def buckets(self, kind: str, user_id: str, device: MarkedDevice | None, address: str) -> list[Bucket]:
        """A device that has logged in to the account before has a bucket of its own, so that nobody who hammers the
        account from elsewhere, even from behind the same address, locks its owner out."""
        if device is not None and device.user_id == user_id:
            return [Bucket(f"{kind}-device", device.id, self.limits.device)]
        return [
            Bucket(kind, user_id, self.limits.account),
            Bucket("address", address, self.limits.address),
        ]

    @contextmanager
    def attempt(self, buckets: Sequence[Bucket]) -> Iterator[None]:
        """Around the check of a secret: a failure stays counted, a success is given back. Raises TooManyRequests."""
        at = self.clock()
        number = window(at)
        names = [self._name(bucket, number) for bucket in buckets]
        counts = self.store.count(names, window_end(number))
        if any(count > bucket.limit for count, bucket in zip(counts, buckets, strict=True)):
            wait = math.ceil((window_end(number) - at).total_seconds())
            raise TooManyRequests("muitas tentativas; espere um pouco e tente de novo", Code.TOO_MANY_ATTEMPTS, wait)
        yield
        self.store.refund(names)

    def _name(self, bucket: Bucket, number: int) -> str:
        hidden = hmac.new(self.key, f"{bucket.kind}:{bucket.key}".encode("utf-8", "replace"), sha256).hexdigest()
        return f"{bucket.kind}-{hidden[:32]}-{number}"
