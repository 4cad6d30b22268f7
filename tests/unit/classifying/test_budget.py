"""The budget of a minute turns into waiting, not into errors."""

import pytest

from alumusic.adapters.gemini.budget import Budget, InstanceLedger
from alumusic.adapters.redis.ledger import RedisLedger
from alumusic.errors import ModelUnavailable


class Clock:
    """Sleeping moves it."""

    def __init__(self) -> None:
        self.at = 600.0

    def now(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.at += seconds


def budget(clock: Clock, requests: int = 0, tokens: int = 0, ledger: object = None) -> Budget:
    return Budget(ledger or InstanceLedger(), requests, tokens, clock.now, clock.sleep)  # type: ignore[arg-type]


def test_within_the_budget_nobody_waits() -> None:
    clock = Clock()

    for _ in range(3):
        budget(clock, requests=3).spend(10)

    assert clock.at == 600.0


@pytest.mark.parametrize("limits", [{"requests": 2}, {"tokens": 25}])
def test_who_comes_too_many_waits_for_the_next_minute(limits: dict[str, int]) -> None:
    clock = Clock()
    limited = budget(clock, **limits)

    for _ in range(3):
        limited.spend(10)

    assert 660 <= clock.at <= 662


def test_two_instances_share_one_ledger() -> None:
    clock, ledger = Clock(), InstanceLedger()

    budget(clock, requests=1, ledger=ledger).spend(1)
    budget(clock, requests=1, ledger=ledger).spend(1)

    assert clock.at >= 660


def test_a_request_larger_than_the_whole_budget_goes_out_alone() -> None:
    clock = Clock()

    budget(clock, tokens=5).spend(50)

    assert clock.at == 600.0


def test_after_a_long_wait_the_message_goes_back() -> None:
    class Crowded:
        def spend(self, minute: int, requests: int, tokens: int) -> tuple[int, int]:
            return 1_000, 1_000

    with pytest.raises(ModelUnavailable):
        budget(Clock(), requests=1, ledger=Crowded()).spend(1)


def test_without_redis_each_instance_keeps_its_own_sums() -> None:
    ledger = RedisLedger("redis://127.0.0.1:9/0")

    assert ledger.spend(1, 1, 10) == (1, 10)
    assert ledger.spend(1, 1, 10) == (2, 20)
