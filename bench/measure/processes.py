"""CPU time and memory of each process of the running stack, from /proc."""

import os
import threading
from collections import defaultdict
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

_TICKS = os.sysconf("SC_CLK_TCK")
_EVERY = 2.0  # seconds between samples; reading the maps of a Java process costs it some milliseconds


class Used(NamedTuple):
    cpu_s: float
    pss_mb: float


class Watched(NamedTuple):
    """Memory is PSS, which divides shared pages among their processes; master and workers are summed."""

    cpu_s: float
    pss_mb_before: float
    pss_mb_most: float
    pss_mb_after: float


def used(root: int) -> dict[str, Used]:
    """Usage of `root` and its descendants, summed by their names in the stack; `root` itself is "dev"."""
    parents = _parents()
    totals: dict[str, Used] = defaultdict(lambda: Used(0, 0))
    for pid in parents:
        if _descends(pid, root, parents):
            name = "dev" if pid == root else _name(pid)
            cpu, pss = cpu_s(pid), pss_mb(pid)
            totals[name] = Used(totals[name].cpu_s + cpu, totals[name].pss_mb + pss)
    return dict(totals)


def family(root: int) -> list[int]:
    """The pids of `root` and its descendants."""
    parents = _parents()
    return [pid for pid in parents if _descends(pid, root, parents)]


class Watch:
    """Samples the stack's processes every two seconds while the block runs; `found` has the result by name."""

    def __init__(self, root: int) -> None:
        self.root = root
        self.found: dict[str, Watched] = {}

    def __enter__(self) -> Self:
        self._first, self._most = used(self.root), dict[str, float]()
        self._over = threading.Event()
        self._looking = threading.Thread(target=self._look, daemon=True)
        self._looking.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._over.set()
        self._looking.join()
        for name, last in used(self.root).items():
            first = self._first.get(name, Used(0, 0))
            most = max(self._most.get(name, 0), first.pss_mb, last.pss_mb)
            spent = round(last.cpu_s - first.cpu_s, 2)
            self.found[name] = Watched(spent, round(first.pss_mb, 1), round(most, 1), round(last.pss_mb, 1))

    def _look(self) -> None:
        while not self._over.wait(_EVERY):
            for name, now in used(self.root).items():
                self._most[name] = max(self._most.get(name, 0), now.pss_mb)


def pss_mb(pid: int) -> float:
    rollup = _read(pid, "smaps_rollup").splitlines()
    return sum(int(line.split()[1]) for line in rollup if line.startswith("Pss:")) / 1024


def cpu_s(pid: int) -> float:
    fields = _stat(pid)
    return sum(map(int, fields[11:13])) / _TICKS if fields else 0.0


def _parents() -> dict[int, int]:
    pids = [int(folder.name) for folder in Path("/proc").glob("[0-9]*")]
    return {pid: int(fields[1]) for pid in pids if (fields := _stat(pid))}


def _descends(pid: int, root: int, parents: dict[int, int]) -> bool:
    while pid != root and pid in parents:
        pid = parents[pid]
    return pid == root


def _name(pid: int) -> str:
    """The name by the command line: `classify` for `--target classify`, `relay` for `-m local.cloud.relay`, `firestore`
    for the emulator's jar."""
    words = _read(pid, "cmdline").split("\0")
    if "--target" in words:
        return words[words.index("--target") + 1]
    modules = [word for word in words if word.startswith("local.")]
    if modules:
        return modules[0].rpartition(".")[2]
    emulator = next((kind for kind in ("pubsub", "firestore") if any(f"{kind}-emulator" in word for word in words)), "")
    return emulator or Path(words[0]).name or "?"


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat after the command's name, which may contain spaces."""
    return _read(pid, "stat").rpartition(")")[2].split()


def _read(pid: int, name: str) -> str:
    """Empty if the process has ended."""
    try:
        return Path(f"/proc/{pid}/{name}").read_text(errors="replace")
    except OSError:
        return ""
