"""Structured logs: one JSON object a line, in the fields that Cloud Logging reads. Never a comment's text."""

import json
import logging
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType
from typing import Any

from opentelemetry.trace import format_span_id, format_trace_id, get_current_span

_said: ContextVar[Mapping[str, Any]] = ContextVar("said", default=MappingProxyType({}))


@contextmanager
def logged_with(**fields: Any) -> Iterator[None]:
    """Every line written meanwhile carries these ids and numbers too."""
    token = _said.set({**_said.get(), **fields})
    try:
        yield
    finally:
        _said.reset(token)


def log_also(**fields: Any) -> None:
    """For the rest of the innermost `logged_with`."""
    _said.set({**_said.get(), **fields})


def event(name: str, **fields: Any) -> dict[str, Any]:
    """`extra` of a line that is counted: infra/monitoring.tf makes metrics of `event` and its numbers."""
    return {"fields": {"event": name, **fields}}


class _JsonFormatter(logging.Formatter):
    def __init__(self, project: str) -> None:
        super().__init__()
        self.project = project

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, Any] = {"severity": record.levelname, "message": record.getMessage(), "logger": record.name}
        entry |= {**_said.get(), **getattr(record, "fields", {})}
        here = get_current_span().get_span_context()
        if here.is_valid:
            entry["logging.googleapis.com/trace"] = f"projects/{self.project}/traces/{format_trace_id(here.trace_id)}"
            entry["logging.googleapis.com/spanId"] = format_span_id(here.span_id)
            entry["logging.googleapis.com/trace_sampled"] = here.trace_flags.sampled
        if record.exc_info:
            entry["stack_trace"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)


def log_json(level: str, project: str) -> None:
    """From now on everything this process logs is structured."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_JsonFormatter(project))
    for chatty in ("google_genai", "httpx", "httpx2"):  # a line a call says nothing that the usage counters do not
        logging.getLogger(chatty).setLevel(logging.WARNING)
    logging.basicConfig(level=level, handlers=[handler], force=True)
