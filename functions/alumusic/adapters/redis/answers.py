"""Answers remembered in Redis. When Redis is gone the model is asked instead: nothing fails."""

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
_TIMEOUT = 0.5  # seconds; longer than that, asking the model is the better deal


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
        return {key: _judgement(value) for key, value in zip(keys, values, strict=True) if value}

    def remember(self, answers: dict[str, Judgement]) -> None:
        if not answers:
            return
        try:
            pipeline = self._redis.pipeline(transaction=False)
            for key, judgement in answers.items():
                pipeline.set(_name(key), json.dumps(judgement), ex=_KEPT)
            pipeline.execute()
        except redis.RedisError as error:
            logger.warning("answers not remembered: %s", error)


def _name(key: str) -> str:
    return "answer:" + hashlib.sha256(key.encode()).hexdigest()


def _judgement(value: bytes | str) -> Judgement:
    category, sentiment, confidence, tags, candidates, evidence = json.loads(value)
    return Judgement(Category(category), Sentiment(sentiment), confidence, tuple(tags), tuple(candidates), evidence)
