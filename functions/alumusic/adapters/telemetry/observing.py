"""What every function does first: structured logs, and traces where they are asked for."""

from alumusic.adapters.telemetry.logs import log_json
from alumusic.adapters.telemetry.tracing import trace_as
from alumusic.settings import Settings


def observe(settings: Settings) -> None:
    log_json(settings.log_level, settings.google_cloud_project)
    trace_as(settings)
