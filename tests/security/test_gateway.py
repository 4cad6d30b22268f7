"""The gateway serves no file outside the built app, lets no header be smuggled, and limits slow bodies."""

import asyncio
import json
import socket
import time
from pathlib import Path

import pytest
from aiohttp import ClientSession, web
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from local.cloud.gateway import Gateway, build
from local.cloud.hosting import read_hosting
from local.cloud.mail import MailBox
from local.stack.config import HOST
from tests.support.stack.harness import RunningStack

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
        "/_local/correio/..%2f..%2fsecrets.json",
        "/_local/correio/%2e%2e%2fsecrets",
    ],
)
def test_no_path_leads_out_of_the_built_app(stack: RunningStack, path: str) -> None:
    answer = raw(stack, f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())

    status, body = int(answer.split(b" ", 2)[1]), answer.partition(b"\r\n\r\n")[2]
    assert status in (400, 404) or b"<!doctype html" in body[:200].lower(), answer[:200]
    assert not any(secret in body for secret in (b"root:", b'"dependencies"', b"[project]", b"PRIVATE KEY"))


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
        assert time.monotonic() - started < 5  # not a performance limit: it tells an answer from a blocked request
    finally:
        for line in lines:
            line.close()


def test_a_connection_that_the_function_may_be_closing_is_not_used_again() -> None:
    statuses = asyncio.run(_asked_twice(1.3))

    assert statuses == [200, 200]


async def _asked_twice(pause: float) -> list[int]:
    """Statuses of two requests to a function that closes each connection after one answer."""

    async def answer_once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()
        await reader.read(1)
        writer.close()

    function = await asyncio.start_server(answer_once, HOST, 0)
    port = function.sockets[0].getsockname()[1]
    gateway = Gateway(read_hosting(), {"api": f"http://{HOST}:{port}"}, 5)
    runner = web.AppRunner(build(gateway, MailBox(Path("/nowhere")), _oidc_key()))
    await runner.setup()
    await web.TCPSite(runner, HOST, 0).start()
    url, statuses = f"http://{HOST}:{runner.addresses[0][1]}/auth/login", []
    async with ClientSession() as client:
        for wait in (0, pause):
            await asyncio.sleep(wait)
            async with client.post(url) as answer:
                statuses.append(answer.status)
    await runner.cleanup()
    function.close()
    return statuses


def test_a_body_that_drips_is_cut_off() -> None:
    """The gateway of this test waits half a second for a request body."""
    status, seconds = asyncio.run(_dripped(0.5))

    assert status == 408
    assert 0.4 < seconds < 5


async def _dripped(patience: float) -> tuple[int, float]:
    gateway = Gateway(read_hosting(), {"api": f"http://{HOST}:9"}, patience)
    runner = web.AppRunner(build(gateway, MailBox(Path("/nowhere")), _oidc_key()), lingering_time=0.1)
    await runner.setup()
    site = web.TCPSite(runner, HOST, 0)
    await site.start()
    port = runner.addresses[0][1]
    reader, writer = await asyncio.open_connection(HOST, port)
    started = time.monotonic()
    writer.write(b"POST /auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{")
    await writer.drain()
    answer = await asyncio.wait_for(reader.read(), 10)  # reads to the end: the connection is closed
    waited = time.monotonic() - started
    writer.close()
    await runner.cleanup()
    return int(answer.split(b" ", 2)[1]), waited


def _oidc_key() -> str:
    key = rsa.generate_private_key(65537, 2048)
    encoding, kind, plain = Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    return key.private_bytes(encoding, kind, plain).decode()


@pytest.mark.parametrize("chunked", [False, True])
@pytest.mark.parametrize(("function", "path"), [("api", "/auth/login"), ("ingest", "/api/comentarios")])
def test_no_function_keeps_a_body_without_end(
    stack: RunningStack, token: str, function: str, path: str, chunked: bool
) -> None:
    """At the function's own address, without the gateway: with a declared length, and chunked."""
    lines = [
        f"POST {path} HTTP/1.1",
        "Host: x",
        "Connection: close",
        "Content-Type: application/json",
        f"Authorization: Bearer {token}",
        "Transfer-Encoding: chunked" if chunked else "Content-Length: 11000000",
    ]
    block = b"x" * 100_000
    part = f"{len(block):x}\r\n".encode() + block + b"\r\n" if chunked else block
    with socket.create_connection((HOST, getattr(stack.ports, function)), timeout=20) as line:
        line.sendall("\r\n".join([*lines, "", ""]).encode())
        for _ in range(110):
            line.sendall(part)
        line.sendall(b"0\r\n\r\n" if chunked else b"")
        answer = b""
        while piece := line.recv(65_536):
            answer += piece

    assert answer.split(b" ", 2)[1] == b"413"
    assert b'"codigo":"corpo_grande"' in answer


@pytest.mark.parametrize(("function", "path"), [("api", "/auth/login"), ("ingest", "/api/comentarios")])
def test_no_function_waits_for_the_end_of_a_body_without_one(
    stack: RunningStack, token: str, function: str, path: str
) -> None:
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"
    head += f"Authorization: Bearer {token}\r\nTransfer-Encoding: chunked\r\n\r\n"
    part = b"f4240\r\n" + b"x" * 1_000_000 + b"\r\n"
    with socket.create_connection((HOST, getattr(stack.ports, function)), timeout=20) as line:
        try:
            line.sendall(head.encode())
            for _ in range(43):  # a little more than is read of any body; the last chunk is never sent
                line.sendall(part)
            answer = line.recv(65_536)
        except ConnectionError:  # the function closed the connection while the test was sending
            return

    assert answer.split(b" ", 2)[1] == b"413"


@pytest.mark.parametrize("inside", ["%0d%0aX-Injected:%201", "%0aX-Injected:%201", "%E5%98%8D%E5%98%8AX-Injected:%201"])
def test_no_answer_carries_a_header_that_the_caller_wrote(stack: RunningStack, token: str, inside: str) -> None:
    paths = (
        f"/{inside}",
        f"/api/lotes/{inside}",
        f"/api/comentarios/exportar?formato={inside}",
        f"/api/relatorio?{inside}",
    )
    for path in paths:
        head = f"GET {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n"
        headers = raw(stack, head.encode()).partition(b"\r\n\r\n")[0].lower()
        assert b"\r\nx-injected" not in headers, path


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
