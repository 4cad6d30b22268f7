"""Where a piece of work stands in its trace: what callers say in `traceparent`, and what we say to the next."""

import re
from typing import NamedTuple, Self

_W3C = re.compile(r"[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})")
_CLOUD = re.compile(r"([0-9a-f]{32})/(\d{1,20})(?:;o=(\d))?")
_NO_TRACE, _NO_SPAN = "0" * 32, "0" * 16


class TraceContext(NamedTuple):
    trace_id: str
    span_id: str
    sampled: bool

    @classmethod
    def read(cls, traceparent: str | None, cloud: str | None = None) -> Self | None:
        """Of a W3C `traceparent`, or of Google's older X-Cloud-Trace-Context; None for what is neither."""
        if found := _W3C.fullmatch(traceparent or ""):
            context = cls(found[1], found[2], bool(int(found[3], 16) & 1))
        elif found := _CLOUD.fullmatch(cloud or ""):
            context = cls(found[1], f"{int(found[2]) & 0xFFFF_FFFF_FFFF_FFFF:016x}", found[3] == "1")
        else:
            return None
        return None if context.trace_id == _NO_TRACE or context.span_id == _NO_SPAN else context

    def header(self) -> str:
        return f"00-{self.trace_id}-{self.span_id}-{int(self.sampled):02x}"
