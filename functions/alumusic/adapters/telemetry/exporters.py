"""Exports spans by OpenTelemetry's SDK: to Cloud Trace over OTLP, or to a local file."""

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from opentelemetry.sdk.trace.sampling import ALWAYS_ON, ParentBased, Sampler, TraceIdRatioBased

from alumusic.settings import Settings

_CLOUD = "google"
_ENDPOINT = "https://telemetry.googleapis.com/v1/traces"
_SCOPE = "https://www.googleapis.com/auth/trace.append"
# Cloud Run's sampling decision is followed; of requests that carry none, 1 % is sampled.
CLOUD_SAMPLER = ParentBased(TraceIdRatioBased(0.01))


def provider_of(settings: Settings) -> TracerProvider:
    resource = {"service.name": settings.k_service, "gcp.project_id": settings.google_cloud_project}
    if settings.traces == _CLOUD:
        return provider(cloud_exporter(), CLOUD_SAMPLER, resource)
    return provider(FileExporter(Path(settings.traces)), ALWAYS_ON, resource)


def provider(exporter: SpanExporter, sampler: Sampler, resource: Mapping[str, str]) -> TracerProvider:
    tracer_provider = TracerProvider(sampler=sampler, resource=Resource(dict(resource)), shutdown_on_exit=False)
    tracer_provider.add_span_processor(BatchSpanProcessor(exporter))
    return tracer_provider


class FileExporter(SpanExporter):
    """One JSON object per line and span. Several processes may append to the same file: each export is one write."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        lines = "".join(json.dumps(_plain(span)) + "\n" for span in spans)
        file = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(file, lines.encode())
        finally:
            os.close(file)
        return SpanExportResult.SUCCESS


def cloud_exporter(endpoint: str = _ENDPOINT, session: Any = None) -> SpanExporter:
    """Sends no `x-goog-user-project`: a service account's own project is the default, and the header would need more
    than the functions' role `telemetry.tracesWriter`."""
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

    return OTLPSpanExporter(endpoint, session=session or _signed_in())


def _signed_in() -> Any:
    import google.auth
    from google.auth.transport.requests import AuthorizedSession

    credentials, _ = google.auth.default(scopes=[_SCOPE])
    return AuthorizedSession(credentials)


def _plain(span: ReadableSpan) -> dict[str, Any]:
    own, parent = span.get_span_context(), span.parent
    assert own is not None
    return {
        "trace": f"{own.trace_id:032x}",
        "span": f"{own.span_id:016x}",
        "parent": f"{parent.span_id:016x}" if parent else None,
        "service": span.resource.attributes["service.name"],
        "name": span.name,
        "start_ns": span.start_time,
        "end_ns": span.end_time,
        "error": span.status.description,
        "attributes": dict(span.attributes or {}),
    }
