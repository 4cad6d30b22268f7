"""The stack on the emulators: starts every part as a child process, restarts those that die, saves and stops."""

import asyncio
import json
import os
import signal
import socket
import sys
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Any

from local.stack.config import FUNCTIONS, HOST, PROJECT, ROOT, Ports, emulator_env, health_path
from local.stack.emulators import Emulators
from local.stack.parts import Options, Part, parts
from local.stack.process import Child, answers, say, until

_START_SECONDS = 60
STOP_SECONDS = 3.0  # so that Ctrl-C ends everything within five, with the export and the spool
SAVE_SECONDS = 600.0  # the emulator exports 130,000 comments in more than a minute
_RULES = ROOT / "infra" / "firestore.rules"
_SETTLING = 5.0  # seconds without progress after which pending comments count as lost
_RESTART_PAUSE = 1.0  # seconds, so that a child that fails at start is not restarted in a busy loop


@dataclass
class Stack:
    """The emulators, and the functions framework with one process a function."""

    options: Options
    emulators: Emulators
    children: dict[str, Child] = field(default_factory=dict)
    stopping: bool = False
    telling: asyncio.Task[None] | None = None
    queued: frozenset[str] = frozenset()
    """Batches whose messages were saved at the last stop and published again."""
    stop_seconds: float = STOP_SECONDS

    @property
    def source(self) -> str:
        return f"emulators ({self.emulators.source})"

    async def start(self) -> None:
        """Raises TimeoutError or OSError, naming the part that did not start."""
        ports = self.options.ports
        check_ports(ports)
        for name, command, env, quiet in self._plan():
            self.children[name] = Child(name, command, env, self.options.state.logs, quiet=quiet)
        first = [name for name in self.children if name not in ("relay", "scheduler")]
        await asyncio.gather(*(self.children[name].start() for name in first))
        os.environ.update(emulator_env(ports))
        from local.cloud import broker

        await asyncio.gather(*(until(self._check(name), name, _START_SECONDS) for name in ("pubsub", "firestore")))
        await asyncio.to_thread(broker.create_all, broker.stack_routes(ports), push=self.options.push)
        self.queued = await asyncio.to_thread(broker.batches_in, self.options.state.spool)
        refilled = await asyncio.to_thread(broker.refill, self.options.state.spool)
        if refilled:
            say("stack", f"{refilled} messages were under way when the stack stopped; sent again")
        await self.children["relay"].start()
        await asyncio.gather(*(until(self._check(name), name, _START_SECONDS) for name in (*FUNCTIONS, "gateway")))
        if "gemini" in self.children:
            await until(self._check("gemini"), "gemini", _START_SECONDS)
        await self.children["scheduler"].start()

    async def watch(self) -> None:
        """Restarts children that die, as the cloud does."""
        while not self.stopping:
            await asyncio.sleep(0.3)
            for child in self.children.values():
                if not child.alive and not self.stopping:
                    code = child.process.returncode if child.process else None
                    say("stack", f"{child.name} ended ({code}); starting it again")
                    await asyncio.sleep(_RESTART_PAUSE)
                    if not self.stopping:
                        await child.start()
                    if child.name == "pubsub" and not self.stopping:
                        await self._queue_anew()

    async def _queue_anew(self) -> None:
        """Creates topics and subscriptions again: a restarted emulator has none, and no messages."""
        from local.cloud import broker

        try:
            await until(self._check("pubsub"), "pubsub", _START_SECONDS)
            routes = broker.stack_routes(self.options.ports)
            await asyncio.to_thread(broker.create_all, routes, push=self.options.push)
        except (OSError, TimeoutError) as error:  # it died again; `watch` restarts it and retries
            say("stack", f"the queue is not whole: {error}")
            return
        self.telling = asyncio.create_task(self._tell_what_is_lost())

    async def _tell_what_is_lost(self) -> None:
        """Lists the lost batches, once the messages that the relay and the functions hold are processed."""
        from local.stack.unfinished import to_send_again, unfinished

        before, found = None, None
        while not self.stopping and (found is None or found != before):
            await asyncio.sleep(_SETTLING)
            try:
                before, found = (
                    found,
                    await asyncio.to_thread(unfinished, self.options.ports.gateway, self.options.state.secrets()),
                )
            except OSError:
                continue
        say("stack", to_send_again(found or []))

    async def stop(self) -> None:
        self.stopping = True
        if self.telling is not None:
            self.telling.cancel()
        early = [self.children[name] for name in ("scheduler", "gateway", "relay") if name in self.children]
        await asyncio.gather(*(child.stop(self.stop_seconds) for child in early))
        emulated = ("pubsub", "firestore")
        rest = [child for name, child in self.children.items() if child not in early and name not in emulated]
        await asyncio.gather(self._save(), *(child.stop(1.0) for child in rest))
        await asyncio.gather(*(child.stop(0.3) for name, child in self.children.items() if name in emulated))

    def _plan(self) -> list[Part]:
        ports, state = self.options.ports, self.options.state
        plan = []
        if not os.environ.get("PUBSUB_EMULATOR_HOST"):
            plan.append(Part("pubsub", self.emulators.pubsub_command(ports.pubsub), {}, quiet=True))
        if not os.environ.get("FIRESTORE_EMULATOR_HOST"):
            command = self.emulators.firestore_command(ports.firestore, _RULES, latest_export(state.exports))
            plan.append(Part("firestore", command, {}, quiet=True))
        return [*plan, *parts(self.options)]

    def _check(self, name: str) -> Callable[[], bool]:
        port = getattr(self.options.ports, name)
        # The environment names a remote emulator.
        address = os.environ.get(f"{name.upper()}_EMULATOR_HOST") or f"{HOST}:{port}"
        return lambda: self._answers(name, f"http://{address}{health_path(name)}")

    def _answers(self, name: str, url: str) -> bool:
        child = self.children.get(name)
        if child is not None and child.process is not None and child.process.returncode is not None:
            raise OSError(f"{name} ended at once; see {child.log_path}")
        return answers(url)

    async def _save(self) -> None:
        """Exports the store. If that takes long it says so; another Ctrl-C, but not another `down`, gives it up."""
        store = self.children.get("firestore")
        if store is None or not store.alive:
            return
        given_up = asyncio.Event()
        asyncio.get_running_loop().add_signal_handler(signal.SIGINT, given_up.set)
        saving = asyncio.create_task(asyncio.to_thread(export, self.options.ports, self.options.state.exports))
        giving_up = asyncio.create_task(given_up.wait())
        ends = {saving, giving_up}
        done, _ = await asyncio.wait(ends, timeout=self.stop_seconds, return_when=asyncio.FIRST_COMPLETED)
        if not done:
            say("stack", "saving what is stored; once more Ctrl-C gives it up")
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        giving_up.cancel()
        if not saving.done():
            await store.stop(0.3)  # which also ends the export request
        try:
            await saving
        except (OSError, HTTPException) as error:
            say("stack", f"the store was not saved: {error}")


def check_ports(ports: Ports) -> None:
    """Raises OSError for a port in use, with advice."""
    for name, port in ports.items():
        if os.environ.get(f"{name.upper()}_EMULATOR_HOST"):
            continue
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                raise OSError(
                    f"port {port} ({name}) is taken. `./dev down` ends a stack that runs from this folder;"
                    f" `./dev up --port {ports.gateway + 1000}` uses other ports"
                ) from None


def latest_export(folder: Path) -> Path | None:
    found = sorted(folder.glob("*/*.overall_export_metadata"))
    return found[-1] if found else None


def export(ports: Ports, folder: Path) -> None:
    """Exports the emulator's store to `folder`, then deletes older exports."""
    older = list(folder.iterdir())
    name = f"{time.time_ns()}"
    body = {
        "database": f"projects/{PROJECT}/databases/(default)",
        "export_directory": str(folder.resolve()),
        "export_name": name,
    }
    url = f"http://{emulator_env(ports)['FIRESTORE_EMULATOR_HOST']}/emulator/v1/projects/{PROJECT}:export"
    request = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})
    urllib.request.urlopen(request, timeout=SAVE_SECONDS).close()
    if latest_export(folder) is not None and (folder / name).exists():
        for path in older:
            _remove(path)


def _remove(path: Path) -> None:
    if path.is_dir():
        for inner in path.iterdir():
            _remove(inner)
        path.rmdir()
    else:
        path.unlink()


async def run(stack: Any, ready: Callable[[], None]) -> int:
    """Starts the stack, watches it until SIGINT or SIGTERM, stops it. Returns the exit code of `up`."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    try:
        starting = asyncio.create_task(stack.start())
        stopped = asyncio.create_task(stop.wait())
        await asyncio.wait({starting, stopped}, return_when=asyncio.FIRST_COMPLETED)
        if not starting.done():
            starting.cancel()
            return 130
        starting.result()
        watching = asyncio.create_task(stack.watch())
        await asyncio.to_thread(ready)
        await stopped
        watching.cancel()
        return 0
    except (OSError, TimeoutError) as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    finally:
        await stack.stop()
