"""Firestore's rules deny clients every document, query, count and write, under any identity."""

import json
from typing import Any
from uuid import uuid4

import jwt
import pytest

from local.client import call
from local.stack.config import HOST, PROJECT
from tests.support.stack.harness import RunningStack

pytestmark = pytest.mark.stack

_COLLECTIONS = (
    "batches", "comments", "dead_letters", "deliveries", "digests", "erasures", "invitations", "mailings", "questions",
    "saved_views", "service_tokens", "sessions", "snapshots", "stakeholders", "stats", "tag_catalogue", "throttles",
    "users",
)  # fmt: skip
_ROOT = f"projects/{PROJECT}/databases/(default)/documents"


def _signed_in() -> str:
    """A request like that of the web SDK with a logged-in user; the emulator accepts unsigned tokens."""
    claims = {"sub": "ana", "user_id": "ana", "aud": PROJECT, "iss": f"https://securetoken.google.com/{PROJECT}"}
    return jwt.encode({**claims, "email": "curadoria@alumusic.local", "email_verified": True}, "", algorithm="none")


def _requests(collection: str) -> list[tuple[str, str, Any]]:
    query = {"structuredQuery": {"from": [{"collectionId": collection, "allDescendants": True}], "limit": 1}}
    document = f"{_ROOT}/{collection}/{uuid4()}"
    count = {"structuredAggregationQuery": {**query, "aggregations": [{"count": {}, "alias": "n"}]}}
    return [
        ("GET", f"/{collection}", None),
        ("GET", f"/{collection}/x", None),
        ("POST", f"/{collection}", {"fields": {}}),
        ("PATCH", f"/{collection}/x", {"fields": {}}),
        ("DELETE", f"/{collection}/x", None),
        ("POST", ":runQuery", query),
        ("POST", ":runAggregationQuery", count),
        ("POST", ":batchGet", {"documents": [document]}),
        ("POST", ":commit", {"writes": [{"update": {"name": document, "fields": {}}}]}),
    ]


@pytest.mark.parametrize("who", ["nobody", "somebody"])
@pytest.mark.parametrize("collection", _COLLECTIONS)
def test_the_rules_deny_every_request_of_a_client(stack: RunningStack, collection: str, who: str) -> None:
    base = f"http://{HOST}:{stack.ports.firestore}/v1/{_ROOT}"
    token = _signed_in() if who == "somebody" else None

    answers = [call(method, base + path, body, token) for method, path, body in _requests(collection)]

    assert all(_denied(answer.status, answer.body) for answer in answers), answers


def _denied(status: int, body: Any) -> bool:
    return status == 403 and "PERMISSION_DENIED" in json.dumps(body)


def test_every_collection_of_the_store_is_asked_for(stack: RunningStack) -> None:
    found = {collection.id for collection in stack.firestore().collections()}

    assert found <= set(_COLLECTIONS)
