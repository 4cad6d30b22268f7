"""Structured logs and traces."""

from alumusic.adapters.telemetry.logs import log_json
from alumusic.adapters.telemetry.traces import trace_as
from alumusic.settings import Settings


def observe(settings: Settings) -> None:
    """What every function does first: structured logs, and traces where they are asked for."""
    log_json(settings.log_level, settings.google_cloud_project)
    trace_as(settings)
