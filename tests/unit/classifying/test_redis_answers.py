"""The answer cache in Redis returns what was stored; an unreadable entry is a miss."""

import json
from typing import Any

import fakeredis
import pytest
import redis

from alumusic.adapters.redis.answers import RedisAnswers
from alumusic.domain.comments.classification import Category, Sentiment
from alumusic.domain.comments.reply import Judgement

PRAISE = Judgement(Category.PRAISE, Sentiment.POSITIVE, 0.9, ("show_som",), ("novo",), "que show")
NAMED = {**PRAISE._asdict(), "tags": ["show_som"], "candidates": ["novo"]}


@pytest.fixture
def answers() -> RedisAnswers:
    found = RedisAnswers("redis://x")
    found._redis = fakeredis.FakeRedis()
    return found


def only_key(answers: RedisAnswers) -> bytes:
    keys: Any = answers._redis.keys()  # typed as bytes or text by redis; here always bytes
    (name,) = keys
    return bytes(name)


def stored(answers: RedisAnswers, value: Any) -> None:
    """Replaces the stored answer to `a` by another value."""
    answers.remember({"a": PRAISE})
    name = only_key(answers)
    answers._redis.set(name, value if isinstance(value, bytes) else json.dumps(value))


def test_an_answer_comes_back_as_it_was_given(answers: RedisAnswers) -> None:
    answers.remember({"a": PRAISE, "b": PRAISE._replace(category=Category.CRITICISM, tags=())})

    found = answers.recall(["a", "b", "c"])

    assert found == {"a": PRAISE, "b": PRAISE._replace(category=Category.CRITICISM, tags=())}
    assert (type(found["a"].category), type(found["a"].tags)) == (Category, tuple)


def test_an_answer_is_stored_by_the_names_of_its_fields_and_expires(answers: RedisAnswers) -> None:
    answers.remember({"a": PRAISE})

    name = only_key(answers)
    assert json.loads(answers._redis.get(name) or "null") == NAMED
    assert name.startswith(b"answer:v2:")
    assert 0 < answers._redis.ttl(name) <= 30 * 24 * 3600


@pytest.mark.parametrize(
    "value",
    [
        list(PRAISE),  # the earlier format: a list
        {**NAMED, "irony": True},
        {name: value for name, value in NAMED.items() if name != "evidence"},
        {**NAMED, "category": "VAIA"},
        {**NAMED, "tags": None},
        {**NAMED, "confidence": "alta"},
        "ELOGIO",
        None,
        b"",
        b"{",
        b"\xff",
    ],
    ids=[
        "positions", "unknown field", "missing field", "unknown value", "no list", "no number", "text", "null", "empty",
        "broken", "no text",
    ],
)  # fmt: skip
def test_an_unreadable_answer_is_a_miss(answers: RedisAnswers, value: Any) -> None:
    stored(answers, value)

    assert answers.recall(["a"]) == {}


def test_an_answer_of_an_older_version_is_not_looked_at(answers: RedisAnswers) -> None:
    answers.remember({"a": PRAISE})
    name = only_key(answers)
    answers._redis.rename(name, name.replace(b"answer:v2:", b"answer:"))

    assert answers.recall(["a"]) == {}


def test_without_redis_nothing_is_recalled_and_nothing_fails(answers: RedisAnswers) -> None:
    class Gone:
        def __getattr__(self, name: str) -> Any:
            raise redis.ConnectionError("gone")

    answers._redis = Gone()  # type: ignore[assignment]

    answers.remember({"a": PRAISE})

    assert answers.recall(["a"]) == {}
