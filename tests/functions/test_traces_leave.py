"""Spans are exported to a local file, or by OTLP to Cloud Trace."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
import requests
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.sdk.trace.sampling import ALWAYS_ON
from opentelemetry.trace import format_trace_id, get_current_span

from alumusic.adapters.telemetry.exporters import CLOUD_SAMPLER, FileExporter, cloud_exporter, provider
from alumusic.adapters.telemetry.traces import span, trace_as, trace_with, work
from alumusic.settings import Settings
from tests.support.traces import SPAN, TRACE, traceparent


@pytest.fixture(autouse=True)
def nobody_traces_afterwards() -> Iterator[None]:
    yield
    trace_with(None)


class Receiver(HTTPServer):
    """Takes what an exporter posts."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Taken)
        self.requests: list[tuple[str, dict[str, str], bytes]] = []


class _Taken(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.requests.append((self.path, dict(self.headers), body))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        return


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_a_delivery_is_in_the_senders_trace_with_its_parts_below_it(tmp_path: Path) -> None:
    path = tmp_path / "spans.jsonl"
    trace_as(Settings(google_cloud_project="p", traces=str(path), k_service="classify"))

    with pytest.raises(RuntimeError), work("classify", traceparent()):
        get_current_span().set_attributes({"batch_id": "b1", "part": 0})
        with span("commit", comments=10):
            raise RuntimeError("o que um ouvinte escreveu")

    spans = {one["name"]: one for one in map(json.loads, path.read_text().splitlines())}
    outer, inner = spans["classify"], spans["commit"]
    assert (outer["trace"], outer["parent"]) == (TRACE, SPAN)
    assert (inner["trace"], inner["parent"]) == (TRACE, outer["span"])
    assert (outer["attributes"], inner["attributes"]) == ({"batch_id": "b1", "part": 0}, {"comments": 10})
    assert outer["start_ns"] <= inner["start_ns"] <= inner["end_ns"] <= outer["end_ns"]
    assert (outer["service"], inner["error"]) == ("classify", "RuntimeError")
    assert "ouvinte" not in path.read_text()


def test_spans_are_exported_by_otlp_before_the_work_ends(receiver: Receiver) -> None:
    address = f"http://127.0.0.1:{receiver.server_port}/v1/traces"
    session = requests.Session()
    session.trust_env = False
    exporter = cloud_exporter(address, session)
    resource = {"service.name": "ingest", "gcp.project_id": "meu-projeto"}
    trace_with(provider(exporter, ALWAYS_ON, resource))

    with work("ingest POST", traceparent()), span("publish", messages=3):
        pass

    ((path, headers, body),) = receiver.requests
    (told,) = ExportTraceServiceRequest.FromString(body).resource_spans
    spans = {one.name: one for one in told.scope_spans[0].spans}
    assert path == "/v1/traces"
    assert "x-goog-user-project" not in {name.lower() for name in headers}  # the functions' role does not allow it
    assert {one.key: one.value.string_value for one in told.resource.attributes} == resource
    assert {one.trace_id.hex() for one in spans.values()} == {TRACE}
    assert spans["publish"].parent_span_id == spans["ingest POST"].span_id
    assert spans["publish"].attributes[0].value.int_value == 3


@pytest.mark.parametrize("sampled", [True, False])
def test_in_the_cloud_the_caller_decides_whether_it_is_traced(tmp_path: Path, sampled: bool) -> None:
    path = tmp_path / "spans.jsonl"
    trace_with(provider(FileExporter(path), CLOUD_SAMPLER, {"service.name": "ingest"}))

    with work("ingest POST", traceparent(sampled)):
        here = get_current_span().get_span_context()

    assert (format_trace_id(here.trace_id), here.trace_flags.sampled) == (TRACE, sampled)
    assert path.exists() is sampled
