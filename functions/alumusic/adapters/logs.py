"""Structured logs: one JSON object a line, in the fields that Cloud Logging reads. Never a comment's text."""

import json
import logging
import sys


class _JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        entry = {"severity": record.levelname, "message": record.getMessage(), "logger": record.name}
        if record.exc_info:
            entry["stack_trace"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)


def log_json(level: str) -> None:
    """From now on everything this process logs is structured."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_JsonFormatter())
    for chatty in ("google_genai", "httpx", "httpx2"):  # a line a call says nothing that the usage counters do not
        logging.getLogger(chatty).setLevel(logging.WARNING)
    logging.basicConfig(level=level, handlers=[handler], force=True)
