"""One trace spans the sender's request and the commit, and holds numbers and ids but no text."""

import json
from typing import Any

import pytest

from local.client import call
from local.trace import Span, read, show
from tests.support.stack.harness import RunningStack, eventually

pytestmark = pytest.mark.stack

TEXT = "um texto que ninguém mais escreve, com xilofone"


@pytest.fixture(scope="module")
def batch(stack: RunningStack, token: str) -> str:
    sent = call("POST", f"{stack.base}/api/comentarios", [{"texto": f"{TEXT} {n}"} for n in range(11)], token)
    stack.settled(sent.body["lote_id"], token)
    return str(sent.body["lote_id"])


@pytest.fixture(scope="module")
def spans(stack: RunningStack, batch: str) -> list[Span]:
    """The batch's spans, after both messages are committed and every process has written its spans."""

    def look() -> list[Span]:
        found = read(stack.state.spans)
        traces = {span.trace for span in found if span.attributes.get("batch_id") == batch}
        return [span for span in found if span.trace in traces]

    return eventually(look, lambda found: [span.name for span in found].count("classify") == 2, 20)


def test_a_batch_is_one_trace_from_request_to_commit(spans: list[Span]) -> None:
    by_id = {span.span: span for span in spans}
    above = sorted((span.service, span.name, by_id[span.parent].name if span.parent else "") for span in spans)

    assert len({span.trace for span in spans}) == 1
    assert above == [
        ("classify", "classify", "publish"),
        ("classify", "classify", "publish"),
        ("classify", "commit", "classify"),
        ("classify", "commit", "classify"),
        ("classify", "model", "classify"),
        ("classify", "model", "classify"),
        ("ingest", "create batch", "ingest POST"),
        ("ingest", "ingest POST", ""),
        ("ingest", "publish", "ingest POST"),
    ]


def test_spans_hold_numbers_and_ids(stack: RunningStack, spans: list[Span], batch: str) -> None:
    said = [span.attributes for span in spans if span.name == "classify"]

    assert sorted(one["comments"] for one in said) == [1, 10]
    assert {one["batch_id"] for one in said} == {batch}
    assert "xilofone" not in stack.state.spans.read_text()


def test_a_batch_can_be_looked_at(stack: RunningStack, batch: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = show(batch, stack.state)

    lines = capsys.readouterr().out.splitlines()
    assert code == 0
    assert lines[0].startswith("trace ")
    assert [line.split("  ", 3)[-1].strip().split()[0] for line in lines[2:4]]
    assert len(lines) == 2 + 9


def test_an_unknown_batch_has_none(stack: RunningStack, capsys: pytest.CaptureFixture[str]) -> None:
    assert show("nenhum", stack.state) == 1
    assert "up --trace" in capsys.readouterr().err


def test_the_log_has_the_trace_and_the_batch_and_never_the_text(
    stack: RunningStack, spans: list[Span], batch: str
) -> None:
    written = [stack.state.logs / f"{name}.log" for name in ("ingest", "classify")]
    entries: list[dict[str, Any]] = [
        json.loads(line) for path in written for line in path.read_text().splitlines() if line.startswith("{")
    ]
    mine = [entry for entry in entries if entry.get("batch_id") == batch]

    assert {entry["event"] for entry in mine} == {"batch_accepted", "model_asked"}
    assert {entry["logging.googleapis.com/trace"].split("/")[-1] for entry in mine} == {spans[0].trace}
    assert all("xilofone" not in path.read_text() for path in written)
