"""The local stack survives a restart, a kill and a port in use; it also runs with push and without emulators."""

import json
import os
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest

from local.client import call
from local.cloud.identity import identity_token
from local.stack.config import HOST, State
from tests.support.stack.harness import (
    RunningStack,
    dev,
    eventually,
    free_ports,
    needs_emulators,
    start_stack,
    stop_stack,
)
from tests.support.stack.requests import post_raw

pytestmark = pytest.mark.stack

_FORGOTTEN = "the queue has forgotten comments"


def processes_of(stack: RunningStack) -> list[str]:
    """Command lines of processes that name a port or the folder of the stack."""
    marks = {str(port) for _, port in stack.ports.items()} | {str(stack.state.folder)}
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_text().split("\0")
            environment = (folder / "environ").read_text()
        except OSError:
            continue
        if marks & set(command) or (str(stack.state.folder) in environment and int(folder.name) != os.getpid()):
            found.append(" ".join(command))
    return found


def total_on_report(stack: RunningStack) -> int:
    stack.publish_report_anew()
    return int(call("GET", f"{stack.base}/api/relatorio").body.get("total", 0))


def test_a_restart_keeps_stored_comments_and_finishes_those_under_way(tmp_path: Path) -> None:
    needs_emulators()
    stack = start_stack(tmp_path, "--latency-ms", "800")
    token = stack.token()
    done = stack.post([{"texto": f"primeiro lote, comentário {n}"} for n in range(10)], token).body["lote_id"]
    stack.settled(done, token)
    unfinished = stack.post([{"texto": f"segundo lote, comentário {n}"} for n in range(600)], token).body["lote_id"]
    eventually(lambda: stack.batch(unfinished, token)["classificados"], bool, 30)

    started = time.monotonic()
    stop_stack(stack)
    stopped_after = time.monotonic() - started
    left = processes_of(stack)
    again = dev("up", "-d", "--port", str(stack.ports.gateway), "--state", str(tmp_path))

    try:
        assert stopped_after < 10  # five seconds on an idle machine
        assert left == []
        assert again.returncode == 0, again.stdout + again.stderr
        assert stack.batch(done, token)["classificados"] == 10
        finished = stack.settled(unfinished, token, 90)
        assert (finished["classificados"], finished["falharam"]) == (600, 0)
        assert _FORGOTTEN not in (stack.state.logs / "stack.log").read_text()
        the_queue_dies(stack, token)
        eventually(lambda: total_on_report(stack), lambda total: total == 1_610, 70)
    finally:
        stop_stack(stack)


def the_queue_dies(stack: RunningStack, token: str) -> None:
    """The stack names the lost batch, a repeated request completes it, and new comments are accepted as before."""
    stack.faults(latency_ms=3000)
    body = json.dumps([{"texto": f"terceiro lote, comentário {n}"} for n in range(999)]).encode()
    lost = post_raw(stack, token, body, "application/json", "terceiro")[1]["lote_id"]

    # The relay too: it holds the messages that it has pulled.
    for word in (f"--port={stack.ports.pubsub}", "local.cloud.relay"):
        os.kill(child(stack, word), signal.SIGKILL)
    stack.faults()

    said = eventually(lambda: (stack.state.logs / "stack.log").read_text(), lambda text: _FORGOTTEN in text, 40)
    assert lost in said.partition(_FORGOTTEN)[2]
    assert lost in dev("status", "--state", str(stack.state.folder)).stdout
    new = eventually(lambda: stack.post([{"texto": "depois da queda"}], token), lambda sent: sent.status == 202, 30)
    assert stack.settled(new.body["lote_id"], token)["classificados"] == 1
    assert stack.batch(lost, token)["pendentes"] > 0
    eventually(lambda: _repeated(stack, token, body, lost), lambda pending: pending == 0, 40)


def _repeated(stack: RunningStack, token: str, body: bytes, batch_id: str) -> int:
    status, answer = post_raw(stack, token, body, "application/json", "terceiro")
    assert (status, answer["lote_id"]) == (202, batch_id)
    return int(stack.batch(batch_id, token)["pendentes"])


def child(stack: RunningStack, word: str) -> int:
    """Pid of the stack's process with this word on its command line."""
    info = stack.state.run_info()
    assert info is not None
    children = Path(f"/proc/{info['pid']}/task/{info['pid']}/children").read_text().split()
    (found,) = (pid for pid in children if word in Path(f"/proc/{pid}/cmdline").read_text().split("\0"))
    return int(found)


def test_a_killed_function_is_started_again_and_no_comment_is_lost(stack: RunningStack, token: str) -> None:
    lot = stack.post([{"texto": f"resiste {n}"} for n in range(300)], token).body["lote_id"]

    for victim in workers(stack.ports.classify):
        os.kill(victim, signal.SIGKILL)
    done = stack.settled(lot, token, 120)

    assert (done["classificados"], done["falharam"]) == (300, 0)


def workers(port: int) -> list[int]:
    out = subprocess.run(
        ["pgrep", "-f", f"functions_framework.*--port {port}"], capture_output=True, text=True, check=False
    )
    return [int(pid) for pid in out.stdout.split()]


def test_a_taken_port_is_named_with_what_to_do(tmp_path: Path) -> None:
    ports = free_ports()
    with socket.socket() as taken:
        taken.bind((HOST, ports.redis))
        taken.listen()
        failed = dev("up", "--embedded", "--port", str(ports.gateway), "--state", str(tmp_path))

    assert failed.returncode == 1
    assert f"port {ports.redis} (redis) is taken" in failed.stderr
    assert "./dev up --port" in failed.stderr


def test_the_emulators_own_push_works_too(tmp_path: Path) -> None:
    needs_emulators()
    stack = start_stack(tmp_path, "--push")
    try:
        token = stack.token()
        sent = stack.post([{"texto": f"empurrado {n}"} for n in range(30)], token).body
        assert stack.settled(sent["lote_id"], token)["classificados"] == 30
    finally:
        stop_stack(stack)


def test_the_embedded_stack_does_the_main_job_and_survives_a_restart(tmp_path: Path) -> None:
    stack = start_stack(tmp_path, "--embedded")
    try:
        token = stack.token()
        sent = stack.post([{"texto": "o refrão gruda, que delícia"}] * 3, token).body
        assert stack.settled(sent["lote_id"], token)["classificados"] == 3

        bearer = identity_token(stack.state.secrets()["oidc_private_key"])
        published = call("POST", f"http://{HOST}:{stack.ports.ingest}/report/", None, bearer)
        assert published.status == 200
        stop_stack(stack)
        assert processes_of(stack) == []
        again = dev("up", "-d", "--embedded", "--port", str(stack.ports.gateway), "--state", str(tmp_path))
        assert again.returncode == 0, again.stderr
        assert "asked for by --embedded" in again.stdout
        assert stack.batch(sent["lote_id"], token)["classificados"] == 3
        eventually(lambda: call("GET", f"{stack.base}/api/relatorio").body["total"], lambda n: n == 3, 130)
    finally:
        stop_stack(stack)


def test_status_and_down_say_when_nothing_runs(tmp_path: Path) -> None:
    status, down = (dev(verb, "--state", str(tmp_path)) for verb in ("status", "down"))

    assert (status.returncode, down.returncode) == (1, 0)
    assert "nothing runs" in status.stdout
    assert State(tmp_path).run_info() is None
