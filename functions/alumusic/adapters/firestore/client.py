"""The process's Firestore client, built on first use, with time-outs shorter than the library's."""

from functools import cache
from typing import Any

from google.api_core.exceptions import ResourceExhausted, ServiceUnavailable
from google.api_core.gapic_v1.method import wrap_method
from google.api_core.retry import Retry, if_exception_type
from google.cloud import firestore
from google.cloud.firestore_v1.services.firestore import client as gapic
from google.cloud.firestore_v1.services.firestore.transports.grpc import FirestoreGrpcTransport

PATIENCE = 10.0  # seconds for a call with its retries; senders time out after about thirty
_RETRY = Retry(
    if_exception_type(ResourceExhausted, ServiceUnavailable), initial=0.1, maximum=1.0, multiplier=1.5, timeout=PATIENCE
)


class _Transport(FirestoreGrpcTransport):
    """Replaces the library's time-outs of 60 to 300 seconds, and its back-off of up to 60, for every method."""

    def _prep_wrapped_messages(self, client_info: Any) -> None:
        wrap: Any = wrap_method
        super()._prep_wrapped_messages(client_info)  # type: ignore[no-untyped-call]
        bounded = {"default_retry": _RETRY, "default_timeout": PATIENCE, "client_info": client_info}
        self._wrapped_methods = {call: wrap(call, **bounded) for call in self._wrapped_methods}


class PatientClient(firestore.Client):
    @property
    def _firestore_api(self) -> Any:
        return self._firestore_api_helper(_Transport, gapic.FirestoreClient, gapic)


@cache
def client(project: str, database: str) -> firestore.Client:
    return PatientClient(project=project, database=database)


def count(query: firestore.Query) -> int:
    """Counts by aggregation: billed as one read per thousand documents."""
    counting: Any = query.count()
    return int(counting.get()[0][0].value)
