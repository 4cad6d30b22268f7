"""The model's budget in Redis: sums of all instances together."""

import logging
from dataclasses import dataclass, field
from functools import cached_property

import redis

from alumusic.adapters.gemini.budget import InstanceLedger

logger = logging.getLogger(__name__)

_KEPT = 120  # seconds that a minute's counters stay


@dataclass
class RedisLedger:
    """Where Redis is gone, each instance keeps its own."""

    url: str
    alone: InstanceLedger = field(default_factory=InstanceLedger)

    @cached_property
    def _redis(self) -> "redis.Redis":
        return redis.Redis.from_url(self.url, socket_timeout=0.5, socket_connect_timeout=0.5)

    def spend(self, minute: int, requests: int, tokens: int) -> tuple[int, int]:
        try:
            pipeline = self._redis.pipeline(transaction=False)
            for name, amount in (("requests", requests), ("tokens", tokens)):
                pipeline.incrby(f"budget:{minute}:{name}", amount)
                pipeline.expire(f"budget:{minute}:{name}", _KEPT)
            sums = pipeline.execute()
            return int(sums[0]), int(sums[2])
        except redis.RedisError as error:
            logger.warning("budget kept by this instance alone: %s", error)
            return self.alone.spend(minute, requests, tokens)
