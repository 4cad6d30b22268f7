"""Shared by the benchmarks: the command line, the running stack, and the description of the machine."""

import argparse
import os
import platform
import subprocess
import time
from pathlib import Path
from typing import Any

from local.stack.config import ROOT, Ports, State


def opened(parser: argparse.ArgumentParser, arguments: list[str], state: State) -> tuple[argparse.Namespace, Ports]:
    """The options, including `--json`, and the running stack's ports. Raises OSError as `running` does."""
    options = parsed(parser, arguments)
    return options, running(state)


def parsed(parser: argparse.ArgumentParser, arguments: list[str]) -> argparse.Namespace:
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(arguments)


def running(state: State) -> Ports:
    """The running stack's ports. Raises OSError if no stack runs, or one without emulators."""
    info = state.run_info()
    if not info:
        raise OSError("the stack does not run; start it with `./dev up`")
    if "emulators" not in str(info["source"]):
        raise OSError("the stack runs embedded; benchmarks need the emulators")
    return Ports.from_base(int(str(info["port"])))


def machine() -> dict[str, Any]:
    """`load` (other work) and `squares_ms` (speed of a core) are those of the moment: times depend on both."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        "system": platform.platform(terse=True),
        "python": platform.python_version(),
        "load": round(os.getloadavg()[0], 1),
        "squares_ms": min(_squares_ms() for _ in range(3)),
        "commit": _commit(),
    }


def described(found: dict[str, Any]) -> str:
    """The machine in one line."""
    return (
        "{processor}, {cores} cores, {memory_gb} GB, {system}, Python {python}, load {load},"
        " a million squares in {squares_ms} ms, {commit}"
    ).format(**found)


def percentile(values: list[float], share: float) -> float:
    """By the nearest-rank method; `share` is between 0 and 1."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def _squares_ms() -> int:
    """Time to sum a million squares in plain Python: machines with the same name differ by a factor of two."""
    started, total = time.perf_counter(), 0
    for n in range(1_000_000):
        total += n * n
    return round(1000 * (time.perf_counter() - started))


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.machine()
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine())


def _commit() -> str:
    command = ["git", "describe", "--always", "--dirty"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip() or "no commit"
