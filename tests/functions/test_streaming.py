"""An export through the functions framework and the gateway: as it comes, and visibly broken when it breaks."""

import asyncio
import os
import re
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path

import pytest
from aiohttp import web

from local.config import HOST, State
from local.gateway import Gateway, build
from local.hosting import Hosting, Rewrite
from local.mail import MailBox
from local.parts import python_env
from tests.harness import eventually, free_ports

_FUNCTION = """
import time
from io import BytesIO
from pathlib import Path

import functions_framework
from flask import Flask, Response

from alumusic.adapters.comment_document import to_document, with_classification
from alumusic.adapters.exports import written
from alumusic.domain.comment_view import detail
from alumusic.domain.query import Stored
from tests.unit.examples import classification, comment, uuid

TOLD = Path(__file__).with_name("told")
ROW = detail(Stored(uuid(1), with_classification(to_document(comment(1), "lote"), classification())), (), str)
inner = Flask("inner", static_folder=None)


def pages():
    yield [ROW]
    while not TOLD.exists():
        time.sleep(0.02)
    if TOLD.read_text() == "break":
        raise RuntimeError("the store is gone")
    yield [ROW]


@inner.get("/api/file")
def file():
    return Response(written(pages(), "ndjson"), content_type="application/x-ndjson")


@functions_framework.http
def api(request):
    environ = {**request.environ, "wsgi.input": BytesIO(request.get_data())}
    with inner.request_context(environ):
        return inner.full_dispatch_request()
"""


@dataclass
class Streaming:
    address: str
    told: Path


@pytest.fixture(params=["function", "gateway"])
def streaming(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Streaming]:
    (tmp_path / "main.py").write_text(_FUNCTION)
    ports = free_ports()
    command = [sys.executable, "-m", "functions_framework", "--target", "api", "--host", HOST, "--port", str(ports.api)]
    env = {**os.environ, **python_env(), "THREADS": "4", "WORKERS": "1"}
    with subprocess.Popen(
        command, cwd=tmp_path, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        function = f"http://{HOST}:{ports.api}"
        eventually(lambda: _answers(function), bool, 30)
        loop = asyncio.new_event_loop()
        runner = loop.run_until_complete(_gateway(tmp_path, function, ports.gateway))
        thread = threading.Thread(target=loop.run_forever)
        thread.start()
        chosen = {"function": function, "gateway": f"http://{HOST}:{ports.gateway}"}[request.param]
        yield Streaming(f"{chosen}/api/file", tmp_path / "told")
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(20)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
        process.terminate()


async def _gateway(folder: Path, function: str, port: int) -> web.AppRunner:
    public = folder / "public"
    public.mkdir()
    hosting = Hosting((Rewrite(re.compile("/api/.*"), "api", None),), (), public)
    key = State(folder).secrets()["oidc_private_key"]
    runner = web.AppRunner(build(Gateway(hosting, {"api": function}), MailBox(folder), key), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, HOST, port).start()
    return runner


def _answers(function: str) -> bool:
    try:
        with urllib.request.urlopen(f"{function}/api/none", timeout=5):
            return True
    except urllib.error.HTTPError as error:
        error.close()
        return True
    except OSError:
        return False


def test_the_first_rows_arrive_before_the_last_are_read(streaming: Streaming) -> None:
    with urllib.request.urlopen(streaming.address, timeout=20) as response:
        first = response.readline()
        streaming.told.write_text("go on")
        rest = response.read()

    assert first.startswith(b'{"id"')
    assert rest == first


def test_a_fault_in_the_middle_is_no_proper_end(streaming: Streaming) -> None:
    with urllib.request.urlopen(streaming.address, timeout=20) as response:
        first = response.readline()
        streaming.told.write_text("break")
        started = time.monotonic()

        with pytest.raises((HTTPException, OSError)):
            response.read()

    assert first.startswith(b'{"id"')
    assert time.monotonic() - started < 15
