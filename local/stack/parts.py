"""Defines the processes of the stack, except the emulators: name, command and environment. Starts nothing."""

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from local.stack.config import FUNCTIONS, HOST, ROOT, Ports, State, emulator_env, function_env, source_folder

_PRIVATE = ("classify", "park", "digest")
_THREADS = {"classify": "24", "park": "2", "digest": "1"}  # `classify` has most: its threads mainly wait for the model


@dataclass(frozen=True)
class Options:
    ports: Ports
    state: State
    push: bool = False
    standin_flags: tuple[str, ...] = ()
    trace: bool = False


class Part(NamedTuple):
    name: str
    command: list[str]
    env: dict[str, str]
    quiet: bool = False
    """Write the output to the log file only, not to the terminal."""


def parts(options: Options) -> list[Part]:
    """The parts in start order. The relay and the scheduler start once all others are healthy."""
    ports, secret = options.ports, options.state.secrets()
    env = {**python_env(), **emulator_env(ports)}
    settings = function_env(ports, secret, push=options.push)
    if options.trace:
        settings["TRACES"] = str(options.state.spans)
    defined = [
        Part(
            name,
            function_command(name, ports),
            {**env, **settings, **function_threads(name), **_oidc_check(name, options), "K_SERVICE": name},
        )
        for name in FUNCTIONS
    ]
    if "GEMINI_BASE_URL" in settings:
        defined.append(standin(options, env))
    defined.append(Part("redis", python("local.cloud.cache", str(ports.redis)), env))
    defined.append(gateway(options, env, {name: _url(ports, name) for name in FUNCTIONS}))
    defined.append(_relay(options, env))
    defined.append(
        scheduler(options, env, {name: f"{_url(ports, name)}/" for name in ("report", "digest")}, private=True)
    )
    return defined


def standin(options: Options, env: Mapping[str, str]) -> Part:
    cache = ROOT / "build" / "standin"
    flags = ("--port", str(options.ports.gemini), "--cache", str(cache), *options.standin_flags)
    return Part("gemini", python("local.standin", *flags), dict(env))


def gateway(options: Options, env: Mapping[str, str], services: Mapping[str, str]) -> Part:
    """`services` maps each function to its URL. Listens on the loopback address unless LOCAL_LISTEN is set."""
    settings = {
        "host": os.environ.get("LOCAL_LISTEN", HOST),
        "port": options.ports.gateway,
        "smtp": options.ports.smtp,
        "services": dict(services),
        "mail": str(options.state.mail),
        "key": options.state.secrets()["oidc_private_key"],
    }
    return Part("gateway", python("local.cloud.gateway"), {**env, "LOCAL_GATEWAY": json.dumps(settings)})


def scheduler(options: Options, env: Mapping[str, str], jobs: Mapping[str, str], *, private: bool) -> Part:
    settings = json.dumps({**jobs, "key": options.state.secrets()["oidc_private_key"], "private": private})
    return Part("scheduler", python("local.cloud.scheduler"), {**env, "LOCAL_SCHEDULER": settings})


def _relay(options: Options, env: Mapping[str, str]) -> Part:
    settings = {
        "classify": _url(options.ports, "classify"),
        "park": _url(options.ports, "park"),
        "key": options.state.secrets()["oidc_private_key"],
        "spool": str(options.state.spool),
        "push": options.push,
    }
    return Part("relay", python("local.cloud.relay"), {**env, "LOCAL_RELAY": json.dumps(settings)})


def _url(ports: Ports, name: str) -> str:
    return f"http://{HOST}:{getattr(ports, name)}"


def python(module: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", module, *arguments]


def python_env() -> dict[str, str]:
    # Bytecode caching on: without it a function takes four times as long to start.
    path = os.pathsep.join([str(ROOT / "functions"), str(ROOT)])
    return {"PYTHONPATH": path, "PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": ""}


def function_command(name: str, ports: Ports) -> list[str]:
    source = ROOT / "functions" / source_folder(name) / "main.py"
    port = str(getattr(ports, name))
    return python("functions_framework", "--target", name, "--source", str(source), "--host", HOST, "--port", port)


def _oidc_check(name: str, options: Options) -> dict[str, str]:
    """Private functions stand behind Cloud Run's own check of the token, as infra/functions.tf says."""
    return {"OIDC_CHECK": "iam"} if name in _PRIVATE and not options.push else {}


def function_threads(name: str) -> dict[str, str]:
    # By default glibc makes an arena for each thread; two save some 10 MB a process.
    return {"THREADS": _THREADS.get(name, "8"), "WORKERS": "1", "MALLOC_ARENA_MAX": "2"}
