"""Entry point of a container: runs one part of `parts.py`. `python -m local.stack.container NAME`.

docker-compose.local.yml starts each service with it. LOCAL_PORT sets the first port, LOCAL_STATE the folder of keys and
logs, which all containers share. Two names are one-off tasks instead of parts: `topics` creates the Pub/Sub topics and
subscriptions, `welcome` registers the admin and prints the addresses.
"""

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from local import client
from local.cloud import broker
from local.stack.config import ADMIN_EMAIL, HOST, ROOT, Ports, State, emulator_env
from local.stack.parts import Options, parts

_DEFAULT_PORT = 8080


def main(name: str) -> None:
    options = options_from(os.environ)
    options.state.prepare()
    if name in _ERRANDS:
        os.environ.update(emulator_env(options.ports))
        _ERRANDS[name](options)
        return
    part = next((part for part in parts(options) if part.name == name), None)
    if part is None:
        names = ", ".join([*(part.name for part in parts(options)), *_ERRANDS])
        sys.exit(f"python -m local.stack.container NAME, where NAME is one of: {names}")
    # exec replaces this process, so the part receives signals and sets the exit code itself.
    os.execvpe(part.command[0], part.command, {**os.environ, **part.env})


def options_from(env: Mapping[str, str]) -> Options:
    state = State(Path(env.get("LOCAL_STATE", str(ROOT / ".alumusic"))).resolve())
    return Options(Ports.from_base(int(env.get("LOCAL_PORT", _DEFAULT_PORT))), state)


def _topics(options: Options) -> None:
    options.state.secrets()
    broker.create_all(broker.stack_routes(options.ports), push=False)


def _welcome(options: Options) -> None:
    port, secret = options.ports.gateway, options.state.secrets()
    lines = {
        "report": f"http://{HOST}:{port}/",
        "mail": f"http://{HOST}:{port}/_local/correio",
        "login": f"{ADMIN_EMAIL}  {secret['admin_password']}",
        "token": client.service_token(port, secret, "containers"),
    }
    print("\n".join(f"{name:>8}  {value}" for name, value in lines.items()), flush=True)


_ERRANDS: dict[str, Callable[[Options], None]] = {"topics": _topics, "welcome": _welcome}

if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) == 2 else "")
