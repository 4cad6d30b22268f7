"""Parses a caller's trace context, and writes the one that is passed on."""

import pytest

from alumusic.adapters.telemetry.traces import onward, work
from tests.support.traces import SPAN, TRACE, read


def test_a_w3c_header_is_read_and_written_alike() -> None:
    headers = {"traceparent": f"00-{TRACE}-{SPAN}-01"}

    with work("work", headers):
        written = onward()

    assert read(headers) == (TRACE, SPAN, True)
    assert written == headers


@pytest.mark.parametrize(("flags", "sampled"), [("00", False), ("01", True), ("03", True), ("02", False)])
def test_the_last_bit_says_whether_it_is_sampled(flags: str, sampled: bool) -> None:
    context = read({"traceparent": f"00-{TRACE}-{SPAN}-{flags}"})

    assert context is not None and context[2] is sampled


def test_googles_older_header_is_read_where_there_is_no_other() -> None:
    older = {"x-cloud-trace-context": f"{TRACE}/67667974448284343;o=1"}

    assert read(older) == (TRACE, SPAN, True)
    assert read({"traceparent": f"00-{TRACE[::-1]}-{SPAN}-00", **older}) == (TRACE[::-1], SPAN, False)


@pytest.mark.parametrize(
    "header",
    [
        "", "00", f"00-{TRACE}-{SPAN}", f"00-{'0' * 32}-{SPAN}-01", f"00-{TRACE}-{'0' * 16}-01",
        f"00-{TRACE.upper()}-{SPAN}-01", f"00-{TRACE}-{SPAN}-01\n", f" 00-{TRACE}-{SPAN}-01", "x" * 10_000,
    ],
)  # fmt: skip
def test_an_invalid_trace_header_is_none(header: str) -> None:
    assert read({"traceparent": header}) is None


@pytest.mark.parametrize(
    "header", ["", TRACE, f"{TRACE}/", f"{TRACE}/0;o=1", f"{TRACE}/{'9' * 20}", f"{TRACE}/{'9' * 30}", f"{'0' * 32}/1"]
)
def test_an_invalid_header_of_googles_older_form_is_none(header: str) -> None:
    headers = {"x-cloud-trace-context": header}

    with work("work", headers):
        written = onward()

    assert read(headers) is None
    assert written == {}


def test_the_callers_tracestate_and_baggage_are_not_passed_on() -> None:
    with work("work", {"traceparent": f"00-{TRACE}-{SPAN}-01", "tracestate": "a=b", "baggage": "c=d"}):
        assert set(onward()) == {"traceparent"}
