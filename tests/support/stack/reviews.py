"""Helpers of the review tests: curators, and requests with If-Match."""

import json
import urllib.error
import urllib.request
from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import uuid4

from local.client import call
from tests.support.stack.harness import RunningStack

PASSWORD = "uma senha bem comprida"


class Answered(NamedTuple):
    status: int
    body: Any
    etag: str | None


def ask(
    stack: RunningStack, method: str, path: str, body: Any = None, *, token: str | None = None, seen: Any = None
) -> Answered:
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    if seen is not None:
        headers["If-Match"] = f'"{seen}"' if isinstance(seen, int) else seen
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(stack.base + path, data, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            text = response.read()
            return Answered(response.status, json.loads(text) if text else None, response.headers["ETag"])
    except urllib.error.HTTPError as error:
        with error:
            return Answered(error.code, json.loads(error.read()), error.headers["ETag"])


def curator(stack: RunningStack) -> tuple[str, str]:
    """Registers a curator. Returns e-mail and access token."""
    email = f"{uuid4().hex[:10]}@alumusic.com"
    credentials = {"email": email, "password": PASSWORD}
    assert call("POST", f"{stack.base}/auth/register", credentials).status == 201
    return email, str(call("POST", f"{stack.base}/auth/login", credentials).body["access_token"])


def sent(stack: RunningStack, token: str, items: Sequence[Any]) -> list[str]:
    """Sends comments and waits until none is pending. Returns their ids."""
    answer = stack.post(list(items), token)
    assert answer.status == 202, answer.body
    stack.settled(answer.body["lote_id"], token)
    return list(answer.body["ids_enfileirados"])
