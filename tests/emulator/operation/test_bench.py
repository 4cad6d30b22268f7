"""The load benchmark reports what happened on the running stack. Its times are not tested."""

import json
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from bench import load
from bench.workload.senders import Door, Plan, send
from local.stack.config import HOST
from tests.support.stack.harness import RunningStack

pytestmark = pytest.mark.stack

_COUNT = """
import json, sys, urllib.request
print(json.load(urllib.request.urlopen(sys.argv[1]))["comments"])
"""


def benched(stack: RunningStack, capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    code = load.main([*arguments, "--warm-up", "0", "--json"], stack.state)
    assert code == 0
    return dict(json.loads(capsys.readouterr().out))


def test_a_burst_is_accounted_for_to_the_last_comment(stack: RunningStack, capsys: pytest.CaptureFixture[str]) -> None:
    found = benched(stack, capsys, "--comments", "60", "--batch", "30", "--ms-per-item", "1", "--no-report")

    assert (found["accepted"], found["lost"], found["failed"], found["refused"]) == (60, 0, 0, {})
    assert (found["model"]["ms_per_item"], found["model"]["calls"], found["model"]["remembered"]) == (1, 6, 0)
    assert found["model"]["tokens_in_per_comment"] <= 130
    assert {"ingest", "classify", "relay", "standin", "firestore", "pubsub"} <= found["processes"].keys()
    assert found["processes"]["classify"]["cpu_s"] > 0


def test_a_comment_costs_one_write_and_its_share_of_counters_and_batch(
    stack: RunningStack, capsys: pytest.CaptureFixture[str]
) -> None:
    found = benched(stack, capsys, "--comments", "100", "--batch", "100", "--no-report")

    # One create a comment, one increment a message of ten, two writes of the batch: its document and the publication.
    assert found["firestore"]["writes_per_comment"] == pytest.approx(1 + 1 / 10 + 2 / 100)
    assert found["firestore"]["reads_per_comment"] <= 0.2


def test_a_steady_rate_posts_when_it_is_due(stack: RunningStack, capsys: pytest.CaptureFixture[str]) -> None:
    found = benched(stack, capsys, "--rate", "50", "--seconds", "1", "--batch", "10", "--no-report")

    assert (found["comments"], found["accepted"], found["lost"]) == (50, 50, 0)
    assert found["accepted_per_second"] <= 70  # the fifth POST is due after 0.8 s


def test_any_system_can_be_loaded(stack: RunningStack, token: str, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--url", f"{stack.base}/api/comentarios", "--token", token]
    command = f"{sys.executable} -c '{_COUNT}' http://{HOST}:{stack.ports.gemini}/_stats"

    found = benched(stack, capsys, *where, "--classified-command", command, "--comments", "20", "--batch", "10")

    assert (found["accepted"], found["lost"]) == (20, 0)
    assert token not in found["command"]


class _Moody(BaseHTTPRequestHandler):
    """Tells the first to come back, refuses the second without a word of when, accepts the rest."""

    statuses: list[int] = []  # noqa: RUF012

    def do_POST(self) -> None:
        comments = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        status = self.statuses.pop(0) if self.statuses else 202
        body = json.dumps({"aceitos": len(comments)}).encode()
        self.send_response(status)
        if status == 429:
            self.send_header("Retry-After", "0")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        return


@pytest.fixture
def moody() -> Iterator[str]:
    server = ThreadingHTTPServer((HOST, 0), _Moody)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://{HOST}:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_sender_retries_after_429_and_counts_any_other_refusal(moody: str) -> None:
    _Moody.statuses = [429, 202, 503, 202]

    sent = send(Door(moody, "x"), Plan(posts=3, batch=5))

    assert (sent.accepted, sent.told_to_come_back, dict(sent.refused)) == (10, 1, {"503": 1})
