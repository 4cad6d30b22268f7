"""An embedded stack for one test module, used only through its command line, folder and ports."""

import json
import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import jwt

ROOT = Path(__file__).resolve().parents[3]
HOST = "127.0.0.1"
_PORTS = range(31_000, 32_600, 16)
_BLOCK = 12
_FUNCTIONS, _MODEL = 1, 7  # offsets from the gateway's port: the functions, the stand-in
_START_SECONDS = 90.0
_STOP_SECONDS = 15.0
# Environment variables of the caller that would change the answers; not passed on.
_OTHERS = re.compile("GEMINI_|PRICE_|LOCAL_|.*_EMULATOR_HOST|LOG_LEVEL|PROMPT_VERSION|COMMENTS_PER|RETENTION_")


@dataclass(frozen=True)
class OwnStack:
    port: int
    secrets: dict[str, str]

    @property
    def functions(self) -> int:
        """The port of the functions, each at /<name>/, without the gateway."""
        return self.port + _FUNCTIONS

    @property
    def model(self) -> int:
        return self.port + _MODEL

    def identity(self) -> str:
        """An identity token like that of Cloud Scheduler."""
        now = int(time.time())
        claims = {
            "iss": "https://accounts.google.com",
            "aud": "alumusic-local",
            "sub": "local",
            "email": "entregas@alumusic-local.iam.gserviceaccount.com",
            "email_verified": True,
            "iat": now,
            "exp": now + 3600,
        }
        return jwt.encode(claims, self.secrets["oidc_private_key"], algorithm="RS256", headers={"kid": "local"})


@contextmanager
def own_stack(folder: Path) -> Iterator[OwnStack]:
    """Starts the stack and stops its scheduler before the first call, so that only the test publishes and mails."""
    port = _free_port()
    command = [str(ROOT / "dev"), "up", "--embedded", "--port", str(port), "--state", str(folder)]
    env = {name: value for name, value in os.environ.items() if not _OTHERS.match(name)}
    with (folder / "up.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    scheduler = 0
    try:
        scheduler = _halted_scheduler(process, folder)
        _until_ready(process, folder)
        yield OwnStack(port, json.loads((folder / "secrets.json").read_text()))
    finally:
        if scheduler:
            with suppress(ProcessLookupError):
                os.kill(scheduler, signal.SIGCONT)
        process.terminate()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _halted_scheduler(process: "subprocess.Popen[bytes]", folder: Path) -> int:
    """Stops the scheduler with SIGSTOP and returns its pid. It starts last, some tenths of a second before its call."""
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end:
        _check_runs(process, folder)
        for child in _children(process.pid):
            with suppress(OSError):
                if b"scheduler" in Path(f"/proc/{child}/cmdline").read_bytes():
                    os.kill(child, signal.SIGSTOP)
                    return child
        time.sleep(0.02)
    raise TimeoutError(f"no child of `up` is called scheduler; see {folder}")


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _until_ready(process: "subprocess.Popen[bytes]", folder: Path) -> None:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end:
        _check_runs(process, folder)
        with suppress(OSError, ValueError):
            json.loads((folder / "run.json").read_text())
            return
        time.sleep(0.05)
    raise TimeoutError(f"the stack did not become ready; see {folder}")


def _check_runs(process: "subprocess.Popen[bytes]", folder: Path) -> None:
    if process.poll() is not None:
        raise OSError(f"`up` ended with {process.returncode}: {(folder / 'up.log').read_text()[-4000:]}")


def _free_port() -> int:
    """The first port of a free block. The search starts at a place that depends on the process id."""
    for n in range(len(_PORTS)):
        base = _PORTS[(os.getpid() + n) % len(_PORTS)]
        try:
            for port in range(base, base + _BLOCK):
                with socket.socket() as probe:
                    probe.bind((HOST, port))
        except OSError:
            continue
        return base
    raise OSError("no free ports")
