"""The cost of model calls is summed by day, from shards and weeks alike."""

from datetime import UTC, date, datetime, timedelta

from alumusic.domain.comments.classification import ModelUsage
from alumusic.domain.counting.cells import add, usage_cells
from alumusic.domain.counting.usage import usage_by_day
from alumusic.domain.counting.week import Week, by_week

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
CALL = ModelUsage(
    model="m", prompt_version="v1", calls=1, comments=10, cached=2, tokens_in=900, tokens_out=300, latency_ms=120,
    latencies_ms=(120,), price_usd=0.001,
)  # fmt: skip


def test_days_models_and_prompts_are_kept_apart() -> None:
    other = CALL.model_copy(update={"prompt_version": "v2"})
    cells = add([usage_cells(CALL, NOON), usage_cells(CALL, NOON - timedelta(days=1)), usage_cells(other, NOON)])

    found = usage_by_day([cells], [])

    assert [(one.day, one.prompt_version, one.calls) for one in found] == [
        (date(2026, 3, 4), "v2", 1),
        (date(2026, 3, 4), "v1", 1),
        (date(2026, 3, 3), "v1", 1),
    ]


def test_shards_and_weeks_give_one_sum() -> None:
    cells = usage_cells(CALL, NOON)
    ((number, rows),) = by_week(cells).items()
    week = Week(number)
    week.add(rows)

    (found,) = usage_by_day([cells], [week.usage])

    assert (found.calls, found.comments, found.cached) == (2, 20, 4)
    assert (found.tokens_in, found.tokens_out, found.latency_mean_ms) == (1_800, 600, 120.0)
    assert found.latency_p95_ms is not None and 112 < found.latency_p95_ms <= 169
    assert found.price_usd == 0.002


def test_calls_from_before_times_were_kept_one_by_one_have_no_percentile() -> None:
    (found,) = usage_by_day([usage_cells(CALL.model_copy(update={"latencies_ms": ()}), NOON)], [])

    assert (found.latency_mean_ms, found.latency_p95_ms) == (120.0, None)
