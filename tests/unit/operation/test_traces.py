"""Spans of a process: their start, their parents, and the trace context in messages."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.sampling import ALWAYS_ON, ParentBased
from opentelemetry.trace import format_span_id, get_current_span

from alumusic.adapters.telemetry.traces import onward, span, trace_as, trace_with, work
from alumusic.settings import Settings
from tests.support.traces import SPAN, TRACE, traceparent


@dataclass
class Keeper(SpanProcessor):
    """Collects ended spans, sorted by start."""

    ended: list[ReadableSpan] = field(default_factory=list)
    flushed: int = 0

    def on_end(self, span: ReadableSpan) -> None:
        self.ended.append(span)

    def force_flush(self, timeout_millis: int = 30_000) -> bool:
        self.flushed += 1
        return True

    @property
    def spans(self) -> list[ReadableSpan]:
        return sorted(self.ended, key=lambda one: one.start_time or 0)

    def parents(self) -> list[str | None]:
        return [format_span_id(one.parent.span_id) if one.parent else None for one in self.spans]


@pytest.fixture
def keeper() -> Iterator[Keeper]:
    yield Keeper()
    trace_with(None)


def kept(keeper: Keeper) -> TracerProvider:
    provider = TracerProvider(sampler=ParentBased(ALWAYS_ON), resource=Resource({}), shutdown_on_exit=False)
    provider.add_span_processor(keeper)
    return provider


def spelt(one: ReadableSpan) -> str:
    return format_span_id(one.context.span_id)


def test_the_work_that_finds_out_is_traced_from_its_beginning(keeper: Keeper) -> None:
    with work("first", traceparent()):
        before = get_current_span().get_span_context()
        trace_with(kept(keeper))
        with span("part", comments=3):
            get_current_span().set_attribute("tokens", 5)

    first, part = keeper.spans
    assert format_span_id(before.span_id) == SPAN
    assert (first.name, keeper.parents()) == ("first", [SPAN, spelt(first)])
    assert (first.start_time or 0) <= (part.start_time or 0)
    assert part.attributes == {"comments": 3, "tokens": 5}
    assert (first.end_time is not None, part.end_time is not None, keeper.flushed) == (True, True, 1)


def test_a_span_names_an_error_by_its_class_alone(keeper: Keeper) -> None:
    trace_with(kept(keeper))

    with pytest.raises(ValueError), work("work", {}), span("part"):
        raise ValueError("o texto de um ouvinte")

    assert [one.status.description for one in keeper.spans] == ["ValueError", "ValueError"]
    assert [one.events for one in keeper.spans] == [(), ()]


def test_unsampled_work_is_not_flushed(keeper: Keeper) -> None:
    trace_with(kept(keeper))

    with work("work", traceparent(sampled=False)):
        pass

    assert keeper.flushed == 0


def test_a_message_goes_on_with_the_innermost_span(keeper: Keeper) -> None:
    trace_with(kept(keeper))

    with work("work", traceparent()):
        outer = onward()
        with span("publish"):
            inner = onward()

    assert outer == {"traceparent": f"00-{TRACE}-{spelt(keeper.spans[0])}-01"}
    assert inner == {"traceparent": f"00-{TRACE}-{spelt(keeper.spans[1])}-01"}


def test_without_tracing_a_message_carries_the_callers_trace_context() -> None:
    trace_as(Settings(google_cloud_project="p"))

    with work("work", traceparent()), span("part"):
        get_current_span().set_attribute("comments", 1)
        carried = onward()

    assert carried == traceparent()


def test_outside_of_any_work_there_is_no_trace(keeper: Keeper) -> None:
    trace_with(kept(keeper))

    with span("part"):
        get_current_span().set_attribute("comments", 1)

    assert (keeper.spans, get_current_span().get_span_context().is_valid, onward()) == ([], False, {})


def test_the_next_work_is_not_in_the_trace_of_the_one_before(keeper: Keeper) -> None:
    with work("first", traceparent()):
        trace_with(kept(keeper))
    with work("second", {}):
        pass

    first, second = keeper.spans
    assert (keeper.parents(), first.context.trace_id == second.context.trace_id) == ([SPAN, None], False)
