"""Stopping waits for a slow export of the store, and another Ctrl-C ends the wait."""

import asyncio
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from local.stack.config import HOST, State
from local.stack.parts import Options
from local.stack.process import Child, answers, until
from local.stack.stack import Stack
from tests.support.stack.harness import free_ports

_STORE = """
import sys, time
from http.server import BaseHTTPRequestHandler, HTTPServer
class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        time.sleep(float(sys.argv[3]))
        self.send_response(200)
        self.end_headers()
    def log_message(self, *_): ...
HTTPServer((sys.argv[1], int(sys.argv[2])), Handler).serve_forever()
"""


async def saved(folder: Path, takes: float, given_up_after: float | None) -> float:
    """Stops a stack whose emulator exports for `takes` seconds; returns the seconds until the stop ended."""
    ports, state = free_ports(), State(folder)
    state.prepare()
    (state.exports / "older").mkdir()
    command = [sys.executable, "-c", _STORE, HOST, str(ports.firestore), str(takes)]
    store = Child("firestore", command, {}, state.logs, quiet=True)
    stack: Any = Stack(Options(ports, state), None, {"firestore": store}, stop_seconds=0.2)  # type: ignore[arg-type]
    await store.start()
    try:
        await until(lambda: answers(f"http://{HOST}:{ports.firestore}/"), "the store", 10)
        if given_up_after is not None:
            asyncio.get_running_loop().call_later(given_up_after, os.kill, os.getpid(), signal.SIGINT)
        started = time.monotonic()
        await stack._save()
        return time.monotonic() - started
    finally:
        await store.stop(0.3)


def test_a_store_that_takes_longer_than_a_stop_is_waited_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seconds = asyncio.run(saved(tmp_path, takes=1.5, given_up_after=None))

    said = capsys.readouterr().out
    assert seconds >= 1.5
    assert "saving what is stored" in said
    assert "was not saved" not in said


def test_one_more_interrupt_ends_the_wait_and_what_was_saved_before_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seconds = asyncio.run(saved(tmp_path, takes=60, given_up_after=1))

    assert seconds < 30
    assert "the store was not saved" in capsys.readouterr().out
    assert (State(tmp_path).exports / "older").is_dir()
