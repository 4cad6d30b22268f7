"""Structured logs: one JSON object per line with the fields of Cloud Logging. Never a comment's text."""

import json
import logging
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType
from typing import Any

from opentelemetry.trace import format_span_id, format_trace_id, get_current_span

_fields: ContextVar[Mapping[str, Any]] = ContextVar("fields", default=MappingProxyType({}))


@contextmanager
def logged_with(**fields: Any) -> Iterator[None]:
    """Adds these fields to every log line written inside the `with` block."""
    token = _fields.set({**_fields.get(), **fields})
    try:
        yield
    finally:
        _fields.reset(token)


def log_also(**fields: Any) -> None:
    """Adds fields to the log lines until the innermost `logged_with` ends."""
    _fields.set({**_fields.get(), **fields})


def event(name: str, **fields: Any) -> dict[str, Any]:
    """The `extra` of a log line that becomes a metric: infra/monitoring.tf reads `event` and its numbers."""
    return {"fields": {"event": name, **fields}}


class _JsonFormatter(logging.Formatter):
    def __init__(self, project: str) -> None:
        super().__init__()
        self.project = project

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, Any] = {"severity": record.levelname, "message": record.getMessage(), "logger": record.name}
        entry |= {**_fields.get(), **getattr(record, "fields", {})}
        here = get_current_span().get_span_context()
        if here.is_valid:
            entry["logging.googleapis.com/trace"] = f"projects/{self.project}/traces/{format_trace_id(here.trace_id)}"
            entry["logging.googleapis.com/spanId"] = format_span_id(here.span_id)
            entry["logging.googleapis.com/trace_sampled"] = here.trace_flags.sampled
        if record.exc_info:
            entry["stack_trace"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)


def log_json(level: str, project: str) -> None:
    """Replaces the process's log handlers with structured output to stderr."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_JsonFormatter(project))
    for chatty in ("google_genai", "httpx", "httpx2"):  # they log a line per call, which the usage counters record
        logging.getLogger(chatty).setLevel(logging.WARNING)
    logging.basicConfig(level=level, handlers=[handler], force=True)
