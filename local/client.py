"""The running stack as its own user: an admin who issues tokens, a service that sends."""

import json
import urllib.error
import urllib.request
from typing import Any, NamedTuple

from local.config import ADMIN_EMAIL, HOST


class Answer(NamedTuple):
    status: int
    body: Any


def call(method: str, url: str, body: Any = None, token: str | None = None, timeout: float = 60) -> Answer:
    """JSON in, JSON out; an HTTP error is an answer too. Raises OSError when nobody is there."""
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=timeout) as response:
            return Answer(response.status, _parsed(response.read()))
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, _parsed(error.read()))


def admin_token(port: int, secret: dict[str, str]) -> str:
    """Logs this machine's admin in; registers it the first time."""
    base, login = f"http://{HOST}:{port}", {"email": ADMIN_EMAIL, "password": secret["admin_password"]}
    answer = call("POST", f"{base}/auth/login", login)
    if answer.status == 401:
        call("POST", f"{base}/auth/register", {**login, "convite": secret["invitation_code"]})
        answer = call("POST", f"{base}/auth/login", login)
    if answer.status != 200:
        raise OSError(f"login answered {answer.status}: {answer.body}")
    return str(answer.body["access_token"])


def service_token(port: int, secret: dict[str, str], name: str) -> str:
    answer = call("POST", f"http://{HOST}:{port}/api/tokens", {"nome": name}, admin_token(port, secret))
    if answer.status != 201:
        raise OSError(f"no token: {answer.status}: {answer.body}")
    return str(answer.body["token"])


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return body.decode(errors="replace")
