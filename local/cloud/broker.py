"""Creates topics and subscriptions on the Pub/Sub emulator, and saves its messages over a restart."""

import base64
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import grpc
from google.api_core.exceptions import AlreadyExists, NotFound
from google.protobuf.duration_pb2 import Duration
from google.pubsub_v1 import PublisherClient, SubscriberClient
from google.pubsub_v1.services.publisher.transports.grpc import PublisherGrpcTransport
from google.pubsub_v1.services.subscriber.transports.grpc import SubscriberGrpcTransport
from google.pubsub_v1.types import DeadLetterPolicy, PubsubMessage, PushConfig, RetryPolicy, Subscription

from local.cloud.delivery import (
    DELIVERIES,
    FIRST_RETRY,
    LAST_RETRY,
    Route,
    routes,
    subscription_path,
    topic_path,
)
from local.stack.config import HOST, Ports

_ACK_SECONDS = 120  # longer than the slowest model call with its retries


class Spooled(NamedTuple):
    topic: str
    message_id: str
    data: bytes
    attributes: dict[str, str]


def stack_routes(ports: Ports) -> list[Route]:
    return routes(f"http://{HOST}:{ports.classify}", f"http://{HOST}:{ports.park}")


def publisher() -> PublisherClient:
    channel = grpc.insecure_channel(os.environ["PUBSUB_EMULATOR_HOST"])
    return PublisherClient(transport=PublisherGrpcTransport(channel=channel))


def subscriber() -> SubscriberClient:
    channel = grpc.insecure_channel(os.environ["PUBSUB_EMULATOR_HOST"])
    return SubscriberClient(transport=SubscriberGrpcTransport(channel=channel))


def create_all(wanted: Iterable[Route], *, push: bool) -> None:
    """Idempotent: our emulator starts empty, a remote one may have the topics already."""
    publishing, subscribing = publisher(), subscriber()
    wanted = list(wanted)
    for route in wanted:
        try:
            publishing.create_topic(name=topic_path(route.topic))
        except AlreadyExists:
            pass
    for route in reversed(wanted):
        try:
            subscribing.create_subscription(_subscription(route, push=push))
        except AlreadyExists:
            endpoint = PushConfig(push_endpoint=route.url) if push else PushConfig()
            subscribing.modify_push_config(subscription=subscription_path(route.subscription), push_config=endpoint)


def _subscription(route: Route, *, push: bool) -> Subscription:
    subscription = Subscription(
        name=subscription_path(route.subscription),
        topic=topic_path(route.topic),
        ack_deadline_seconds=_ACK_SECONDS,
        retry_policy=RetryPolicy(
            minimum_backoff=Duration(seconds=FIRST_RETRY), maximum_backoff=Duration(seconds=LAST_RETRY)
        ),
    )
    if route.dead_letter:
        subscription.dead_letter_policy = DeadLetterPolicy(
            dead_letter_topic=topic_path(route.dead_letter), max_delivery_attempts=DELIVERIES
        )
    if push:
        # The functions framework takes the topic of a raw push from the URL path.
        subscription.push_config = PushConfig(push_endpoint=f"{route.url}/{topic_path(route.topic)}")
    return subscription


def drain(wanted: Iterable[Route], under_way: Iterable[Spooled], spool: Path) -> int:
    """Pulls every remaining message and writes it to `spool`, with those `under_way`. Returns how many were written."""
    subscribing, messages = subscriber(), {message.message_id: message for message in under_way}
    for route in wanted:
        path = subscription_path(route.subscription)
        try:
            subscribing.modify_push_config(subscription=path, push_config=PushConfig())
            while True:
                pulled = subscribing.pull(
                    subscription=path, max_messages=1000, return_immediately=True, timeout=3
                ).received_messages
                if not pulled:
                    break
                for one in pulled:
                    message = one.message
                    messages[message.message_id] = Spooled(
                        route.topic, message.message_id, message.data, dict(message.attributes)
                    )
                subscribing.acknowledge(subscription=path, ack_ids=[one.ack_id for one in pulled])
        except NotFound:
            continue
    lines = [_line(message) for message in messages.values()]
    temporary = spool.with_suffix(".new")
    temporary.write_text("".join(lines), encoding="utf-8")
    temporary.replace(spool)
    return len(lines)


def batches_in(spool: Path) -> frozenset[str]:
    """Ids of the batches that have messages in the file."""
    if not spool.exists():
        return frozenset()
    kept = [base64.b64decode(json.loads(line)["data"]) for line in spool.read_text(encoding="utf-8").splitlines()]
    return frozenset(_batch_id(data) for data in kept)


def _batch_id(data: bytes) -> str:
    try:
        return str(json.loads(data)["batch_id"])
    except (ValueError, TypeError, KeyError):  # published by something else
        return ""


def refill(spool: Path) -> int:
    """Publishes the messages that `drain` saved. Deletes the file only after the emulator has acknowledged all."""
    if not spool.exists():
        return 0
    messages: dict[str, list[PubsubMessage]] = {}
    for line in spool.read_text(encoding="utf-8").splitlines():
        kept = json.loads(line)
        attributes = {**kept["attributes"], "repetido": "1"}
        message = PubsubMessage(data=base64.b64decode(kept["data"]), attributes=attributes)
        messages.setdefault(kept["topic"], []).append(message)
    client = publisher()
    for topic, waiting in messages.items():
        for start in range(0, len(waiting), 500):
            client.publish(topic=topic_path(topic), messages=waiting[start : start + 500])
    spool.unlink()
    return sum(map(len, messages.values()))


def _line(message: Spooled) -> str:
    kept = {
        "topic": message.topic,
        "data": base64.b64encode(message.data).decode(),
        "attributes": message.attributes,
    }
    return json.dumps(kept) + "\n"
