"""A browser as the account routes see it: an address, a session cookie, an access token in memory."""

import http.client
import json
from itertools import count
from typing import Any, NamedTuple
from uuid import uuid4

from tests.support.stack.harness import RunningStack

PASSWORD = "uma senha comprida"
_ADDRESSES = (f"127.88.{n // 250}.{n % 250 + 1}" for n in count())


class Reply(NamedTuple):
    status: int
    body: Any
    headers: http.client.HTTPMessage

    @property
    def code(self) -> str:
        return str(self.body["codigo"])


class Browser:
    """Each has its own loopback address, so that failed logins of one test do not count for another."""

    def __init__(self, stack: RunningStack, cookie: str = "") -> None:
        self.port, self.address = stack.ports.gateway, next(_ADDRESSES)
        self.cookie, self.token = cookie, ""

    def send(self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> Reply:
        known = {"Cookie": f"__session={self.cookie}"} if self.cookie else {}
        known |= {"Authorization": f"Bearer {self.token}"} if self.token else {}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, 60, (self.address, 0))
        try:
            connection.request(method, path, body, {**known, **(headers or {})})
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        if answer.headers.get("Set-Cookie"):
            self.cookie = answer.headers["Set-Cookie"].partition(";")[0].partition("=")[2]
        return Reply(answer.status, json.loads(content) if content else None, answer.headers)

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Reply:
        data = None if body is None else json.dumps(body).encode()
        return self.send(method, path, data, {"Content-Type": "application/json", **headers})

    def login(self, email: str, password: str = PASSWORD, **headers: str) -> Reply:
        reply = self.call("POST", "/auth/login", {"email": email, "senha": password}, **headers)
        if reply.status == 200:
            self.token = reply.body["access_token"]
        return reply

    def me(self) -> Reply:
        return self.call("GET", "/auth/me")


def person(stack: RunningStack, role: str = "curador") -> str:
    """Registers an account by invitation. Returns its e-mail address."""
    email, admin = f"{uuid4().hex}@exemplo.com", administrator(stack)
    code = admin.call("POST", "/api/convites", {"papel": role}).body["codigo"]
    made = Browser(stack).call("POST", "/auth/register", {"email": email, "senha": PASSWORD, "convite": code})
    assert (made.status, made.body["papel"]) == (201, role)
    return email


def logged_in(stack: RunningStack, role: str = "curador") -> tuple[Browser, str]:
    email, browser = person(stack, role), Browser(stack)
    assert browser.login(email).status == 200
    return browser, email


def administrator(stack: RunningStack) -> Browser:
    browser = Browser(stack)
    browser.token = stack.admin()
    return browser
