"""Limits refuse with a time to retry, and count for all instances together or in each."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import fakeredis
import pytest
import redis

from alumusic.adapters.memory import MemoryLimits, MemoryStore
from alumusic.adapters.redis.limits import InstanceLimits, RedisLimits, shared_limits
from alumusic.domain.limits import MINUTE, Limit
from alumusic.errors import TooManyRequests
from alumusic.services.limits import Limits, LimitStore
from tests.support.comments import AT

END = AT + timedelta(minutes=1)


class Clock:
    now: datetime = AT

    def __call__(self) -> datetime:
        return self.now


def quota(store: LimitStore | None = None, clock: Clock | None = None) -> Limits:
    return Limits(store or InstanceLimits(), b"key", clock or Clock())


def requests(key: str = "ana", limit: int | None = 2, amount: int = 1) -> Limit:
    return Limit("pedidos por remetente", key, limit, MINUTE, amount)


def refused(limited: Limits, *limits: Limit) -> TooManyRequests:
    with pytest.raises(TooManyRequests) as refusal:
        limited.take(*limits)
    return refusal.value


def test_requests_beyond_a_limit_are_refused_until_the_window_ends() -> None:
    clock = Clock()
    limited = quota(clock=clock)
    for _ in range(2):
        limited.take(requests())
    clock.now = AT + timedelta(seconds=17.5)

    refusal = refused(limited, requests())
    clock.now = END
    limited.take(requests())

    assert (refusal.status, refusal.code, refusal.retry_after) == (429, "cota_excedida", 43)
    assert "2 pedidos por remetente em 60 segundos" in refusal.message


def test_each_key_and_each_kind_has_its_own() -> None:
    limited = quota()

    limited.take(requests(amount=2))
    limited.take(requests("bia", amount=2), Limit("comentários por remetente", "ana", 2, MINUTE, 2))

    assert refused(limited, requests())


def test_an_amount_counts_as_a_whole_even_when_it_is_refused() -> None:
    limited = quota()

    refused(limited, requests(limit=100, amount=101))

    assert refused(limited, requests(limit=100))


def test_no_limit_counts_nothing() -> None:
    store = MemoryStore()

    quota(MemoryLimits(store)).take(requests(limit=None))

    assert store.attempts == {}


def test_one_limit_exceeded_refuses_all() -> None:
    limited = quota()

    assert refused(limited, requests("ana", limit=9), requests("bia", limit=1, amount=2))


def test_an_attempt_that_succeeds_is_given_back_and_one_that_fails_is_not() -> None:
    store = MemoryStore()
    limited = quota(MemoryLimits(store))

    with limited.attempt(requests()):
        pass
    with pytest.raises(ZeroDivisionError), limited.attempt(requests("bia")):
        raise ZeroDivisionError

    assert list(store.attempts.values()) == [0, 1]


def test_a_counters_name_tells_nobody_whose_it_is() -> None:
    store = MemoryStore()

    quota(MemoryLimits(store)).take(requests("198.51.100.7"))

    assert not any("198" in name or "pedidos" in name for name in store.attempts)


def test_a_new_window_forgets_the_counters_of_the_old() -> None:
    alone = InstanceLimits()

    alone.add({f"a{n}": 1 for n in range(1000)}, AT)
    alone.add({"b": 1}, END)

    assert alone._counts == {"b": 1}


class Away(RedisLimits):
    asked = 0

    @property
    def _redis(self) -> object:
        Away.asked += 1
        raise redis.ConnectionError("gone")


def test_two_instances_count_together_in_redis_and_the_counters_expire() -> None:
    server = fakeredis.FakeServer()
    both = [RedisLimits("redis://x"), RedisLimits("redis://x")]
    for one in both:
        one._redis = fakeredis.FakeRedis(server=server)
    end = datetime.now(AT.tzinfo) + timedelta(minutes=1)

    sums = [one.add({"a": 2, "b": 1}, end) for one in both]

    assert sums == [[2, 1], [4, 2]]
    assert 0 < both[0]._redis.ttl("a") <= 60


def test_without_redis_an_instance_counts_alone_and_asks_again_only_after_a_rest() -> None:
    seconds = [0.0]
    away = Away("redis://x", monotonic=lambda: seconds[0])

    sums: list[Sequence[int]] = [away.add({"a": 1}, END) for _ in range(3)]
    seconds[0] = 11
    sums.append(away.add({"a": 1}, END))

    assert sums == [[1], [2], [3], [4]]
    assert Away.asked == 2


@pytest.mark.parametrize(("url", "kind"), [("", InstanceLimits), ("redis://x", RedisLimits)])
def test_the_settings_decide_where_limits_are_counted(url: str, kind: type) -> None:
    found: Mapping[str, int] | object = shared_limits(url)

    assert isinstance(found, kind)
