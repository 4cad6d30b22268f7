"""A caller's trace context in HTTP headers or message attributes."""

from opentelemetry.trace import get_current_span

from alumusic.adapters.telemetry.traces import caller

TRACE, SPAN = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"


def traceparent(sampled: bool = True) -> dict[str, str]:
    return {"traceparent": f"00-{TRACE}-{SPAN}-{int(sampled):02x}"}


def read(headers: dict[str, str]) -> tuple[str, str, bool] | None:
    """Trace id, span id and sampled flag; None if the headers have no trace."""
    found = get_current_span(caller(headers)).get_span_context()
    return (f"{found.trace_id:032x}", f"{found.span_id:016x}", found.trace_flags.sampled) if found.is_valid else None
