"""An exhausted model budget delays calls until the next minute and raises no error."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import pytest

from alumusic.adapters.gemini.budget import Budget
from alumusic.adapters.redis.limits import InstanceLimits, RedisLimits
from alumusic.errors import ModelUnavailable


class Clock:
    """A clock that `sleep` advances."""

    def __init__(self) -> None:
        self.at = 600.0

    def now(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.at += seconds


def budget(clock: Clock, requests: int = 0, tokens: int = 0, limits: InstanceLimits | None = None) -> Budget:
    return Budget(limits or InstanceLimits(), requests, tokens, clock.now, clock.sleep)


def test_within_the_budget_nobody_waits() -> None:
    clock = Clock()

    for _ in range(3):
        budget(clock, requests=3).spend(10)

    assert clock.at == 600.0


@pytest.mark.parametrize("limits", [{"requests": 2}, {"tokens": 25}])
def test_a_call_beyond_the_budget_waits_for_the_next_minute(limits: dict[str, Any]) -> None:
    clock = Clock()
    limited = budget(clock, **limits)

    for _ in range(3):
        limited.spend(10)

    assert 660 <= clock.at <= 662


def test_two_instances_share_one_count() -> None:
    clock, limits = Clock(), InstanceLimits()

    budget(clock, requests=1, limits=limits).spend(1)
    budget(clock, requests=1, limits=limits).spend(1)

    assert clock.at >= 660


def test_a_request_larger_than_the_whole_budget_goes_out_alone() -> None:
    clock = Clock()

    budget(clock, tokens=5).spend(50)

    assert clock.at == 600.0


def test_after_a_long_wait_the_message_goes_back() -> None:
    class Crowded(InstanceLimits):
        def add(self, amounts: Mapping[str, int], expire_at: datetime) -> Sequence[int]:
            return [1_000, 1_000]

    with pytest.raises(ModelUnavailable):
        budget(Clock(), requests=1, limits=Crowded()).spend(1)


def test_without_redis_each_instance_keeps_its_own_sums() -> None:
    clock = Clock()
    alone = Budget(RedisLimits("redis://127.0.0.1:9/0"), 2, 0, clock.now, clock.sleep)

    for _ in range(2):
        alone.spend(10)
    at = clock.at
    alone.spend(10)

    assert at == 600.0
    assert clock.at >= 660
