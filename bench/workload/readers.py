"""Readers of `GET /api/relatorio`, directly at the function: keep-alive and gzip, as a CDN or a browser requests it."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from typing import Any

from bench.measure.machine import percentile
from local.stack.config import HOST, Ports

_ASK = f"GET /api/relatorio HTTP/1.1\r\nHost: {HOST}\r\nAccept-Encoding: gzip\r\n\r\n".encode()
_RATE, _SECONDS = 200, 10
_CONNECTIONS = 8
_ASKED_AT_MOST = 10_000


class _Connection:
    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    @classmethod
    async def to(cls, port: int) -> "_Connection":
        return cls(*await asyncio.open_connection(HOST, port))

    async def ask(self) -> None:
        self._writer.write(_ASK)
        head = (await self._reader.readuntil(b"\r\n\r\n")).lower()
        if not head.startswith(b"http/1.1 200") or b"content-encoding: gzip" not in head:
            raise OSError(f"the report's function answered {head[:200]!r}")
        await self._reader.readexactly(int(head.partition(b"content-length:")[2].split(b"\r\n")[0]))

    def close(self) -> None:
        self._writer.close()


def measure(ports: Ports) -> dict[str, float]:
    return asyncio.run(_measure(ports.report))


async def _measure(port: int) -> dict[str, float]:
    connections = [await _Connection.to(port) for _ in range(_CONNECTIONS)]
    try:
        most = await _as_fast_as_it_goes(connections)
        times = await _at_a_steady_rate(connections)
    finally:
        for connection in connections:
            connection.close()
    return {
        "requests_per_second": round(most),
        f"ms_p50_at_{_RATE}": round(percentile(times, 0.5), 2),
        f"ms_p99_at_{_RATE}": round(percentile(times, 0.99), 2),
    }


async def _as_fast_as_it_goes(connections: list[_Connection]) -> float:
    async def one(connection: _Connection) -> None:
        for _ in range(_ASKED_AT_MOST // len(connections)):
            await connection.ask()

    started = time.perf_counter()
    await _together(connections, one)
    return _ASKED_AT_MOST / (time.perf_counter() - started)


async def _at_a_steady_rate(connections: list[_Connection]) -> list[float]:
    """Milliseconds from the moment a request was due: a slow answer must not hide by delaying the next requests."""
    start, times = time.perf_counter() + 0.1, list[float]()
    due = iter(start + n / _RATE for n in range(_RATE * _SECONDS))

    async def one(connection: _Connection) -> None:
        for moment in due:
            await asyncio.sleep(max(moment - time.perf_counter(), 0))
            await connection.ask()
            times.append(1000 * (time.perf_counter() - moment))

    await _together(connections, one)
    return times


async def _together(connections: list[_Connection], one: Callable[[_Connection], Coroutine[Any, Any, None]]) -> None:
    async with asyncio.TaskGroup() as group:
        for connection in connections:
            group.create_task(one(connection))
