"""Counts what a key takes in a window of time, and refuses what exceeds its limit.

Counted before judged, and what is refused stays counted: a burst counts in full.
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
        """Adds to each counter, all or none; gives what each has become, in the same order."""


class Withdrawal(NamedTuple):
    """What was counted; it can be given back."""

    amounts: Mapping[str, int]
    expire_at: datetime


Refusal = Callable[[Limit, int], TooManyRequests]
"""The error for a limit that is exceeded, and the seconds until its window ends."""


def over_quota(limit: Limit, wait: int) -> TooManyRequests:
    message = f"a cota é de {limit.most} {limit.kind} em {limit.seconds} segundos; espere {wait} e tente de novo"
    return TooManyRequests(message, Code.QUOTA_EXCEEDED, wait)


@dataclass(frozen=True)
class Limits:
    store: LimitStore
    secret: bytes
    """Names of counters can be made only with it."""
    clock: Callable[[], datetime]

    def take(self, *limits: Limit, refusal: Refusal = over_quota) -> Withdrawal:
        """From one or more limits of the same window. Raises TooManyRequests if one of them is exceeded."""
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
        """Around the check of a secret: a failure stays counted, a success is given back. Raises TooManyRequests."""
        taken = self.take(*limits, refusal=refusal)
        yield
        self.give_back(taken)
