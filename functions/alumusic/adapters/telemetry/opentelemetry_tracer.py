"""OpenTelemetry's SDK behind our tracer: to Cloud Trace by OTLP, or to a file of this machine."""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from opentelemetry import trace
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from opentelemetry.sdk.trace.sampling import ALWAYS_ON, ParentBased, Sampler, TraceIdRatioBased
from opentelemetry.trace import NonRecordingSpan, SpanContext, StatusCode, TraceFlags

from alumusic.adapters.telemetry.tracing import Attributes
from alumusic.domain.trace_context import TraceContext
from alumusic.settings import Settings

_CLOUD = "google"
_ENDPOINT = "https://telemetry.googleapis.com/v1/traces"
_SCOPE = "https://www.googleapis.com/auth/trace.append"
# Cloud Run decides for every request; a hundredth is of what comes without a word about its trace.
CLOUD_SAMPLER = ParentBased(TraceIdRatioBased(0.01))
_FLUSH_MS = 2_000


class OpenTelemetrySpan:
    def __init__(self, span: Any) -> None:
        self.span = span

    @property
    def context(self) -> TraceContext:
        found = self.span.get_span_context()
        return TraceContext(f"{found.trace_id:032x}", f"{found.span_id:016x}", found.trace_flags.sampled)

    def note(self, attributes: Attributes) -> None:
        self.span.set_attributes(attributes)

    def end(self, error: str | None) -> None:
        if error is not None:
            self.span.set_status(StatusCode.ERROR, error)
        self.span.end()


class OpenTelemetryTracer:
    def __init__(self, exporter: SpanExporter, sampler: Sampler, resource: Attributes) -> None:
        self.provider = TracerProvider(sampler=sampler, resource=Resource(dict(resource)), shutdown_on_exit=False)
        self.provider.add_span_processor(BatchSpanProcessor(exporter))
        self.tracer = self.provider.get_tracer("alumusic")

    def start(self, name: str, parent: TraceContext | None, since: int, attributes: Attributes) -> OpenTelemetrySpan:
        started = self.tracer.start_span(name, _context(parent), start_time=since, attributes=dict(attributes))
        return OpenTelemetrySpan(started)

    def flush(self) -> None:
        self.provider.force_flush(_FLUSH_MS)


class FileExporter(SpanExporter):
    """One JSON object a span and a line. All processes write to the one file: each line is one write to its end."""

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


def tracer(settings: Settings) -> OpenTelemetryTracer:
    resource = {"service.name": settings.k_service, "gcp.project_id": settings.google_cloud_project}
    if settings.traces == _CLOUD:
        return OpenTelemetryTracer(cloud_exporter(settings.google_cloud_project), CLOUD_SAMPLER, resource)
    return OpenTelemetryTracer(FileExporter(Path(settings.traces)), ALWAYS_ON, resource)


def cloud_exporter(project: str, endpoint: str = _ENDPOINT, session: Any = None) -> SpanExporter:
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

    return OTLPSpanExporter(endpoint, headers={"x-goog-user-project": project}, session=session or _signed_in())


def _signed_in() -> Any:
    import google.auth
    from google.auth.transport.requests import AuthorizedSession

    credentials, _ = google.auth.default(scopes=[_SCOPE])
    return AuthorizedSession(credentials)  # type: ignore[no-untyped-call]


def _context(parent: TraceContext | None) -> Any:
    if parent is None:
        return None
    flags = TraceFlags(TraceFlags.SAMPLED if parent.sampled else TraceFlags.DEFAULT)
    remote = SpanContext(int(parent.trace_id, 16), int(parent.span_id, 16), is_remote=True, trace_flags=flags)
    return trace.set_span_in_context(NonRecordingSpan(remote))


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
