"""What callers say of their trace, and what we say to the next."""

import pytest

from alumusic.domain.trace_context import TraceContext

TRACE, SPAN = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"


def test_a_w3c_header_is_read_and_written_alike() -> None:
    header = f"00-{TRACE}-{SPAN}-01"

    context = TraceContext.read(header)

    assert context == TraceContext(TRACE, SPAN, sampled=True)
    assert context.header() == header


@pytest.mark.parametrize(("flags", "sampled"), [("00", False), ("01", True), ("03", True), ("02", False)])
def test_the_last_bit_says_whether_it_is_sampled(flags: str, sampled: bool) -> None:
    context = TraceContext.read(f"00-{TRACE}-{SPAN}-{flags}")

    assert context is not None and context.sampled is sampled


def test_googles_older_header_is_read_where_there_is_no_other() -> None:
    older = f"{TRACE}/67667974448284343;o=1"

    assert TraceContext.read(None, older) == TraceContext(TRACE, SPAN, sampled=True)
    assert TraceContext.read(f"00-{TRACE[::-1]}-{SPAN}-00", older) == TraceContext(TRACE[::-1], SPAN, sampled=False)


@pytest.mark.parametrize(
    "header",
    [
        "", "00", f"00-{TRACE}-{SPAN}", f"00-{'0' * 32}-{SPAN}-01", f"00-{TRACE}-{'0' * 16}-01",
        f"00-{TRACE.upper()}-{SPAN}-01", f"00-{TRACE}-{SPAN}-01\n", f" 00-{TRACE}-{SPAN}-01", "x" * 10_000,
    ],
)  # fmt: skip
def test_what_is_no_header_is_none(header: str) -> None:
    assert TraceContext.read(header) is None


@pytest.mark.parametrize("header", ["", TRACE, f"{TRACE}/", f"{TRACE}/0;o=1", f"{TRACE}/{'9' * 30}", f"{'0' * 32}/1"])
def test_what_is_no_older_header_is_none(header: str) -> None:
    assert TraceContext.read(None, header) is None
