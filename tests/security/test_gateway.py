"""The way in from outside: no file beyond the built app, no header smuggled, no service held up by a slow body."""

import json
import socket
import time

import pytest

from local.config import HOST
from tests.harness import RunningStack

pytestmark = pytest.mark.stack


def raw(stack: RunningStack, request: bytes) -> bytes:
    with socket.create_connection((HOST, stack.ports.gateway), timeout=10) as line:
        line.sendall(request)
        answer = b""
        while part := line.recv(65_536):
            answer += part
    return answer


@pytest.mark.parametrize(
    "path",
    [
        "/../package.json",
        "/..%2fpackage.json",
        "/%2e%2e/%2e%2e/pyproject.toml",
        "/assets/../../package.json",
        "/assets/..%5c..%5cpackage.json",
        "//etc/passwd",
        "/....//....//etc/passwd",
        "/.sources",
        "/index.html%00.js",
    ],
)
def test_no_path_leads_out_of_the_built_app(stack: RunningStack, path: str) -> None:
    answer = raw(stack, f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())

    status, body = int(answer.split(b" ", 2)[1]), answer.partition(b"\r\n\r\n")[2]
    assert status in (400, 404) or b"<!doctype html" in body[:200].lower(), answer[:200]
    assert not any(secret in body for secret in (b"root:", b'"dependencies"', b"[project]"))


@pytest.mark.parametrize(
    "header",
    [
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked, identity",
        "Content-Length: 5\r\nContent-Length: 6",
        "X-Header: a\r\n b\r\nContent-Length: x",
    ],
)
def test_a_request_of_two_readings_is_refused(stack: RunningStack, header: str) -> None:
    start = f"POST /api/comentarios HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{header}\r\n\r\n"

    answer = raw(stack, start.encode() + b"0\r\n\r\nGET /auth/me HTTP/1.1\r\nHost: x\r\n\r\n")

    assert answer.count(b"HTTP/1.") == 1
    assert answer.split(b" ", 2)[1] in (b"400", b"401")


def test_slow_bodies_hold_up_nobody_else(stack: RunningStack, token: str) -> None:
    head = f"POST /api/comentarios HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n"
    lines = [socket.create_connection((HOST, stack.ports.gateway), timeout=10) for _ in range(60)]
    try:
        for line in lines:
            line.sendall(f"{head}Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n[".encode())

        started = time.monotonic()
        answer = stack.post([{"texto": "ninguém espera por eles"}], token)

        assert answer.status == 202
        assert time.monotonic() - started < 5  # not a speed: the difference between answered and held up
    finally:
        for line in lines:
            line.close()


def test_a_page_says_how_it_may_be_used(stack: RunningStack) -> None:
    answer = raw(stack, b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").decode(errors="replace")

    headers = dict(line.split(": ", 1) for line in answer.partition("\r\n\r\n")[0].split("\r\n")[1:])
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy and "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Strict-Transport-Security"].startswith("max-age=63072000")
    assert headers["Referrer-Policy"] == "no-referrer"


def test_an_address_that_is_too_long_has_an_answer_in_the_one_shape(stack: RunningStack) -> None:
    start = f"GET /api/comentarios?busca={'a' * 20_000} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"

    head, _, body = raw(stack, start.encode()).partition(b"\r\n\r\n")

    assert head.split(b" ", 2)[1] == b"414"
    assert json.loads(body)["codigo"] == "endereco_longo"
