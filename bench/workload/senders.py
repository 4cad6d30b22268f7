"""Senders of comments: as fast as they are answered, or at a steady rate. They come back when they are told to."""

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
_OURS = ("id", "publicado_em")  # a service that sends what was just written leaves both to the receiver
_STEADY_SENDERS = 64  # posts that may be under way at once at a steady rate


class Plan(NamedTuple):
    """`rate` None: each of the senders posts as soon as it is answered."""

    posts: int
    batch: int
    senders: int = 1
    rate: float | None = None
    """Comments a second."""


@dataclass
class Sent:
    """What was answered. A refusal that does not say when to come back is counted by its status, and not repeated."""

    seconds: list[float] = field(default_factory=list)
    accepted: int = 0
    told_to_come_back: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    took: float = 0.0


class Door(NamedTuple):
    """Where comments are posted, and who posts them."""

    url: str
    token: str


def send(door: Door, plan: Plan, told: Callable[[int], None] = lambda done: None) -> Sent:
    """`told` hears how many posts have been answered."""
    return asyncio.run(_send(door, plan, told))


async def _send(door: Door, plan: Plan, told: Callable[[int], None]) -> Sent:
    sent, numbers, started = Sent(), iter(range(plan.posts)), time.perf_counter()
    headers = {"Authorization": f"Bearer {door.token}", "Content-Type": "application/json"}
    texts = Texts()
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(headers=headers, timeout=_TIMEOUT, connector=connector) as session:

        async def sender() -> None:
            for number in numbers:
                due = await _due(plan, number, started)
                await _post(session, door.url, texts.body(plan.batch), due, sent)
                told(len(sent.seconds) + sent.refused.total())

        senders = plan.senders if plan.rate is None else min(_STEADY_SENDERS, plan.posts)
        async with asyncio.TaskGroup() as group:
            for _ in range(senders):
                group.create_task(sender())
    sent.took = time.perf_counter() - started
    return sent


async def _due(plan: Plan, number: int, started: float) -> float:
    """Waits for the moment of the post, and returns it: a slow answer is not hidden by posting the next one later."""
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
    """The demo's comments as if written now, each made new by a mark, so that no answer is remembered."""

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
