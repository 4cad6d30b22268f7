"""Reads docker-compose.local.yml, and runs its services as local processes instead of containers."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import yaml

from local.stack.config import HOST, ROOT, Ports
from local.stack.emulators import find_emulators
from tests.support.stack.harness import eventually

FILE = ROOT / "docker-compose.local.yml"
OURS = "alumusic-insights-local"
_PATIENCE = 60  # seconds for a service to become healthy
_END = 10


def services() -> dict[str, Any]:
    return dict(yaml.safe_load(FILE.read_text(encoding="utf-8"))["services"])


@contextmanager
def running(ports: Ports, state: Path) -> Iterator[dict[str, Path]]:
    """Starts every service with the file's command and environment, once its dependencies meet their conditions.

    The emulators and Redis of `./dev` replace services with foreign images. Yields the log file of each service.
    """
    found = services()
    logs = {name: state / f"{name}.log" for name in found}
    order = TopologicalSorter({name: one.get("depends_on", {}) for name, one in found.items() if name != "network"})
    with ExitStack() as processes:
        started: dict[str, subprocess.Popen[bytes]] = {}
        for name in order.static_order():
            for other, needed in found[name].get("depends_on", {}).items():
                _await(found[other], started[other], needed["condition"], _env(found[other], ports, state))
            command = _command(name, found[name], ports)
            output = processes.enter_context(logs[name].open("wb"))
            started[name] = subprocess.Popen(
                command, cwd=ROOT, env=_env(found[name], ports, state), stdout=output, stderr=subprocess.STDOUT
            )
            processes.callback(_end, started[name])
        assert started["welcome"].wait(_PATIENCE) == 0, logs["welcome"].read_text()
        yield logs


def _command(name: str, service: dict[str, Any], ports: Ports) -> list[str]:
    emulators = find_emulators()
    stand_ins = {
        "pubsub": emulators.pubsub_command(ports.pubsub),
        "firestore": emulators.firestore_command(ports.firestore, ROOT / "infra" / "firestore.rules", None),
        "redis": [sys.executable, "-m", "local.cloud.cache", str(ports.redis)],
    }
    return stand_ins.get(name) or [sys.executable, "-m", "local.stack.container", service["command"]]


def _env(service: dict[str, Any], ports: Ports, state: Path) -> dict[str, str]:
    """The environment that image and file set, with the ports of this test and the loopback address."""
    told = {name: value for name, value in service.get("environment", {}).items() if not value.startswith("${")}
    mine = {"LOCAL_PORT": str(ports.gateway), "LOCAL_STATE": str(state), "LOCAL_LISTEN": HOST}
    image = {"PATH": os.environ["PATH"], "PYTHONPATH": f"{ROOT / 'functions'}:{ROOT}", "PYTHONUNBUFFERED": "1"}
    return image | told | {name: value for name, value in mine.items() if name in told or service.get("image") != OURS}


def _await(service: dict[str, Any], process: subprocess.Popen[bytes], condition: str, env: dict[str, str]) -> None:
    if condition == "service_completed_successfully":
        assert process.wait(_PATIENCE) == 0
        return
    kind, *check = service["healthcheck"]["test"]
    assert kind == "CMD"
    if check[0] == "python":
        check[0] = sys.executable
    if service["image"] == OURS:
        eventually(
            lambda: subprocess.run(check, cwd=ROOT, env=env, check=False).returncode, lambda code: code == 0, _PATIENCE
        )


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(_END)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
