"""Calls, tokens and price of the model, from the system's own counters (`stats`)."""

import json
from collections import Counter
from typing import Any

from pydantic import BaseModel, ConfigDict

from alumusic.adapters.firestore.counting.counters import FirestoreCounters
from alumusic.domain.counting.cells import hour_of, week_of
from alumusic.domain.counting.counters import merged


class Usage(BaseModel):
    """`latency_ms` is the model's, summed over its calls; `wall_seconds` is from sending to the last answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    calls: int
    comments: int
    cached: int
    tokens_in: int
    tokens_out: int
    latency_ms: int
    price_usd: float
    wall_seconds: float

    @property
    def latency_ms_per_call(self) -> float:
        return self.latency_ms / self.calls if self.calls else 0.0

    def per_thousand(self, total: float) -> float:
        return 1000 * total / self.comments if self.comments else 0.0


def usage_of(counted: Counter[str], wall_seconds: float) -> Usage:
    return Usage(
        calls=counted["chamadas"],
        comments=counted["comentarios"],
        cached=counted["em_cache"],
        tokens_in=counted["tokens_entrada"],
        tokens_out=counted["tokens_saida"],
        latency_ms=counted["latencia_ms"],
        price_usd=counted["preco_micro_usd"] / 1_000_000,
        wall_seconds=wall_seconds,
    )


def read_counters(client: Any, moment: Any) -> Counter[str]:
    """Usage of the weeks around `moment`, summed over models and prompts. One consistent read, as for the report."""
    number = week_of(hour_of(moment))
    numbers = [number - 1, number, number + 1]
    total: Counter[str] = Counter()
    for week in merged(numbers, FirestoreCounters(client).read(numbers)):
        for key, count in week.usage.items():
            total[json.loads(key)[-1]] += count
    return total
