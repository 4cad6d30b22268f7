"""Runs the stand-in for Gemini on its own port, with a classifier that calls every comment praise."""

import asyncio
import json
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from alumusic.adapters.gemini.access import ModelAccess
from local.standin.model.classifier import Verdict
from local.standin.server import StandIn

TIMEOUT_MS = 10_000  # far above any answer time, so that no test fails on a busy machine


class Praise:
    """Classifies every comment as praise."""

    version = "standin-test"

    def judge(self, texts: Sequence[str]) -> list[Verdict]:
        return [Verdict(text[:6], "ELOGIO", "POSITIVO", ["musica_voz"], 0.9) for text in texts]


@dataclass
class RunningStandIn:
    """A running stand-in, its address, and calls to it."""

    standin: StandIn
    base_url: str

    def call(self, method: str, path: str, body: Any = None, key: str = "k") -> tuple[int, Any]:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base_url + path, data, {"x-goog-api-key": key}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=5) as response:
                return response.status, json.load(response)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, json.load(error)

    def access(self) -> ModelAccess:
        return ModelAccess("gemini-3.5-flash-lite", "k", self.base_url, "", "", TIMEOUT_MS, 0.3, 2.5)


@contextmanager
def listening(standin: StandIn) -> Iterator[str]:
    """Serves the stand-in in a thread; yields its address."""
    loop = asyncio.new_event_loop()
    runner = web.AppRunner(standin.app(), handler_cancellation=True, shutdown_timeout=0.1)
    loop.run_until_complete(runner.setup())
    loop.run_until_complete(web.TCPSite(runner, "127.0.0.1", 0).start())
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
