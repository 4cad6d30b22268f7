"""A Firestore query whose stream breaks off is a transient failure, whichever error the client raises."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import grpc
import pytest
from google.cloud import firestore
from google.cloud.firestore_v1.types import Document, RunQueryResponse

from alumusic.adapters.firestore.comments.failed import FirestoreFailed
from alumusic.errors import TransientFailure
from local.stack.config import HOST


class BreaksOff(grpc.GenericRpcHandler):
    """A Firestore server that answers a query with one document and then dies."""

    def service(self, details: grpc.HandlerCallDetails) -> Any:
        if details.method != "/google.firestore.v1.Firestore/RunQuery":
            return None
        return grpc.unary_stream_rpc_method_handler(_one_and_gone)


def _one_and_gone(_: bytes, context: grpc.ServicerContext) -> Iterator[bytes]:
    name = "projects/p/databases/(default)/documents/comments/c"
    now = {"seconds": 1}
    fields = {"status": {"string_value": "APAGADO"}}
    document = Document({"name": name, "fields": fields, "create_time": now, "update_time": now})
    yield RunQueryResponse.serialize(RunQueryResponse({"document": document, "read_time": now}))
    context.abort(grpc.StatusCode.UNAVAILABLE, "gone")


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator[firestore.Client]:
    server = grpc.server(ThreadPoolExecutor(2), handlers=[BreaksOff()])
    port = server.add_insecure_port(f"{HOST}:0")
    server.start()
    monkeypatch.setenv("FIRESTORE_EMULATOR_HOST", f"{HOST}:{port}")
    yield firestore.Client(project="p")
    server.stop(None).wait()


def test_a_stream_that_breaks_off_is_a_transient_failure(client: firestore.Client) -> None:
    with pytest.raises(TransientFailure) as raised:
        FirestoreFailed(client).failed(10)

    assert raised.value.code == "banco_indisponivel"
