"""Progress output: a bar with the remaining time on a terminal, otherwise a plain line every ten seconds."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TextIO

_WIDTH = 30
_EVERY = 10.0  # seconds between plain lines


@dataclass
class Progress:
    label: str
    total: int
    out: TextIO = field(default_factory=lambda: sys.stderr)
    clock: Callable[[], float] = time.monotonic
    _started: float = field(init=False)
    _said: float = field(init=False)

    def __post_init__(self) -> None:
        self._started = self._said = self.clock()

    def update(self, done: int) -> None:
        now = self.clock()
        finished = done >= self.total
        if self.out.isatty():
            print(f"\r{self._line(done, now)}\x1b[K", end="\n" if finished else "", file=self.out, flush=True)
        elif finished or now - self._said >= _EVERY:
            self._said = now
            print(f"{self.label}: {done}/{self.total}{self._left(done, now)}", file=self.out, flush=True)

    def _line(self, done: int, now: float) -> str:
        filled = _WIDTH * min(done, self.total) // max(self.total, 1)
        return f"{self.label} {'█' * filled}{'░' * (_WIDTH - filled)} {done}/{self.total}{self._left(done, now)}"

    def _left(self, done: int, now: float) -> str:
        if done >= self.total:
            return f" in {now - self._started:.1f} s"
        if not done:
            return ""
        return f", about {(now - self._started) * (self.total - done) / done:.0f} s left"
