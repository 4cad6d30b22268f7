"""The whole stack as child processes: started together, watched, and ended without a trace."""

import asyncio
import json
import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from local import broker
from local.config import FUNCTIONS, HOST, PROJECT, ROOT, Ports, State, emulator_env, function_env, source_folder
from local.emulators import Emulators
from local.process import Child, say, until

_START_SECONDS = 60
_STOP_SECONDS = 3.0  # Ctrl-C must end everything within five, export and spool included
_RULES = ROOT / "infra" / "firestore.rules"
_RESTART_PAUSE = 1.0  # seconds, so that a child that cannot start does not spin
_CLOUD_EVENT_TARGETS = ("classify", "park")
_THREADS = {"classify": "16", "park": "2", "digest": "1"}  # a thread waits for the model most of its time


@dataclass(frozen=True)
class Options:
    ports: Ports
    state: State
    push: bool = False
    standin_flags: tuple[str, ...] = ()


@dataclass
class Stack:
    """Google's emulators around the real functions framework, one process a function."""

    options: Options
    emulators: Emulators
    children: dict[str, Child] = field(default_factory=dict)
    stopping: bool = False

    @property
    def source(self) -> str:
        return f"emulators ({self.emulators.source})"

    async def start(self) -> None:
        """Raises TimeoutError or OSError that says what did not start."""
        ports = self.options.ports
        check_ports(ports)
        for name, command, env, quiet in self._plan():
            self.children[name] = Child(name, command, env, self.options.state.logs, quiet=quiet)
        first = [name for name in self.children if name not in ("relay", "scheduler")]
        await asyncio.gather(*(self.children[name].start() for name in first))
        os.environ.update(emulator_env(ports))
        await asyncio.gather(*(until(self._check(name), name, _START_SECONDS) for name in ("pubsub", "firestore")))
        await asyncio.to_thread(broker.create_all, self._routes(), push=self.options.push)
        refilled = await asyncio.to_thread(broker.refill, self.options.state.spool)
        if refilled:
            say("stack", f"{refilled} messages were under way when the stack stopped; sent again")
        await self.children["relay"].start()
        await asyncio.gather(*(until(self._check(name), name, _START_SECONDS) for name in (*FUNCTIONS, "gateway")))
        if "gemini" in self.children:
            await until(self._check("gemini"), "gemini", _START_SECONDS)
        await self.children["scheduler"].start()

    async def watch(self) -> None:
        """Starts again what dies, as the cloud would."""
        while not self.stopping:
            await asyncio.sleep(0.3)
            for child in self.children.values():
                if not child.alive and not self.stopping:
                    code = child.process.returncode if child.process else None
                    say("stack", f"{child.name} ended ({code}); starting it again")
                    await asyncio.sleep(_RESTART_PAUSE)
                    if not self.stopping:
                        await child.start()

    async def stop(self) -> None:
        self.stopping = True
        early = [self.children[name] for name in ("scheduler", "gateway", "relay") if name in self.children]
        await asyncio.gather(*(child.stop(_STOP_SECONDS) for child in early))
        emulated = ("pubsub", "firestore")
        rest = [child for name, child in self.children.items() if child not in early and name not in emulated]
        await asyncio.gather(asyncio.to_thread(self._export), *(child.stop(1.0) for child in rest))
        await asyncio.gather(*(child.stop(0.3) for name, child in self.children.items() if name in emulated))

    def _routes(self) -> list[broker.Route]:
        ports = self.options.ports
        return broker.routes(f"http://{HOST}:{ports.classify}", f"http://{HOST}:{ports.park}")

    def _plan(self) -> list[tuple[str, list[str], dict[str, str], bool]]:
        """Name, command, environment, and whether it is only heard in its log file."""
        ports, state, secret = self.options.ports, self.options.state, self.options.state.secrets()
        env = {**python_env(), **emulator_env(ports)}
        plan: list[tuple[str, list[str], dict[str, str], bool]] = []
        if not os.environ.get("PUBSUB_EMULATOR_HOST"):
            plan.append(("pubsub", self.emulators.pubsub_command(ports.pubsub), {}, True))
        if not os.environ.get("FIRESTORE_EMULATOR_HOST"):
            seed = latest_export(state.exports)
            plan.append(("firestore", self.emulators.firestore_command(ports.firestore, _RULES, seed), {}, True))
        told = function_env(ports, secret, push=self.options.push)
        plan += [(name, function_command(name, ports), {**env, **told, **_threads(name)}, False) for name in FUNCTIONS]
        if "GEMINI_BASE_URL" in told:
            plan.append(standin(ports, self.options.standin_flags, env))
        plan.append(("redis", python("local.cache", str(ports.redis)), env, False))
        plan += [
            gateway(ports, state, secret, env, {name: f"http://{HOST}:{getattr(ports, name)}" for name in FUNCTIONS})
        ]
        relay = {
            "classify": f"http://{HOST}:{ports.classify}",
            "park": f"http://{HOST}:{ports.park}",
            "key": secret["oidc_private_key"],
            "spool": str(state.spool),
            "push": self.options.push,
        }
        plan.append(("relay", python("local.relay"), {**env, "LOCAL_RELAY": json.dumps(relay)}, False))
        jobs = {name: f"http://{HOST}:{getattr(ports, name)}/" for name in ("report", "digest")}
        told_jobs = json.dumps({**jobs, "key": secret["oidc_private_key"]})
        plan.append(("scheduler", python("local.scheduler"), {**env, "LOCAL_SCHEDULER": told_jobs}, False))
        return plan

    def _check(self, name: str) -> Callable[[], bool]:
        port = getattr(self.options.ports, name)
        # A remote emulator answers at the address that the environment gives.
        address = os.environ.get(f"{name.upper()}_EMULATOR_HOST") or f"{HOST}:{port}"
        path = "/" if name in ("pubsub", "firestore", *_CLOUD_EVENT_TARGETS) else "/healthz"
        path = "/_local/jwks.json" if name == "gateway" else path
        return lambda: self._answers(name, f"http://{address}{path}")

    def _answers(self, name: str, url: str) -> bool:
        child = self.children.get(name)
        if child is not None and child.process is not None and child.process.returncode is not None:
            raise OSError(f"{name} ended at once; see {child.log_path}")
        return answers(url)

    def _export(self) -> None:
        if self.children.get("firestore") and self.children["firestore"].alive:
            try:
                export(self.options.ports, self.options.state.exports)
            except OSError as error:
                say("stack", f"the store was not saved: {error}")


def gateway(
    ports: Ports, state: State, secret: dict[str, str], env: dict[str, str], services: dict[str, str]
) -> tuple[str, list[str], dict[str, str], bool]:
    told = {
        "port": ports.gateway,
        "smtp": ports.smtp,
        "services": services,
        "mail": str(state.mail),
        "key": secret["oidc_private_key"],
    }
    return "gateway", python("local.gateway"), {**env, "LOCAL_GATEWAY": json.dumps(told)}, False


def standin(ports: Ports, flags: tuple[str, ...], env: dict[str, str]) -> tuple[str, list[str], dict[str, str], bool]:
    cache = ROOT / "build" / "standin"
    return "gemini", python("local.standin", "--port", str(ports.gemini), "--cache", str(cache), *flags), env, False


def python(module: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", module, *arguments]


def python_env() -> dict[str, str]:
    # Compiled modules stay: without them a function starts four times as slowly.
    path = os.pathsep.join([str(ROOT / "functions"), str(ROOT)])
    return {"PYTHONPATH": path, "PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": ""}


def function_command(name: str, ports: Ports) -> list[str]:
    source = ROOT / "functions" / source_folder(name) / "main.py"
    port = str(getattr(ports, name))
    return python("functions_framework", "--target", name, "--source", str(source), "--host", HOST, "--port", port)


def _threads(name: str) -> dict[str, str]:
    # glibc gives every thread an arena of its own; two are enough and save some 10 MB a process.
    return {"THREADS": _THREADS.get(name, "8"), "WORKERS": "1", "MALLOC_ARENA_MAX": "2"}


def check_ports(ports: Ports) -> None:
    """Raises OSError that names the port and says what to do."""
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


def answers(url: str) -> bool:
    """Any HTTP answer counts: a CloudEvent function has nothing to say to a GET, but it is there."""
    try:
        urllib.request.urlopen(url, timeout=2).close()
    except urllib.error.HTTPError as error:
        error.close()
    except OSError:
        return False
    return True


def latest_export(folder: Path) -> Path | None:
    found = sorted(folder.glob("*/*.overall_export_metadata"))
    return found[-1] if found else None


def export(ports: Ports, folder: Path) -> None:
    """The emulator's store as files; older exports go once the new one is whole."""
    older = list(folder.iterdir())
    name = f"{time.time_ns()}"
    body = {
        "database": f"projects/{PROJECT}/databases/(default)",
        "export_directory": str(folder.resolve()),
        "export_name": name,
    }
    url = f"http://{emulator_env(ports)['FIRESTORE_EMULATOR_HOST']}/emulator/v1/projects/{PROJECT}:export"
    request = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})
    urllib.request.urlopen(request, timeout=60).close()
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
    """Until a signal: start, watch, stop. The exit code of `up`."""
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
