"""Counters of request quotas in Redis, shared by all instances, or in one instance's memory. Never in Firestore."""

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from threading import Lock
from typing import Any

logger = logging.getLogger(__name__)

_TIMEOUT = 0.2  # seconds that a request waits for Redis at most
_REST = 10.0  # seconds without calls to a Redis that did not answer


@dataclass
class InstanceLimits:
    """Holds the counters of the current window only, so that millions of callers do not fill the memory."""

    _end: datetime | None = None
    _counts: dict[str, int] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def add(self, amounts: Mapping[str, int], expire_at: datetime) -> Sequence[int]:
        with self._lock:
            if expire_at != self._end:
                self._end, self._counts = expire_at, {}
            for name, amount in amounts.items():
                self._counts[name] = self._counts.get(name, 0) + amount
            return [self._counts[name] for name in amounts]


@dataclass
class RedisLimits:
    """Falls back to counters of this instance while Redis is unavailable."""

    url: str
    alone: InstanceLimits = field(default_factory=InstanceLimits)
    monotonic: Callable[[], float] = time.monotonic
    _away_until: float = float("-inf")

    @cached_property
    def _redis(self) -> Any:
        import redis  # imported on first use: a cold start without Redis does not pay for the module

        return redis.Redis.from_url(self.url, socket_timeout=_TIMEOUT, socket_connect_timeout=_TIMEOUT)

    def add(self, amounts: Mapping[str, int], expire_at: datetime) -> Sequence[int]:
        if self.monotonic() < self._away_until:
            return self.alone.add(amounts, expire_at)
        from redis import RedisError

        try:
            pipeline = self._redis.pipeline(transaction=False)
            for name, amount in amounts.items():
                pipeline.incrby(name, amount)
                pipeline.expireat(name, expire_at)
            return [int(count) for count in pipeline.execute()[::2]]
        except RedisError as error:
            logger.warning("limits kept by this instance alone: %s", error)
            self._away_until = self.monotonic() + _REST
            return self.alone.add(amounts, expire_at)


def shared_limits(redis_url: str) -> RedisLimits | InstanceLimits:
    return RedisLimits(redis_url) if redis_url else InstanceLimits()
