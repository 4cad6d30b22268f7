"""Starts and stops a stack for tests, on its own ports and in its own folder, and calls it."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import pytest

# The tests' own clients call local emulators, which an HTTP proxy must not see.
os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1,localhost"

from local.client import Answer, admin_token, call, service_token
from local.cloud.identity import identity_token
from local.stack.config import HOST, ROOT, Ports, State, function_env
from local.stack.emulators import NotHere, find_emulators
from local.stack.parts import function_command, python_env
from local.stack.process import answers

Seen = TypeVar("Seen")
_STRIDE = 97  # distance in blocks of the search starts of consecutive process ids


@dataclass
class RunningStack:
    """A stack started by `up -d`: its addresses, and the calls that most tests need."""

    ports: Ports
    state: State

    @property
    def base(self) -> str:
        return f"http://{HOST}:{self.ports.gateway}"

    def token(self, name: str = "testes") -> str:
        return service_token(self.ports.gateway, self.state.secrets(), name)

    def admin(self) -> str:
        return admin_token(self.ports.gateway, self.state.secrets())

    def post(self, items: Any, token: str) -> Answer:
        return call("POST", f"{self.base}/api/comentarios", items, token)

    def batch(self, batch_id: str, token: str) -> dict[str, Any]:
        return dict(call("GET", f"{self.base}/api/lotes/{batch_id}", None, token).body)

    def settled(self, batch_id: str, token: str, seconds: float = 60) -> dict[str, Any]:
        """Waits until no comment of the batch is pending; returns the batch."""
        return eventually(lambda: self.batch(batch_id, token), lambda found: found["pendentes"] == 0, seconds)

    def publish_report(self) -> Answer:
        token = identity_token(self.state.secrets()["oidc_private_key"])
        return call("POST", f"http://{HOST}:{self.ports.report}/", None, token)

    def publish_report_anew(self) -> None:
        """Publishes a report with everything stored so far, even if the scheduler already published this minute."""

        def published() -> bool:
            self.firestore().document("snapshots", "latest").delete()
            return bool(self.publish_report().body["publicado"])

        eventually(published, bool, 20)

    def faults(self, **faults: Any) -> None:
        assert call("PUT", f"http://{HOST}:{self.ports.gemini}/_faults", faults).status < 300

    def firestore(self) -> Any:
        """A Firestore client of this stack's emulator."""
        return firestore_client(self.ports.firestore)


@cache
def firestore_client(port: int) -> Any:
    from local.client import database

    return database(port)


def eventually(look: Callable[[], Seen], enough: Callable[[Seen], bool], seconds: float) -> Seen:
    """Polls `look` until its result is `enough`, and returns the result. Fails with the last one after `seconds`."""
    end, pause = time.monotonic() + seconds, 0.05
    while True:
        seen = look()
        if enough(seen):
            return seen
        assert time.monotonic() < end, f"still {seen} after {seconds} s"
        time.sleep(pause)
        pause = min(1.25 * pause, 1.0)  # poll less and less: the work that is awaited needs the processor


def free_ports() -> Ports:
    """A free block of ports. The search depends on the process id, so that test runs can be concurrent."""
    blocks = range(18_000, 30_000, 50)
    return Ports.free(blocks[(_STRIDE * os.getpid() + n) % len(blocks)] for n in range(len(blocks)))


def dev(*arguments: str, timeout: float = 150) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, **python_env()}
    for name in ("GEMINI_API_KEY", "PUBSUB_EMULATOR_HOST", "FIRESTORE_EMULATOR_HOST"):
        env.pop(name, None)
    command = [sys.executable, "-m", "local", *arguments]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=timeout, check=False)


def start_stack(folder: Path, *options: str) -> RunningStack:
    ports = free_ports()
    started = dev("up", "-d", "--port", str(ports.gateway), "--state", str(folder), *options)
    assert started.returncode == 0, started.stdout + started.stderr
    return RunningStack(ports, State(folder))


def stop_stack(stack: RunningStack) -> None:
    stopped = dev("down", "--state", str(stack.state.folder))
    assert stopped.returncode == 0, stopped.stdout + stopped.stderr


@contextmanager
def own_function(stack: RunningStack, name: str, **env: str) -> Iterator[str]:
    """Starts another process of a function with the stack's settings, changed by `env`; yields its URL."""
    ports = free_ports()
    emulated = {
        "FIRESTORE_EMULATOR_HOST": f"{HOST}:{stack.ports.firestore}",
        "PUBSUB_EMULATOR_HOST": f"{HOST}:{stack.ports.pubsub}",
    }
    told = {**os.environ, **python_env(), **function_env(stack.ports, stack.state.secrets()), **emulated, **env}
    process = subprocess.Popen(function_command(name, ports), env=told, stderr=subprocess.DEVNULL)
    url = f"http://{HOST}:{getattr(ports, name)}"
    try:
        eventually(lambda: answers(f"{url}/healthz"), bool, 30)
        yield url
    finally:
        process.terminate()
        process.wait(10)


def needs_emulators() -> None:
    try:
        find_emulators()
    except NotHere as reason:
        pytest.skip(str(reason))
