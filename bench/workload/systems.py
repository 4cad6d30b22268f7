"""Systems to load: the local stack, with its internal figures, or any system that takes comments."""

import subprocess
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol

from google.cloud.firestore_v1.base_query import FieldFilter

from alumusic.adapters.firestore.client import count
from bench.workload.senders import Door
from evals.usage import read_counters
from local import client
from local.client import database
from local.stack.config import HOST, Ports, State

_POLL = 0.2  # seconds
_STANDSTILL = 120  # seconds without progress after which the run is given up


class System(Protocol):
    @property
    def door(self) -> Door: ...

    def classified(self) -> int:
        """The number of comments that the system has ever classified."""


@dataclass
class Anywhere:
    """Any system with an address to post to, and a command that prints the number of comments classified."""

    door: Door
    command: str

    def classified(self) -> int:
        output = subprocess.run(self.command, shell=True, capture_output=True, text=True, check=False)
        try:
            return int(output.stdout)
        except ValueError:
            raise OSError(
                f"{self.command!r} printed no number: {output.stdout[:200]!r} {output.stderr[:200]!r}"
            ) from None


@dataclass
class LocalStack:
    """The stack that `./dev up` started. Progress is read from its counters, which are a few documents."""

    ports: Ports
    state: State
    _store: Any = field(init=False)
    _token: str = field(init=False)

    def __post_init__(self) -> None:
        self._store = database(self.ports.firestore)
        self._token = client.service_token(self.ports.gateway, self.state.secrets(), "bench")

    @property
    def pid(self) -> int:
        return int(str((self.state.run_info() or {})["pid"]))

    @property
    def door(self) -> Door:
        return Door(f"{self._base}/api/comentarios", self._token)

    @property
    def _base(self) -> str:
        return f"http://{HOST}:{self.ports.gateway}"

    def counters(self) -> Counter[str]:
        """The model's usage, by the system's own counters."""
        return read_counters(self._store, datetime.now(UTC))

    def classified(self) -> int:
        return self.counters()["comentarios"]

    def failed(self) -> int:
        """The number of failed comments (FALHOU), by one aggregation, for which the emulator scans every comment."""
        failed = self._store.collection("comments").where(filter=FieldFilter("status", "==", "FALHOU"))
        return count(failed)

    def slow_down(self, latency_ms: float | None, ms_per_item: float | None) -> dict[str, float]:
        """Sets the stand-in's latencies that are not None; returns both."""
        url = f"http://{HOST}:{self.ports.gemini}/_faults"
        latencies = {"latency_ms": latency_ms, "ms_per_item": ms_per_item}
        changes = {name: value for name, value in latencies.items() if value is not None}
        now = client.call("POST", url, changes).body
        return {name: now[name] for name in latencies}

    def as_started(self) -> None:
        client.call("DELETE", f"http://{HOST}:{self.ports.gemini}/_faults")

    def on_report(self) -> None:
        """Returns once the public report is of a minute that began after the call."""
        classified = datetime.now(UTC)
        while True:
            report = client.call("GET", f"{self._base}/api/relatorio").body
            if datetime.fromisoformat(report["gerado_em"]) >= classified:
                return
            time.sleep(_POLL)


def wait_for(system: System, goal: int, progress: Callable[[int], None]) -> int:
    """Waits until `goal` comments are classified, or `_STANDSTILL` without progress; returns the number classified."""
    seen, moved = -1, time.monotonic()
    while True:
        now = system.classified()
        progress(now)
        if now >= goal:
            return now
        if now != seen:
            seen, moved = now, time.monotonic()
        elif time.monotonic() - moved > _STANDSTILL:
            return now
        time.sleep(_POLL)
