"""Delivery rules of the two subscriptions: target function, CloudEvent, retries, dead letters.

The relay delivers the messages of the Pub/Sub emulator; the embedded stack has an in-memory queue. Both follow these
rules.
"""

import base64
import json
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from local.stack.config import PROJECT

DELIVERIES = 5
FIRST_RETRY, LAST_RETRY = 1, 60  # seconds; the cloud's 10 and 600 are too long for development


class Route(NamedTuple):
    """A subscription and the URL of the function that receives its messages."""

    subscription: str
    topic: str
    dead_letter: str | None
    url: str


class CloudEvent(NamedTuple):
    headers: dict[str, str]
    body: bytes


def routes(classify_url: str, park_url: str) -> list[Route]:
    return [
        Route("classify", "comments", "comments-dead", classify_url),
        Route("park", "comments-dead", None, park_url),
    ]


def topic_path(topic: str) -> str:
    return f"projects/{PROJECT}/topics/{topic}"


def subscription_path(subscription: str) -> str:
    return f"projects/{PROJECT}/subscriptions/{subscription}"


def pause(attempt: int, first: float = FIRST_RETRY) -> float:
    """Seconds from a failed attempt to the next: exponential back-off, at most LAST_RETRY."""
    return min(first * 2.0 ** (attempt - 1), LAST_RETRY)


def dead_letter_topic(route: Route, attempt: int) -> str | None:
    """The topic for a message whose attempt failed; None if it will be delivered again."""
    return route.dead_letter if attempt >= DELIVERIES else None


def cloud_event(
    route: Route, message_id: str, data: bytes, attributes: Mapping[str, str], at: datetime, attempt: int, token: str
) -> CloudEvent:
    """A binary-mode CloudEvent as Eventarc posts it. `token` is the identity token; `at` is the publish time."""
    headers = {
        "Authorization": f"Bearer {token}",
        "Content-Type": "application/json",
        "ce-id": message_id,
        "ce-source": f"//pubsub.googleapis.com/{topic_path(route.topic)}",
        "ce-specversion": "1.0",
        "ce-time": at.isoformat(),
        "ce-type": "google.cloud.pubsub.topic.v1.messagePublished",
    }
    body = {
        "subscription": subscription_path(route.subscription),
        "deliveryAttempt": attempt,
        "message": {
            "messageId": message_id,
            "publishTime": at.isoformat(),
            "attributes": dict(attributes),
            "data": base64.b64encode(data).decode(),
        },
    }
    return CloudEvent(headers, json.dumps(body).encode())
