"""Traces, from a sender's request through the queue to the commit: spans with numbers and ids, never a text.

A trace's id travels in any case, for the logs. OpenTelemetry is imported only where traces are asked for.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Protocol

from alumusic.domain.trace_context import TraceContext
from alumusic.settings import Settings

Attributes = Mapping[str, str | int | float]


class Span(Protocol):
    @property
    def context(self) -> TraceContext: ...

    def note(self, attributes: Attributes) -> None: ...

    def end(self, error: str | None) -> None:
        """`error`: the class of what was raised."""


class Tracer(Protocol):
    def start(self, name: str, parent: TraceContext | None, since: int, attributes: Attributes) -> Span:
        """`since`: nanoseconds of the epoch."""

    def flush(self) -> None:
        """What has ended is on its way when this returns: outside of a request an instance has no processor."""


@dataclass
class _Work:
    """A request or a delivery under way. The first one starts before anybody knows whether traces are asked for."""

    name: str
    caller: TraceContext | None
    since: int
    span: Span | None = None
    tracer: Tracer | None = None

    def begin(self, tracer: Tracer) -> None:
        self.tracer = tracer
        self.span = tracer.start(self.name, self.caller, self.since, {})


_work: ContextVar[_Work | None] = ContextVar("work", default=None)
_span: ContextVar[Span | None] = ContextVar("span", default=None)
_tracer: Tracer | None = None


def trace_as(settings: Settings, make: Callable[[Settings], Tracer] | None = None) -> None:
    """From now on this process traces as its settings say; the work under way, from its beginning."""
    global _tracer
    if not settings.traces or _tracer is not None:
        return
    _tracer = (make or _opentelemetry)(settings)
    under_way = _work.get()
    if under_way is not None:
        under_way.begin(_tracer)


def _opentelemetry(settings: Settings) -> Tracer:
    from alumusic.adapters.telemetry.opentelemetry_tracer import tracer  # a fifth of a second that only who traces pays

    return tracer(settings)


@contextmanager
def work(name: str, caller: TraceContext | None) -> Iterator[None]:
    """A request or a delivery: the outermost span of this process."""
    under_way = _Work(name, caller, time.time_ns())
    token = _work.set(under_way)
    if _tracer is not None:
        under_way.begin(_tracer)
    error = None
    try:
        yield
    except BaseException as raised:
        error = type(raised).__name__
        raise
    finally:
        _work.reset(token)
        if under_way.span is not None and under_way.tracer is not None:
            under_way.span.end(error)
            if under_way.span.context.sampled:
                under_way.tracer.flush()


@contextmanager
def span(name: str, **attributes: str | int | float) -> Iterator[None]:
    """A part of the work under way; costs nothing where nobody traces."""
    parent, under_way = here(), _work.get()
    if under_way is None or under_way.tracer is None:
        yield
        return
    opened = under_way.tracer.start(name, parent, time.time_ns(), attributes)
    token, error = _span.set(opened), None
    try:
        yield
    except BaseException as raised:
        error = type(raised).__name__
        raise
    finally:
        _span.reset(token)
        opened.end(error)


def note(**attributes: str | int | float) -> None:
    """Adds to the innermost span."""
    innermost = _span.get() or getattr(_work.get(), "span", None)
    if innermost is not None:
        innermost.note(attributes)


def here() -> TraceContext | None:
    """Where we are: the innermost span, or what the caller said."""
    innermost, under_way = _span.get(), _work.get()
    if innermost is not None:
        return innermost.context
    if under_way is None:
        return None
    return under_way.span.context if under_way.span is not None else under_way.caller


def onward() -> dict[str, str]:
    """What a message carries, so that whoever gets it goes on with the trace."""
    context = here()
    return {"traceparent": context.header()} if context else {}
