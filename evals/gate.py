"""Floors and ceilings of the figures; the command, and so CI, fails if the worse end of an interval breaks one."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from evals.interval import Figure

FLOORS = Path(__file__).parent / "floors.toml"


class Gate(BaseModel):
    """`bound` is the worse end of the figure's interval, which is compared with the limit."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    figure: str
    at_least: bool
    limit: float
    bound: float

    @property
    def passed(self) -> bool:
        return self.bound >= self.limit if self.at_least else self.bound <= self.limit

    def __str__(self) -> str:
        side, sign = ("lower", "≥") if self.at_least else ("upper", "≤")
        verdict = "ok  " if self.passed else "FAIL"
        return f"{verdict} {self.figure}: {side} bound {self.bound:.3f}, must be {sign} {self.limit:.3f}"


def check(figures: Mapping[str, Figure], path: Path = FLOORS) -> list[Gate]:
    """Raises KeyError for an unknown figure, so that a misspelt floor is not silently ignored."""
    limits = tomllib.loads(path.read_text(encoding="utf-8"))
    unknown = {name for part in limits.values() for name in part} - set(figures)
    if unknown or set(limits) - {"at_least", "at_most"}:
        raise KeyError(f"{path.name}: no such figure: {', '.join(sorted(unknown)) or sorted(limits)}")
    floors = [
        Gate(figure=name, at_least=True, limit=limit, bound=figures[name].low)
        for name, limit in limits.get("at_least", {}).items()
    ]
    ceilings = [
        Gate(figure=name, at_least=False, limit=limit, bound=figures[name].high)
        for name, limit in limits.get("at_most", {}).items()
    ]
    return floors + ceilings
