"""`./dev VERB`: the developer commands."""

import argparse
import asyncio
import importlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from local import client, demo, trace
from local.cloud.identity import identity_token
from local.stack.config import ADMIN_EMAIL, HOST, ROOT, Ports, State
from local.stack.embedded import EmbeddedStack
from local.stack.emulators import NotHere, find_emulators
from local.stack.parts import Options
from local.stack.process import say
from local.stack.stack import SAVE_SECONDS, Stack, run
from local.stack.unfinished import to_send_again, unfinished, waiting
from tools import checks, deploy, infra, preflight, smoke, web

_DEFAULT_PORT = 8080
_READY_SECONDS = 120
_TOOLS = {
    "bench": "benchmarks: coldstart, firstchart, load, report, search",
    "eval": "quality of classification and of answers, with floors",
}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./dev", description="AluMusic Insights on one machine.")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    up = verbs.add_parser("up", help="build what has changed, and start the stack")
    up.add_argument("-d", "--detach", action="store_true", help="return once everything is healthy")
    up.add_argument("--demo", action="store_true", help="send about 2,000 comments over eight weeks")
    up.add_argument("--port", type=int, default=_DEFAULT_PORT, help="of the gateway; the eleven after it are used too")
    up.add_argument("--push", action="store_true", help="let the Pub/Sub emulator push, two requests at a time")
    up.add_argument("--embedded", action="store_true", help="one process, no emulators, in-memory stores")
    up.add_argument("--trace", action="store_true", help="write traces for `./dev trace`")
    up.add_argument("--latency-ms", type=int, default=0, help="delay of the Gemini stand-in for each call")
    up.add_argument("--ms-per-item", type=int, default=0, help="delay of the stand-in for each comment in a call")
    verbs.add_parser("down", help="stop the stack; stored data stays")
    verbs.add_parser("status", help="print what runs, where, and the batches that are not finished")
    token = verbs.add_parser("token", help="issue a sender token for POST /api/comentarios")
    token.add_argument("--name", default="local")
    tracing = verbs.add_parser("trace", help="print the spans of a batch, of a stack started with `up --trace`")
    tracing.add_argument("batch", help="the `lote_id` of the answer")
    test = verbs.add_parser("test", help="run every test, with the emulators and a headless browser")
    test.add_argument("pytest", nargs=argparse.REMAINDER, help="arguments of pytest, instead of every test")
    digest_verb = verbs.add_parser("digest", help="make and mail the weekly digest now")
    digest_verb.add_argument("--week", help="an ISO week that has ended, like 2026-W47; by default the last one")
    audit_verb = verbs.add_parser("audit", help="recount the stored comments, and compare with counters and snapshot")
    audit_verb.add_argument("--repair", action="store_true", help="correct the counters")
    for name, what in _TOOLS.items():
        verbs.add_parser(name, help=what)
    checking = verbs.add_parser(
        "check", help="format, lint, types and unused code; `check infra` runs the scanners of infra/"
    )
    checking.add_argument("what", nargs="?", choices=["infra"])
    costing = verbs.add_parser("cost", help="print the table of monthly costs")
    costing.add_argument("--json", action="store_true", help="as JSON, with the sizes that it is derived from")
    locking = verbs.add_parser("lock", help="resolve pyproject.toml into the hash-pinned requirements")
    locking.add_argument("--upgrade", action="store_true", help="take newer releases; by default pinned versions stay")
    deploying = verbs.add_parser("deploy", help="deploy to a Google Cloud project, see docs/operations.md")
    deploying.add_argument("--project", required=True)
    deploying.add_argument("--environment", choices=["dev", "prod"], default="prod")
    deploying.add_argument("--plan", action="store_true", help="show the changes without making them")
    deploying.add_argument("--yes", action="store_true", help="do not ask for confirmation")
    preflighting = verbs.add_parser("preflight", help="print what a Google Cloud project lacks, with the commands")
    preflighting.add_argument("--project", required=True)
    preflighting.add_argument("--environment", choices=["dev", "prod"], default="prod")
    smoking = verbs.add_parser("smoke", help="one batch through a running deployment, until it is on the report")
    smoking.add_argument("--url", required=True, help="the site, as https://P.web.app or http://127.0.0.1:8080")
    smoking.add_argument("--token", required=True, help="a sender token")
    for verb in set(verbs.choices.values()):
        verb.add_argument("--state", type=Path, default=ROOT / ".alumusic", help="folder of the data, keys and logs")
    if arguments[:1] == ["bench"]:
        return bench(arguments[1:], State(ROOT / ".alumusic"))
    if arguments[:1] == ["eval"]:
        return int(importlib.import_module("evals.__main__").main(arguments[1:]))
    options = parser.parse_args(arguments)
    state = State(options.state.resolve())
    return int(_VERBS[options.verb](options, state))


def up(options: argparse.Namespace, state: State) -> int:
    running = state.run_info()
    if running:
        print(f"already running, see `./dev status` (process {running['pid']})")
        return 1
    state.prepare()
    web.build()
    if options.detach:
        return _detached(state)
    stack = _stack(options, state)
    try:
        return asyncio.run(run(stack, lambda: _ready(stack, options, state)))
    finally:
        state.run_file.unlink(missing_ok=True)


def _stack(options: argparse.Namespace, state: State) -> Stack | EmbeddedStack:
    flags = ("--latency-ms", str(options.latency_ms), "--ms-per-item", str(options.ms_per_item))
    chosen = Options(Ports.from_base(options.port), state, options.push, flags, options.trace)
    if options.embedded:
        return EmbeddedStack(chosen, "asked for by --embedded")
    try:
        return Stack(chosen, find_emulators())
    except NotHere as reason:
        return EmbeddedStack(chosen, str(reason))


def _ready(stack: Any, options: argparse.Namespace, state: State) -> None:
    """Runs in a thread once the stack is up: sends the demo, prints the addresses, reports lost batches."""
    secret = state.secrets()
    client.admin_token(options.port, secret)
    info = {"pid": os.getpid(), "port": options.port, "source": stack.source}
    if options.demo:
        token = client.service_token(options.port, secret, "demo")
        say("stack", f"demo: {demo.send(options.port, token, datetime.now(UTC))} comments sent")
    print(_banner(info, state), flush=True)
    if "pubsub" in stack.children:  # our own emulator: it starts with an empty memory
        try:
            say("stack", to_send_again(unfinished(options.port, secret), stack.queued))
        except OSError as error:  # not fatal: `./dev status` lists the batches again
            say("stack", str(error))
    state.run_file.write_text(json.dumps(info))


def _banner(info: dict[str, Any], state: State) -> str:
    base = f"http://{HOST}:{info['port']}"
    return f"""
  AluMusic Insights is ready, on {info["source"]}

  public report   {base}/
  API             {base}/api/
  local mail      {base}/_local/correio
  login           {ADMIN_EMAIL}  {state.secrets()["admin_password"]}
  logs            {os.path.relpath(state.logs)}
  a token         ./dev token
  stop            ./dev down
"""


def _detached(state: State) -> int:
    log = state.logs / "stack.log"
    arguments = [word for word in sys.argv[1:] if word not in ("-d", "--detach")]
    with log.open("wb") as output:
        child = subprocess.Popen(
            [sys.executable, "-m", "local", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    end = time.monotonic() + _READY_SECONDS
    while time.monotonic() < end:
        info = state.run_info()
        if info:
            print(_banner(info, state))
            return 0
        if child.poll() is not None:
            break
        time.sleep(0.1)
    print(log.read_text(errors="replace")[-4000:], file=sys.stderr)
    return 1


def down(options: argparse.Namespace, state: State) -> int:
    info = state.run_info()
    if not info:
        print("nothing runs from this folder")
        return 0
    pid = int(str(info["pid"]))
    os.kill(pid, signal.SIGTERM)
    started, announced = time.monotonic(), False
    while time.monotonic() < started + SAVE_SECONDS + 15:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            print("stopped")
            return 0
        if not announced and time.monotonic() > started + 5:
            print("saving what is stored …", flush=True)
            announced = True
        time.sleep(0.05)
    print(f"process {pid} did not stop", file=sys.stderr)
    return 1


def status(options: argparse.Namespace, state: State) -> int:
    info = state.run_info()
    if not info:
        print("nothing runs from this folder")
        return 1
    print(_banner(dict(info), state))
    print(waiting(unfinished(int(str(info["port"])), state.secrets())))
    return 0


def token(options: argparse.Namespace, state: State) -> int:
    info = state.run_info()
    if not info:
        print("the stack does not run; start it with `./dev up`", file=sys.stderr)
        return 1
    print(client.service_token(int(str(info["port"])), state.secrets(), options.name))
    return 0


def digest(options: argparse.Namespace, state: State) -> int:
    info = state.run_info()
    if not info:
        print("the stack does not run; start it with `./dev up`", file=sys.stderr)
        return 1
    ports = Ports.from_base(int(str(info["port"])))
    on_emulators = str(info["source"]).startswith("emulators")
    url = f"http://{HOST}:{ports.digest}/" if on_emulators else f"http://{HOST}:{ports.ingest}/digest/"
    week = f"?semana={options.week}" if options.week else ""
    answer = client.call("POST", url + week, None, identity_token(state.secrets()["oidc_private_key"]))
    print(json.dumps(answer.body, ensure_ascii=False))
    return 0 if answer.status == 200 else 1


def audit(options: argparse.Namespace, state: State) -> int:
    info = state.run_info()
    if not info or "emulators" not in str(info["source"]):
        print("the audit reads a stack that runs on the emulators; start it with `./dev up`", file=sys.stderr)
        return 1
    from local import audit as recount

    return recount.run(Ports.from_base(int(str(info["port"]))), repair=options.repair)


def bench(arguments: list[str], state: State) -> int:
    """Runs `main` of a module of `bench/`, imported by name: `bench` imports the stack, never the reverse."""
    names = sorted(path.stem for path in (ROOT / "bench").glob("*.py") if "\ndef main(" in path.read_text())
    name, *rest = arguments or [""]
    if name not in names:
        print(f"./dev bench NAME, where NAME is one of: {', '.join(names)}", file=sys.stderr)
        return 2
    return int(importlib.import_module(f"bench.{name}").main(rest, state))


def cost(options: argparse.Namespace, state: State) -> int:
    from tools import cost as monthly  # imports the Firestore library, which no other verb needs

    return monthly.run(as_json=options.json)


def into_cloud(options: argparse.Namespace, state: State) -> int:
    deployment = deploy.Deployment(options.project, options.environment, options.yes)
    return deploy.run(deployment, only_plan=options.plan)


_VERBS: dict[str, Callable[[argparse.Namespace, State], int]] = {
    "up": up,
    "down": down,
    "status": status,
    "token": token,
    "digest": digest,
    "test": lambda options, state: checks.test(options.pytest),
    "check": lambda options, state: infra.scan() if options.what == "infra" else checks.check(),
    "cost": cost,
    "lock": lambda options, state: checks.lock(upgrade=options.upgrade),
    "audit": audit,
    "trace": lambda options, state: trace.show(options.batch, state),
    "deploy": into_cloud,
    "preflight": lambda options, state: preflight.run(options.project, options.environment),
    "smoke": lambda options, state: smoke.run(options.url, options.token),
}

if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except subprocess.CalledProcessError as error:
        sys.exit(f"{' '.join(map(str, error.cmd))} failed ({error.returncode})")
    except OSError as error:
        sys.exit(str(error))
