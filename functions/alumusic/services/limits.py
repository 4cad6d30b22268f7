"""Fixed-window rate limits: count what a key takes in a window, and refuse what exceeds the limit.

A request is counted before it is checked, and stays counted if it is refused, so that a burst counts in full.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from alumusic.domain.limits import Limit
from alumusic.errors import Code, TooManyRequests


class LimitStore(Protocol):
    def add(self, amounts: Mapping[str, int], expire_at: datetime) -> Sequence[int]:
        """Adds to all counters or to none; returns their new values in the same order."""


class Withdrawal(NamedTuple):
    """Amounts that were counted, and can be given back."""

    amounts: Mapping[str, int]
    expire_at: datetime


Refusal = Callable[[Limit, int], TooManyRequests]
"""(exceeded limit, seconds until its window ends) → the error to raise."""


def over_quota(limit: Limit, wait: int) -> TooManyRequests:
    message = f"a cota é de {limit.most} {limit.kind} em {limit.seconds} segundos; espere {wait} e tente de novo"
    return TooManyRequests(message, Code.QUOTA_EXCEEDED, wait)


@dataclass(frozen=True)
class Limits:
    store: LimitStore
    secret: bytes
    """HMAC key of the counters' names."""
    clock: Callable[[], datetime]

    def take(self, *limits: Limit, refusal: Refusal = over_quota) -> Withdrawal:
        """Counts against one or more limits of the same window. Raises TooManyRequests if one of them is exceeded."""
        at = self.clock()
        window = limits[0].window(at)
        end = limits[0].window_end(window)
        limited = [limit for limit in limits if limit.most is not None]
        taken = Withdrawal({limit.counter(self.secret, window): limit.amount for limit in limited}, end)
        counts = self.store.add(taken.amounts, end) if limited else ()
        for limit, count in zip(limited, counts, strict=True):
            if limit.most is not None and count > limit.most:
                raise refusal(limit, math.ceil((end - at).total_seconds()))
        return taken

    def give_back(self, taken: Withdrawal) -> None:
        if taken.amounts:
            self.store.add({name: -amount for name, amount in taken.amounts.items()}, taken.expire_at)

    @contextmanager
    def attempt(self, *limits: Limit, refusal: Refusal = over_quota) -> Iterator[None]:
        """Wraps the check of a secret: a failure stays counted, a success is given back. Raises TooManyRequests."""
        taken = self.take(*limits, refusal=refusal)
        yield
        self.give_back(taken)
