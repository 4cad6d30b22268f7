"""The model's answers cached in Redis. An unavailable Redis is a cache miss, never an error."""

import hashlib
import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import redis

from alumusic.domain.comments.classification import Category, Sentiment
from alumusic.domain.comments.reply import Judgement

logger = logging.getLogger(__name__)

_KEPT = 30 * 24 * 3600  # seconds; a prompt version rarely lives longer
_SHAPE = "v2"  # version of the stored form (fields by name); raise it when a field changes its meaning
_TIMEOUT = 0.5  # seconds; a longer wait would cost more than asking the model


@dataclass
class RedisAnswers:
    url: str

    @cached_property
    def _redis(self) -> "redis.Redis":
        return redis.Redis.from_url(self.url, socket_timeout=_TIMEOUT, socket_connect_timeout=_TIMEOUT)

    def recall(self, keys: Sequence[str]) -> dict[str, Judgement]:
        try:
            values = self._redis.mget([_name(key) for key in keys])
        except redis.RedisError as error:
            logger.warning("answers not recalled: %s", error)
            return {}
        known = ((key, _judgement(value)) for key, value in zip(keys, values, strict=True))
        return {key: judgement for key, judgement in known if judgement is not None}

    def remember(self, answers: dict[str, Judgement]) -> None:
        if not answers:
            return
        try:
            pipeline = self._redis.pipeline(transaction=False)
            for key, judgement in answers.items():
                pipeline.set(_name(key), json.dumps(judgement._asdict()), ex=_KEPT)
            pipeline.execute()
        except redis.RedisError as error:
            logger.warning("answers not remembered: %s", error)


def _name(key: str) -> str:
    return f"answer:{_SHAPE}:{hashlib.sha256(key.encode()).hexdigest()}"


def _judgement(value: bytes | str | None) -> Judgement | None:
    """None for a value that cannot be read, such as another version's: a cache miss."""
    try:
        fields = json.loads(value or "")
        return Judgement(
            **fields
            | {
                "category": Category(fields["category"]),
                "sentiment": Sentiment(fields["sentiment"]),
                "confidence": float(fields["confidence"]),
                "tags": tuple(fields["tags"]),
                "candidates": tuple(fields["candidates"]),
            }
        )
    except (ValueError, TypeError, KeyError):
        return None
