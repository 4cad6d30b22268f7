"""A shared budget of requests and tokens a minute: who has none left waits for the next minute, without an error."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Protocol

from alumusic.errors import Code, ModelUnavailable

_LONGEST_WAIT = 70  # seconds: into the next minute for sure; after that the message goes back to Pub/Sub


class Ledger(Protocol):
    def spend(self, minute: int, requests: int, tokens: int) -> tuple[int, int]:
        """Adds to the minute's sums and returns them."""


@dataclass
class InstanceLedger:
    """Sums of this instance alone."""

    _minute: int = -1
    _sums: tuple[int, int] = (0, 0)
    _lock: Lock = field(default_factory=Lock)

    def spend(self, minute: int, requests: int, tokens: int) -> tuple[int, int]:
        with self._lock:
            earlier = self._sums if minute == self._minute else (0, 0)
            self._minute, self._sums = minute, (earlier[0] + requests, earlier[1] + tokens)
            return self._sums


@dataclass
class Budget:
    """0 means no limit."""

    ledger: Ledger
    requests_a_minute: int = 0
    tokens_a_minute: int = 0
    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep

    def spend(self, tokens: int) -> None:
        """Returns when one request of about so many tokens may be made. Raises ModelUnavailable after a long wait."""
        if not self.requests_a_minute and not self.tokens_a_minute:
            return
        waited = 0.0
        while True:
            at = self.now()
            requests, spent = self.ledger.spend(int(at // 60), 1, tokens)
            # A request larger than the whole budget goes out as the first of its minute: else it never would.
            fits = not self.tokens_a_minute or spent <= self.tokens_a_minute or spent == tokens
            if fits and (not self.requests_a_minute or requests <= self.requests_a_minute):
                return
            pause = 60 - at % 60 + random.uniform(0, 2)  # not all at the stroke of the minute
            if waited + pause > _LONGEST_WAIT:
                raise ModelUnavailable("a cota do modelo por minuto está esgotada", Code.MODEL_BUDGET_EXHAUSTED)
            self.sleep(pause)
            waited += pause
