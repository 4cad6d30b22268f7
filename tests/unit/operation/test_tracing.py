"""Spans around the work of a process, without OpenTelemetry: when they begin, whose children they are, what goes on."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from alumusic.adapters.telemetry import tracing
from alumusic.adapters.telemetry.tracing import Attributes, here, note, onward, span, trace_as, work
from alumusic.domain.trace_context import TraceContext
from alumusic.settings import Settings

CALLER = TraceContext("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", sampled=True)
ASKED, SILENT = Settings(google_cloud_project="p", traces="google"), Settings(google_cloud_project="p")


@dataclass
class Kept:
    name: str
    parent: TraceContext | None
    since: int
    context: TraceContext
    attributes: dict[str, str | int | float]
    ended: bool = False
    error: str | None = None

    def note(self, attributes: Attributes) -> None:
        self.attributes |= attributes

    def end(self, error: str | None) -> None:
        self.ended, self.error = True, error


@dataclass
class Keeper:
    spans: list[Kept] = field(default_factory=list)
    flushed: int = 0

    def start(self, name: str, parent: TraceContext | None, since: int, attributes: Attributes) -> Kept:
        trace = parent.trace_id if parent else "a" * 32
        context = TraceContext(trace, f"{len(self.spans) + 1:016x}", parent.sampled if parent else True)
        self.spans.append(Kept(name, parent, since, context, dict(attributes)))
        return self.spans[-1]

    def flush(self) -> None:
        self.flushed += 1


@pytest.fixture
def keeper() -> Iterator[Keeper]:
    yield Keeper()
    tracing._tracer = None


def test_the_work_that_finds_out_is_traced_from_its_beginning(keeper: Keeper) -> None:
    with work("first", CALLER):
        trace_as(ASKED, lambda settings: keeper)
        with span("part", comments=3):
            note(tokens=5)

    first, part = keeper.spans
    assert (first.parent, part.parent) == (CALLER, first.context)
    assert first.since <= part.since
    assert part.attributes == {"comments": 3, "tokens": 5}
    assert (first.ended, part.ended, keeper.flushed) == (True, True, 1)


def test_what_is_raised_is_named_by_its_class_alone(keeper: Keeper) -> None:
    trace_as(ASKED, lambda settings: keeper)

    with pytest.raises(ValueError), work("work", None), span("part"):
        raise ValueError("o texto de um ouvinte")

    assert [one.error for one in keeper.spans] == ["ValueError", "ValueError"]


def test_what_is_not_sampled_waits_for_nobody(keeper: Keeper) -> None:
    trace_as(ASKED, lambda settings: keeper)

    with work("work", CALLER._replace(sampled=False)):
        pass

    assert keeper.flushed == 0


def test_a_message_goes_on_with_the_innermost_span(keeper: Keeper) -> None:
    trace_as(ASKED, lambda settings: keeper)

    with work("work", CALLER):
        outer = onward()
        with span("publish"):
            inner = onward()

    assert outer == {"traceparent": keeper.spans[0].context.header()}
    assert inner == {"traceparent": keeper.spans[1].context.header()}


def test_where_nobody_traces_a_message_carries_on_what_the_caller_said() -> None:
    trace_as(SILENT)

    with work("work", CALLER), span("part"):
        note(comments=1)
        carried = onward()

    assert carried == {"traceparent": CALLER.header()}


def test_outside_of_any_work_there_is_no_trace(keeper: Keeper) -> None:
    trace_as(ASKED, lambda settings: keeper)

    with span("part"):
        note(comments=1)

    assert (keeper.spans, here(), onward()) == ([], None, {})
