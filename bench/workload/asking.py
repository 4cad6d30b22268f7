"""The first request to each function in the cold start: its usual work, as small as possible."""

import base64
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import uuid4

from alumusic.domain.comments.comment import BatchMessage, Comment
from local import client
from local.cloud.delivery import subscription_path
from local.cloud.identity import identity_token
from local.stack.config import Ports, State


class Question(NamedTuple):
    method: str
    path: str
    body: bytes | None
    headers: Mapping[str, str]


def questions(ports: Ports, state: State) -> dict[str, Question]:
    """Requests by function. `classify` gets a comment of a batch that does not exist."""
    secret = state.secrets()
    sender = _bearer(client.service_token(ports.gateway, secret, "bench"))
    curator = _bearer(client.admin_token(ports.gateway, secret))
    google = _bearer(identity_token(secret["oidc_private_key"]))
    comment = json.dumps({"texto": "o som do show estava baixo"}).encode()
    return {
        "ingest": Question("POST", "/api/comentarios", comment, sender),
        "classify": Question("POST", "/", _event(), google | _EVENT_HEADERS),
        "report": Question("GET", "/api/relatorio", None, {"Accept-Encoding": "gzip"}),
        "api": Question("GET", "/api/comentarios?limite=1", None, curator),
        "digest": Question("POST", "/", b"", google),
    }


_EVENT_HEADERS = {
    "ce-id": "1",
    "ce-source": "//pubsub.googleapis.com/projects/bench/topics/comments",
    "ce-specversion": "1.0",
    "ce-type": "google.cloud.pubsub.topic.v1.messagePublished",
}


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}


def _event() -> bytes:
    now = datetime.now(UTC)
    comment = Comment(id=str(uuid4()), text="o som do show estava baixo", published_at=now, received_at=now)
    message = BatchMessage(batch_id=str(uuid4()), part=0, comments=(comment,))
    body = {
        "subscription": subscription_path("classify"),
        "deliveryAttempt": 1,
        "message": {"messageId": "1", "data": base64.b64encode(message.model_dump_json().encode()).decode()},
    }
    return json.dumps(body).encode()
