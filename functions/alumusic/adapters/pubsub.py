"""Publishes messages to a Pub/Sub topic. Returns when the service has acknowledged all of them."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import grpc
from google.api_core.exceptions import Aborted, ServiceUnavailable
from google.api_core.retry import Retry, if_exception_type
from google.pubsub_v1.services.publisher import PublisherClient
from google.pubsub_v1.services.publisher.transports.grpc import PublisherGrpcTransport
from google.pubsub_v1.types import PubsubMessage
from opentelemetry.trace import get_current_span

from alumusic.adapters.faults import queue_faults
from alumusic.adapters.telemetry.traces import onward, span
from alumusic.domain.comments.comment import BatchMessage

_MOST_MESSAGES, _MOST_BYTES = 1_000, 9_000_000  # a publish request; the service refuses more than 10 MB
_ATTEMPT_SECONDS, _PATIENCE_SECONDS = 10.0, 10.0  # one attempt; all attempts, after which the sender gets a 503
_RETRY = Retry(if_exception_type(ServiceUnavailable, Aborted), initial=0.1, maximum=1.0, timeout=_PATIENCE_SECONDS)


@dataclass
class PubSubPublisher:
    project: str
    topic: str

    @cached_property
    def _client(self) -> PublisherClient:
        emulator = os.environ.get("PUBSUB_EMULATOR_HOST")
        if emulator:
            return PublisherClient(transport=PublisherGrpcTransport(channel=grpc.insecure_channel(emulator)))
        return PublisherClient()

    def publish(self, messages: Sequence[BatchMessage], *, repeated: bool = False) -> None:
        attributes = {"repetido": "1"} if repeated else {}
        get_current_span().set_attribute("batch_id", messages[0].batch_id)
        self.publish_raw([(message.model_dump_json(exclude_none=True).encode(), attributes) for message in messages])

    @queue_faults
    @span("publish")
    def publish_raw(self, messages: Sequence[tuple[bytes, dict[str, str]]]) -> None:
        """Each message's attributes continue the publisher's trace."""
        get_current_span().set_attribute("messages", len(messages))
        topic, trace = f"projects/{self.project}/topics/{self.topic}", onward()
        traced = [PubsubMessage(data=data, attributes=attributes | trace) for data, attributes in messages]
        for request in _requests(traced):
            self._client.publish(topic=topic, messages=request, retry=_RETRY, timeout=_ATTEMPT_SECONDS)


def _requests(messages: Sequence[PubsubMessage]) -> Iterator[list[PubsubMessage]]:
    request: list[PubsubMessage] = []
    size = 0
    for message in messages:
        if request and (len(request) == _MOST_MESSAGES or size + len(message.data) > _MOST_BYTES):
            yield request
            request, size = [], 0
        request.append(message)
        size += len(message.data)
    if request:
        yield request
