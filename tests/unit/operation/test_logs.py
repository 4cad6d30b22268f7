"""A log line is a JSON object with severity, trace and ids, and never contains a comment."""

import io
import json
import logging
from collections.abc import Iterator

import pytest

from alumusic.adapters.telemetry.logs import event, log_also, log_json, logged_with
from alumusic.adapters.telemetry.traces import work
from tests.support.traces import SPAN, TRACE, traceparent

logger = logging.getLogger("alumusic.tests")


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    log_json("INFO", "projeto")
    yield stream
    root.handlers[:], root.level = before


def lines(written: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def test_a_line_names_its_trace_as_cloud_logging_reads_it(written: io.StringIO) -> None:
    with work("classify", traceparent()):
        logger.warning("recusado: %s", "banco_indisponivel")

    (entry,) = lines(written)
    assert entry == {
        "severity": "WARNING",
        "message": "recusado: banco_indisponivel",
        "logger": "alumusic.tests",
        "logging.googleapis.com/trace": f"projects/projeto/traces/{TRACE}",
        "logging.googleapis.com/spanId": SPAN,
        "logging.googleapis.com/trace_sampled": True,
    }


def test_ids_are_on_every_line_of_the_work_and_on_none_after_it(written: io.StringIO) -> None:
    with logged_with(message_id="m1"):
        log_also(batch_id="b1", part=3)
        logger.info("dentro")
    logger.info("fora")

    inside, outside = lines(written)
    assert (inside["message_id"], inside["batch_id"], inside["part"]) == ("m1", "b1", 3)
    assert set(outside) == {"severity", "message", "logger"}


def test_a_metric_event_has_its_name_and_numbers(written: io.StringIO) -> None:
    logger.info("model asked", extra=event("model_asked", price_usd=0.25))

    (entry,) = lines(written)
    assert (entry["event"], entry["price_usd"]) == ("model_asked", 0.25)


def test_a_fault_has_its_stack_in_one_line(written: io.StringIO) -> None:
    try:
        raise ValueError("x")
    except ValueError:
        logger.exception("falhou")

    (entry,) = lines(written)
    assert entry["severity"] == "ERROR"
    assert "ValueError: x" in str(entry["stack_trace"])
