"""Daily model usage, summed from the counters that the comments' own commits increment."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime

from alumusic.domain.counting.cells import LATENCY_UP_TO, Cells
from alumusic.domain.counting.latency import percentile
from alumusic.domain.wire import Wire

MICRO = 1_000_000


class DayUsage(Wire):
    day: date
    """In UTC."""
    model: str
    prompt_version: str
    calls: int
    comments: int
    cached: int
    tokens_in: int
    tokens_out: int
    latency_mean_ms: float | None
    """Of a call; None for a day without one."""
    latency_p95_ms: float | None
    """Estimated from counts by bin; None for calls from before there were any."""
    price_usd: float


# Failed comments by reason. This is a comment because a docstring would enter the API document.
class FailureReason(Wire):
    code: str
    reason: str
    comments: int


def usage_by_day(shards: Iterable[Cells], weeks: Iterable[Mapping[str, int]]) -> list[DayUsage]:
    """Newest day first. `shards` are complete shards of cells; `weeks` are the usage tables of weeks."""
    sums: dict[tuple[int, str, str], dict[str, int]] = {}
    for key, count in _keys(shards, weeks):
        day, model, prompt, figure = key
        figures = sums.setdefault((day, model, prompt), {})
        figures[figure] = figures.get(figure, 0) + count
    return [_day(*key, figures) for key, figures in sorted(sums.items(), reverse=True)]


def _keys(
    shards: Iterable[Cells], weeks: Iterable[Mapping[str, int]]
) -> Iterable[tuple[tuple[int, str, str, str], int]]:
    for cells in shards:
        for name, count in cells.items():
            if name.startswith('["u"'):
                _, *key = json.loads(name)
                yield tuple(key), count
    for usage in weeks:
        for name, count in usage.items():
            yield tuple(json.loads(name)), count


def _day(day: int, model: str, prompt: str, figures: Mapping[str, int]) -> DayUsage:
    calls = figures.get("chamadas", 0)
    bins = {
        int(name.removeprefix(LATENCY_UP_TO)): count
        for name, count in figures.items()
        if name.startswith(LATENCY_UP_TO)
    }
    return DayUsage(
        day=datetime.fromtimestamp(day * 86_400, UTC).date(),
        model=model,
        prompt_version=prompt,
        calls=calls,
        comments=figures.get("comentarios", 0),
        cached=figures.get("em_cache", 0),
        tokens_in=figures.get("tokens_entrada", 0),
        tokens_out=figures.get("tokens_saida", 0),
        latency_mean_ms=round(figures.get("latencia_ms", 0) / calls, 1) if calls else None,
        latency_p95_ms=percentile(bins, 0.95),
        price_usd=figures.get("preco_micro_usd", 0) / MICRO,
    )
