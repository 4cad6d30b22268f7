"""A child process in its own process group: prefixes and logs its output, and ends with its parent."""

import asyncio
import ctypes
import json
import os
import re
import signal
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

_COLOURS = (36, 32, 33, 35, 34, 96, 92, 93, 95, 94, 91)
_LOG_BYTES = 10_000_000  # a longer log is truncated; the emulator writes a stack trace for each failed push
_LINE_BYTES = 1_000_000
_PR_SET_PDEATHSIG = 1
_NOISE = re.compile(
    r"\[INFO\] (Starting gunicorn|Listening at|Using worker|Booting worker|Control socket|Handling signal"
    r"|Worker exiting|Shutting down)"
)


class Child:
    """The output of a `quiet` child goes to its log file only."""

    names: list[str] = []  # noqa: RUF012  in order of appearance, for the colours

    def __init__(self, name: str, command: Sequence[str], env: Mapping[str, str], logs: Path, *, quiet: bool) -> None:
        self.name, self.command, self.env, self.quiet = name, list(command), dict(env), quiet
        self.log_path = logs / f"{name}.log"
        self.process: asyncio.subprocess.Process | None = None
        self.reader: asyncio.Task[None] | None = None
        if name not in self.names:
            self.names.append(name)

    async def start(self) -> None:
        self.process = await asyncio.create_subprocess_exec(
            *self.command,
            env={**os.environ, **self.env},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_die_with_parent,
            limit=_LINE_BYTES,
        )
        self.reader = asyncio.create_task(self._read())

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.returncode is None

    async def stop(self, seconds: float) -> None:
        """Sends SIGTERM to the group, and SIGKILL to what is left after `seconds`."""
        if self.process is None:
            return
        self._signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(self.process.wait(), seconds)
        except TimeoutError:
            pass
        self._signal(signal.SIGKILL)
        await self.process.wait()
        if self.reader is not None:
            self.reader.cancel()

    def _signal(self, number: signal.Signals) -> None:
        assert self.process is not None
        try:
            os.killpg(self.process.pid, number)
        except ProcessLookupError:
            pass

    async def _read(self) -> None:
        assert self.process is not None and self.process.stdout is not None
        written = 0
        with self.log_path.open("wb", buffering=0) as log:
            while True:
                try:
                    line = await self.process.stdout.readline()
                except ValueError:  # the line is longer than `limit`
                    continue
                if not line:
                    return
                if written > _LOG_BYTES:
                    log.seek(0)
                    log.truncate()
                    written = 0
                written += log.write(line)
                if not self.quiet:
                    say(self.name, readable(line.decode(errors="replace").rstrip()))


def readable(line: str) -> str:
    """A structured log entry as plain text; empty for metric events and gunicorn's start-up lines."""
    if line.startswith("{"):
        try:
            entry = json.loads(line)
            if "event" in entry:  # a metric event, see infra/monitoring.tf
                return ""
            return f"{entry['severity']}: {entry['message']}" + (
                f"\n{entry['stack_trace']}" if "stack_trace" in entry else ""
            )
        except (ValueError, KeyError, TypeError):
            return line
    return "" if _NOISE.search(line) else line


def say(name: str, text: str) -> None:
    if not text:
        return
    stamp = time.strftime("%H:%M:%S")
    colour = _COLOURS[Child.names.index(name) % len(_COLOURS)] if name in Child.names else 37
    tag = f"\x1b[{colour}m{name:>9}\x1b[0m" if sys.stdout.isatty() else f"{name:>9}"
    for part in text.splitlines():
        print(f"{stamp} {tag} │ {part}", flush=True)


def _die_with_parent() -> None:
    """Ends the child even if the parent is killed with SIGKILL. Linux only; other systems have no such call."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


async def until(check: Callable[[], bool], what: str, seconds: float) -> None:
    """Waits until `check` holds. Raises TimeoutError, naming `what`, after `seconds`."""
    end = time.monotonic() + seconds
    while not await asyncio.to_thread(check):
        if time.monotonic() > end:
            raise TimeoutError(f"{what} did not answer within {seconds:.0f} s")
        await asyncio.sleep(0.05)


def answers(url: str) -> bool:
    """True for any HTTP answer, errors included: a CloudEvent function refuses a GET, but it is up."""
    try:
        urllib.request.urlopen(url, timeout=2).close()
    except urllib.error.HTTPError as error:
        error.close()
    except OSError:
        return False
    return True
