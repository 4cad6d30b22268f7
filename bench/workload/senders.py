"""Senders of comments: as fast as they are answered, or at a steady rate. They obey Retry-After."""

import asyncio
import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import uuid4

import aiohttp

from local import demo

_COME_BACK = (429, 503)
_TIMEOUT = aiohttp.ClientTimeout(total=120)
_OURS = ("id", "publicado_em")  # left out: a service that forwards new comments lets the receiver set both
_STEADY_SENDERS = 64  # concurrent POSTs at most at a steady rate


class Plan(NamedTuple):
    """With `rate` None each sender posts as soon as it is answered; else `senders` is ignored."""

    posts: int
    batch: int
    senders: int = 1
    rate: float | None = None
    """Comments per second."""


@dataclass
class Sent:
    """The answers to a plan. A refusal without Retry-After is counted by its status and not repeated."""

    seconds: list[float] = field(default_factory=list)
    accepted: int = 0
    told_to_come_back: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    took: float = 0.0


class Door(NamedTuple):
    """The address to post to, and the sender's token."""

    url: str
    token: str


def send(door: Door, plan: Plan, progress: Callable[[int], None] = lambda done: None) -> Sent:
    """Calls `progress` with the number of POSTs answered so far."""
    return asyncio.run(_send(door, plan, progress))


async def _send(door: Door, plan: Plan, progress: Callable[[int], None]) -> Sent:
    sent, numbers, started = Sent(), iter(range(plan.posts)), time.perf_counter()
    headers = {"Authorization": f"Bearer {door.token}", "Content-Type": "application/json"}
    texts = Texts()
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(headers=headers, timeout=_TIMEOUT, connector=connector) as session:

        async def sender() -> None:
            for number in numbers:
                due = await _due(plan, number, started)
                await _post(session, door.url, texts.body(plan.batch), due, sent)
                progress(len(sent.seconds) + sent.refused.total())

        senders = plan.senders if plan.rate is None else min(_STEADY_SENDERS, plan.posts)
        async with asyncio.TaskGroup() as group:
            for _ in range(senders):
                group.create_task(sender())
    sent.took = time.perf_counter() - started
    return sent


async def _due(plan: Plan, number: int, started: float) -> float:
    """Waits until the POST is due and returns that moment: a slow answer must not hide by delaying the next POST."""
    if plan.rate is None:
        return time.perf_counter()
    due = started + number * plan.batch / plan.rate
    await asyncio.sleep(max(due - time.perf_counter(), 0))
    return due


async def _post(session: aiohttp.ClientSession, url: str, body: bytes, due: float, sent: Sent) -> None:
    key = {"Idempotency-Key": str(uuid4())}
    while True:
        async with session.post(url, data=body, headers=key) as response:
            answer = await response.read()
        if response.status not in _COME_BACK or "Retry-After" not in response.headers:
            break
        sent.told_to_come_back += 1
        await asyncio.sleep(float(response.headers["Retry-After"]))
    if response.status not in (200, 201, 202):
        sent.refused[str(response.status)] += 1
        return
    sent.seconds.append(time.perf_counter() - due)
    receipt = json.loads(answer)
    sent.accepted += int(receipt.get("aceitos", len(receipt.get("ids_enfileirados", ()))))


class Texts:
    """The demo's comments with a unique suffix each, so that no answer comes from the cache."""

    def __init__(self) -> None:
        self._rows = self._endless(demo.comments(datetime.now(UTC)))

    def body(self, size: int) -> bytes:
        return json.dumps([next(self._rows) for _ in range(size)], ensure_ascii=False).encode()

    @staticmethod
    def _endless(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        mark, n = uuid4().hex[:6], 0
        while True:
            row = {name: value for name, value in rows[n % len(rows)].items() if name not in _OURS}
            yield {**row, "texto": f"{row['texto']} {mark}{n}"}
            n += 1
