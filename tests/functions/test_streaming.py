"""An export streams through the functions framework and the gateway, and visibly breaks off on an error."""

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

from bench.measure.processes import family, pss_mb
from local.cloud.gateway import Gateway, build
from local.cloud.hosting import Hosting, Rewrite
from local.cloud.mail import MailBox
from local.stack.config import HOST, State
from local.stack.parts import python_env
from tests.support.stack.harness import eventually, free_ports

_FUNCTION = """
import time
from io import BytesIO
from pathlib import Path

import functions_framework
from flask import Flask, Response

from alumusic.adapters.firestore.comments.document import to_document, with_classification
from alumusic.entrypoints.reading.files import file_parts
from alumusic.domain.reading.row import detail
from alumusic.domain.reading.plan import CommentRow
from alumusic.domain.reading.filter import CommentFilter, Order
from alumusic.services.reading.export import ExportComments
from tests.support.comments import classification, comment, uuid

TOLD = Path(__file__).with_name("told")
DOCUMENT = with_classification(to_document(comment(1, text="o show " * 30), "lote"), classification())
ROW = detail(CommentRow(uuid(1), DOCUMENT), (), str)
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
    return Response(file_parts(pages(), "ndjson"), content_type="application/x-ndjson")


class Endless:  # none of its comments is there before it is read, none stays
    def __init__(self, rows):
        self.rows = rows

    def read(self, asked, after, most, fields=None):
        first = 1 if after is None else int(after[-1].replace("-", ""), 16) + 1
        return [CommentRow(uuid(n), DOCUMENT) for n in range(first, min(first + most, self.rows + 1))]

    def count(self, asked):
        return self.rows


@inner.get("/api/many/<int:rows>")
def many(rows):
    found = ExportComments(Endless(rows), str)(CommentFilter(), Order.NEWEST)
    return Response(file_parts(found.pages, "csv"), content_type="text/csv")


@functions_framework.http
def api(request):
    environ = {**request.environ, "wsgi.input": BytesIO(request.get_data())}
    with inner.request_context(environ):
        return inner.full_dispatch_request()
"""


_ROWS = int(os.environ.get("EXPORT_ROWS", "40000"))
_LOOK = 4_000_000  # bytes between two measurements of memory


@dataclass
class Streaming:
    base: str
    told: Path
    pid: int
    """Of the function's first process."""

    @property
    def address(self) -> str:
        return f"{self.base}/api/file"

    def memory_mb(self) -> float:
        return sum(pss_mb(pid) for pid in family(self.pid))


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
        yield Streaming(chosen, tmp_path / "told", process.pid)
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


@pytest.mark.parametrize("streaming", ["function"], indirect=True)
def test_rows_by_the_ten_thousand_do_not_make_the_function_grow(streaming: Streaming) -> None:
    exported(streaming, 5_000)  # now it holds what any export needs
    before = streaming.memory_mb()

    lines, most = exported(streaming, _ROWS)

    print(f"{_ROWS} rows: {before:.1f} MB before, {most:.1f} MB at the most")
    assert lines == _ROWS + 1
    assert most - before < 3, (before, most)  # as objects they would take some hundred MB


def exported(streaming: Streaming, rows: int) -> tuple[int, float]:
    """Number of lines received, and the function's peak memory meanwhile."""
    lines, size, most = 0, 0, 0.0
    with urllib.request.urlopen(f"{streaming.base}/api/many/{rows}", timeout=120) as response:
        while part := response.read(1 << 16):
            lines, size = lines + part.count(b"\n"), size + len(part)
            if size >= _LOOK:
                size, most = 0, max(most, streaming.memory_mb())
    return lines, most
