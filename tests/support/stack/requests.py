"""Raw requests: comments with any body, and deliveries in the format of Eventarc."""

import base64
import json
import urllib.error
import urllib.request
from typing import Any
from uuid import uuid4

from local.cloud.identity import identity_token
from local.stack.config import HOST
from tests.support.stack.harness import RunningStack


def post_raw(
    stack: RunningStack, token: str, body: bytes, kind: str, key: str | None = None
) -> tuple[int, dict[str, Any]]:
    """Posts the bytes to POST /api/comentarios. Returns status and answer."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": kind} | ({"Idempotency-Key": key} if key else {})
    request = urllib.request.Request(f"{stack.base}/api/comentarios", body, headers)
    try:
        with urllib.request.urlopen(request) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


def deliver(stack: RunningStack, target: str, message: Any, attempt: int, bearer: str | None = None) -> int:
    """Delivers a message in the format of Eventarc. Returns the status."""
    token = identity_token(stack.state.secrets()["oidc_private_key"]) if bearer is None else bearer
    data = base64.b64encode(json.dumps(message).encode()).decode()
    body = {"message": {"messageId": uuid4().hex, "data": data}, "deliveryAttempt": attempt, "subscription": "s"}
    headers = {
        "Authorization": f"Bearer {token}",
        "Content-Type": "application/json",
        "ce-id": uuid4().hex,
        "ce-source": "//pubsub.googleapis.com/projects/p/topics/comments",
        "ce-specversion": "1.0",
        "ce-type": "google.cloud.pubsub.topic.v1.messagePublished",
    }
    port = getattr(stack.ports, target)
    request = urllib.request.Request(f"http://{HOST}:{port}/", json.dumps(body).encode(), headers)
    try:
        with urllib.request.urlopen(request) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code
