"""A shared budget of requests and tokens a minute: who has none left waits for the next minute, without an error."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from alumusic.adapters.redis.limits import InstanceLimits, RedisLimits
from alumusic.errors import Code, ModelUnavailable

_KEPT = 120  # seconds that a minute's counters stay
_LONGEST_WAIT = 70  # seconds: into the next minute for sure; after that the message goes back to Pub/Sub


@dataclass
class Budget:
    """0 means no limit."""

    limits: InstanceLimits | RedisLimits
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
            requests, spent = self._add(int(at // 60), tokens)
            # A request larger than the whole budget goes out as the first of its minute: else it never would.
            fits = not self.tokens_a_minute or spent <= self.tokens_a_minute or spent == tokens
            if fits and (not self.requests_a_minute or requests <= self.requests_a_minute):
                return
            pause = 60 - at % 60 + random.uniform(0, 2)  # not all at the stroke of the minute
            if waited + pause > _LONGEST_WAIT:
                raise ModelUnavailable("a cota do modelo por minuto está esgotada", Code.MODEL_BUDGET_EXHAUSTED)
            self.sleep(pause)
            waited += pause

    def _add(self, minute: int, tokens: int) -> tuple[int, int]:
        amounts = {f"budget:{minute}:requests": 1, f"budget:{minute}:tokens": tokens}
        requests, spent = self.limits.add(amounts, datetime.fromtimestamp(60 * minute + _KEPT, UTC))
        return requests, spent
