"""Trace spans from a sender's request through the queue to the commit: names, numbers and ids, never a text.

OpenTelemetry's API propagates a caller's trace to logs and messages in any case. Its SDK is imported only if traces
are exported. The provider is not registered as the process's global one: libraries would add their own spans to it.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

from opentelemetry.context import Context, attach, detach
from opentelemetry.propagators.cloud_trace_propagator import CloudTraceOneWayPropagator
from opentelemetry.propagators.composite import CompositePropagator
from opentelemetry.trace import Span, StatusCode, get_current_span, set_span_in_context
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from alumusic.settings import Settings

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider

TRACE_HEADERS = ("traceparent", "x-cloud-trace-context")
_PROPAGATOR = CompositePropagator([CloudTraceOneWayPropagator(), TraceContextTextMapPropagator()])  # the last wins
_FLUSH_MS = 2_000


@dataclass
class _Work:
    """A request or a delivery in progress. An instance's first one starts before the settings are read."""

    name: str
    caller: Context
    since: int
    span: Span | None = None

    def begin(self, provider: "TracerProvider") -> None:
        self.span = provider.get_tracer("alumusic").start_span(self.name, self.caller, start_time=self.since)
        attach(set_span_in_context(self.span))  # `work` restores the earlier context when it ends


_work: ContextVar[_Work | None] = ContextVar("work", default=None)
_provider: "TracerProvider | None" = None


def trace_as(settings: Settings) -> None:
    """Exports spans if the settings ask for it, including the whole span of the request in progress."""
    if settings.traces:
        trace_with(_provider or _sdk(settings))


def trace_with(provider: "TracerProvider | None") -> None:
    """Exports spans by this provider; None stops the export."""
    global _provider
    _provider, under_way = provider, _work.get()
    if provider is not None and under_way is not None and under_way.span is None:
        under_way.begin(provider)


def _sdk(settings: Settings) -> "TracerProvider":
    from alumusic.adapters.telemetry.exporters import provider_of  # 0.2 s, spent only if traces are exported

    return provider_of(settings)


def caller(headers: Mapping[str, object]) -> Context:
    """The trace context of the sender of a request or message; empty if the headers carry no valid one."""
    values = ((name, headers.get(name)) for name in TRACE_HEADERS)
    carrier = {name: value for name, value in values if isinstance(value, str) and value == value.strip()}
    context = _PROPAGATOR.extract(carrier, Context())
    return context if get_current_span(context).get_span_context().is_valid else Context()


@contextmanager
def work(name: str, headers: Mapping[str, object]) -> Iterator[None]:
    """The outermost span of this process: one request or delivery, as part of its caller's trace."""
    under_way = _Work(name, caller(headers), time.time_ns())
    token, attached = _work.set(under_way), attach(under_way.caller)
    if _provider is not None:
        under_way.begin(_provider)
    try:
        yield
    except BaseException as raised:
        _failed(under_way.span, raised)
        raise
    finally:
        detach(attached)
        _work.reset(token)
        _end(under_way.span)


@contextmanager
def span(name: str, **attributes: str | int | float) -> Iterator[None]:
    """A child span of the request in progress; costs nothing if traces are not exported."""
    under_way = _work.get()
    if _provider is None or under_way is None or under_way.span is None:
        yield
        return
    opened = _provider.get_tracer("alumusic").start_as_current_span(
        name, attributes=attributes, record_exception=False, set_status_on_exception=False
    )
    with opened as part:
        try:
            yield
        except BaseException as raised:
            _failed(part, raised)
            raise


def onward() -> dict[str, str]:
    """Message attributes by which the receiver continues the trace."""
    carrier: dict[str, str] = {}
    _PROPAGATOR.inject(carrier)
    return carrier


def _failed(span: Span | None, raised: BaseException) -> None:
    """Records only the exception's class: its message may quote a listener."""
    if span is not None:
        span.set_status(StatusCode.ERROR, type(raised).__name__)


def _end(span: Span | None) -> None:
    """Exports before the answer is sent: Cloud Run allocates no CPU between requests."""
    if span is None:
        return
    span.end()
    if _provider is not None and span.get_span_context().trace_flags.sampled:
        _provider.force_flush(_FLUSH_MS)
