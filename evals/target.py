"""The target of an evaluation: a new stack on free ports in a temporary folder, or one that already runs."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

import redis
from google.cloud import firestore

from local.client import Answer, call, service_token
from local.stack.config import HOST, PROJECT, ROOT, Ports, State
from local.stack.parts import python_env
from local.stack.process import answers

_FREE = range(30_000, 32_700, 50)  # below Linux's range of ephemeral ports
_START_SECONDS = 240  # the first start builds the web app
_STOP_SECONDS = 30
_EMULATORS = ("PUBSUB_EMULATOR_HOST", "FIRESTORE_EMULATOR_HOST")


class NoTarget(Exception):
    """The stack did not start or cannot be measured, for the reason in the message."""


@dataclass(frozen=True)
class Target:
    ports: Ports
    state: State
    token: str

    @property
    def stand_in(self) -> bool:
        """Whether the stand-in answers instead of Gemini. A stack with an API key starts none."""
        return answers(f"http://{HOST}:{self.ports.gemini}/healthz")

    def post(self, items: list[dict[str, str]]) -> Answer:
        return call("POST", f"http://{HOST}:{self.ports.gateway}/api/comentarios", items, self.token)

    def batch(self, batch_id: str) -> Answer:
        return call("GET", f"http://{HOST}:{self.ports.gateway}/api/lotes/{batch_id}", None, self.token)

    def store(self) -> firestore.Client:
        """A client of the stack's Firestore, where the classifications are stored."""
        before = os.environ.get("FIRESTORE_EMULATOR_HOST")
        os.environ["FIRESTORE_EMULATOR_HOST"] = f"{HOST}:{self.ports.firestore}"
        try:
            return firestore.Client(project=PROJECT)
        finally:
            os.environ.pop("FIRESTORE_EMULATOR_HOST")
            if before is not None:
                os.environ["FIRESTORE_EMULATOR_HOST"] = before

    def forget_answers(self) -> None:
        """Empties the cache of answers, so that the model is asked again for a repeated text."""
        memory: Any = redis.Redis(HOST, self.ports.redis)
        try:
            keys = list(memory.scan_iter("answer:*"))
            if keys:
                memory.delete(*keys)
        finally:
            memory.close()


@contextmanager
def own_target(model: str | None, prompt: str | None) -> Iterator[Target]:
    """A new stack, stopped at the end of the block. Raises NoTarget."""
    try:
        ports = Ports.free(_FREE)
    except OSError as error:
        raise NoTarget(str(error)) from None
    env = {**os.environ, **python_env()}
    env |= {name: value for name, value in (("GEMINI_MODEL", model), ("PROMPT_VERSION", prompt)) if value}
    for name in _EMULATORS:
        env.pop(name, None)  # otherwise the new stack would use another stack's emulators
    with tempfile.TemporaryDirectory(prefix="alumusic-evals-") as folder, _ends_on_sigterm():
        state = State(Path(folder))
        with _up(ports, state, env):
            yield _reached(ports, state)


@contextmanager
def running_target(port: int, folder: Path) -> Iterator[Target]:
    """The stack that `./dev up` started. Raises NoTarget."""
    yield _reached(Ports.from_base(port), State(folder))


def _reached(ports: Ports, state: State) -> Target:
    info = state.run_info()
    if not info or info["port"] != ports.gateway:
        raise NoTarget(f"no stack runs on port {ports.gateway} from {state.folder}; start it with `./dev up`")
    if not str(info["source"]).startswith("emulators"):
        raise NoTarget(f"the run needs the emulators, to read Firestore; this is {info['source']}")
    return Target(ports, state, service_token(ports.gateway, state.secrets(), "evals"))


@contextmanager
def _up(ports: Ports, state: State, env: dict[str, str]) -> Iterator[None]:
    """Runs the stack as a child process, which is stopped with the block even if it has not started completely."""
    command = [sys.executable, "-m", "local", "up", "--port", str(ports.gateway), "--state", str(state.folder)]
    log = state.folder / "evals.log"
    with log.open("wb") as output:
        child = subprocess.Popen(
            command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True
        )
    try:
        _wait_until_up(child, state, log)
        yield
    finally:
        child.terminate()
        try:
            child.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _wait_until_up(child: "subprocess.Popen[bytes]", state: State, log: Path) -> None:
    end = time.monotonic() + _START_SECONDS
    while not state.run_info():
        if child.poll() is not None or time.monotonic() > end:
            raise NoTarget(f"the stack did not start:\n{log.read_text(errors='replace')[-4000:]}")
        time.sleep(0.1)


@contextmanager
def _ends_on_sigterm() -> Iterator[None]:
    """Turns SIGTERM into KeyboardInterrupt, so that it stops the stack as Ctrl-C does."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
