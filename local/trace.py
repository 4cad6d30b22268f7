"""`./dev trace BATCH`: prints the traces of a batch from the spans that `up --trace` writes."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local.stack.config import State


@dataclass(frozen=True)
class Span:
    trace: str
    span: str
    parent: str | None
    service: str
    name: str
    start_ns: int
    end_ns: int
    error: str | None
    attributes: dict[str, Any]

    def line(self, depth: int, origin_ns: int) -> str:
        """Columns: start since `origin_ns` and duration, both in milliseconds; function; indented name; attributes."""
        begun, took = (self.start_ns - origin_ns) / 1e6, (self.end_ns - self.start_ns) / 1e6
        shown = " ".join(f"{key}={value}" for key, value in self.attributes.items() if key != "batch_id")
        failed = f" FAILED: {self.error}" if self.error else ""
        return f"{begun:>9.1f} {took:>9.1f}  {self.service:<9} {'  ' * depth + self.name:<28} {shown}{failed}".rstrip()


def show(batch_id: str, state: State) -> int:
    spans = read(state.spans)
    traces = {span.trace for span in spans if span.attributes.get("batch_id") == batch_id}
    if not traces:
        print(f"no trace of batch {batch_id}; a stack writes them that `./dev up --trace` started", file=sys.stderr)
        return 1
    for trace in sorted(traces):
        print(f"trace {trace}\n begun ms   took ms  function  what")
        print("\n".join(tree([span for span in spans if span.trace == trace])))
    return 0


def read(path: Path) -> list[Span]:
    """Skips a line that a stopped process left incomplete."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else []:
        try:
            found.append(Span(**json.loads(line)))
        except (ValueError, TypeError):
            continue
    return found


def tree(spans: list[Span]) -> Iterator[str]:
    """One line a span, by start time, children indented below their parent. Spans of an unknown parent are roots."""
    spans = sorted(spans, key=lambda span: span.start_ns)
    known = {span.span for span in spans}

    def below(parent: str | None, depth: int) -> Iterator[str]:
        for span in spans:
            if span.parent == parent or (parent is None and span.parent not in known):
                yield span.line(depth, spans[0].start_ns)
                yield from below(span.span, depth + 1)

    yield from below(None, 0)
