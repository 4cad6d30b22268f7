"""Requests and tokens per minute, shared by all instances. Blocks until the next minute when exhausted."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from alumusic.adapters.redis.limits import InstanceLimits, RedisLimits
from alumusic.errors import Code, ModelUnavailable

_KEPT = 120  # seconds from the start of a minute until its counters expire
_LONGEST_WAIT = 70  # seconds; reaches the next minute in every case, then Pub/Sub redelivers the message


@dataclass
class Budget:
    """A limit of 0 means unlimited."""

    limits: InstanceLimits | RedisLimits
    requests_a_minute: int = 0
    tokens_a_minute: int = 0
    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep

    def spend(self, tokens: int) -> None:
        """Blocks until a request of about `tokens` fits the budget. Raises ModelUnavailable after 70 seconds."""
        if not self.requests_a_minute and not self.tokens_a_minute:
            return
        waited = 0.0
        while True:
            at = self.now()
            requests, spent = self._add(int(at // 60), tokens)
            # A request larger than the whole budget may go as the first of its minute; otherwise it would never go.
            fits = not self.tokens_a_minute or spent <= self.tokens_a_minute or spent == tokens
            if fits and (not self.requests_a_minute or requests <= self.requests_a_minute):
                return
            pause = 60 - at % 60 + random.uniform(0, 2)  # jitter: instances must not all resume in the same second
            if waited + pause > _LONGEST_WAIT:
                raise ModelUnavailable("a cota do modelo por minuto está esgotada", Code.MODEL_BUDGET_EXHAUSTED)
            self.sleep(pause)
            waited += pause

    def _add(self, minute: int, tokens: int) -> tuple[int, int]:
        amounts = {f"budget:{minute}:requests": 1, f"budget:{minute}:tokens": tokens}
        requests, spent = self.limits.add(amounts, datetime.fromtimestamp(60 * minute + _KEPT, UTC))
        return requests, spent
