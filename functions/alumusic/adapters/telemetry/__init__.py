"""Structured logs and traces."""

from typing import TypeVar

from alumusic.adapters.telemetry.logs import log_json
from alumusic.adapters.telemetry.traces import trace_as
from alumusic.settings import Settings

_AnySettings = TypeVar("_AnySettings", bound=Settings)


def observe(settings: _AnySettings) -> _AnySettings:
    """Sets up structured logs, and traces if the settings ask for them. Every function calls it first."""
    log_json(settings.log_level, settings.google_cloud_project)
    trace_as(settings)
    return settings
