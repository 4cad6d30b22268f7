"""What every benchmark shares: its command line, the stack that runs, the machine the figures are of."""

import argparse
import os
import platform
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from local.config import Ports, State


def opened(parser: argparse.ArgumentParser, arguments: list[str], state: State) -> tuple[argparse.Namespace, Ports]:
    """The options, `--json` among them, and the running stack's ports. Raises OSError when none runs."""
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    info = state.run_info()
    if not info:
        raise OSError("the stack does not run; start it with `./dev up`")
    return options, Ports.from_base(int(str(info["port"])))


def machine() -> dict[str, Any]:
    return {"cores": os.cpu_count(), "system": platform.platform(terse=True), "python": platform.python_version()}


def memory_mb(ports: Iterable[int]) -> float:
    """PSS of every process whose command line names one of the ports: shared pages count once, master and workers."""
    wanted = {str(port) for port in ports}
    total = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if wanted & set((folder / "cmdline").read_text().split("\0")):
                total += _pss_kb((folder / "smaps_rollup").read_text())
        except OSError:
            continue
    return round(total / 1024, 1)


def _pss_kb(rollup: str) -> int:
    return next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))


def percentile(values: list[float], share: float) -> float:
    """Nearest rank."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]
