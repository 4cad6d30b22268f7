"""A Firestore client on the running stack's emulator that counts reads and writes as Firestore would bill them."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import grpc
from google.cloud import firestore
from google.cloud.firestore_v1.services.firestore import FirestoreClient
from google.cloud.firestore_v1.services.firestore.transports.grpc import FirestoreGrpcTransport

from local.client import database
from local.stack.config import HOST, Ports


class Meter(grpc.UnaryUnaryClientInterceptor, grpc.UnaryStreamClientInterceptor):
    """Counts documents requested (existing or not), documents returned by queries, and writes; records the queries."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.queries: list[Any] = []

    def intercept_unary_unary(self, go: Callable[..., Any], details: Any, request: Any) -> Any:
        self._count(details.method, request)
        return go(details, request)

    def intercept_unary_stream(self, go: Callable[..., Any], details: Any, request: Any) -> Any:
        self._count(details.method, request)
        answers = go(details, request)
        return self._queried(answers) if details.method.endswith("/RunQuery") else answers

    def clear(self) -> None:
        self.counts.clear()
        self.queries.clear()

    def _count(self, method: str, request: Any) -> None:
        name = method.rpartition("/")[2]
        self.counts["calls"] += 1
        if name == "BatchGetDocuments":
            self.counts["reads"] += len(request.documents)
        elif name == "Commit":
            deletes = sum(1 for write in request.writes if write.delete)
            self.counts["deletes"] += deletes
            self.counts["writes"] += len(request.writes) - deletes
        elif name == "RunQuery":
            self.queries.append(request.structured_query)
        elif name == "RunAggregationQuery":
            self.counts["aggregations"] += 1
            self.queries.append(request.structured_aggregation_query.structured_query)

    def _queried(self, answers: Any) -> Iterator[Any]:
        for answer in answers:
            self.counts["reads"] += bool(answer.document.name)
            yield answer


def metered(ports: Ports, project: str) -> tuple[firestore.Client, Meter]:
    """A client for `project`, with its meter."""
    meter = Meter()
    channel = grpc.intercept_channel(grpc.insecure_channel(f"{HOST}:{ports.firestore}"), meter)
    client = database(ports.firestore, project)
    transport = FirestoreGrpcTransport(channel=channel)
    client._firestore_api_internal = FirestoreClient(transport=transport)
    return client, meter
