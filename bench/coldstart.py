"""Time from a new instance's start to its first answer, per function, and its slowest imports. `./dev bench coldstart`.

Each bundle runs alone, as in the cloud: its own files, its own pinned packages, the functions framework. Its backends
are those of the stack that `./dev up` started.
"""

import argparse
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

from bench.measure.bundles import NAMES, Bundle, bundle
from bench.measure.machine import described, machine, opened, percentile
from bench.measure.processes import cpu_s, family, pss_mb
from bench.workload.asking import Question, questions
from local.progress import Progress
from local.stack.config import HOST, Ports, State, emulator_env, function_env
from local.stack.parts import function_threads

_SHOWN = 10  # slowest packages in the output
_PROFILES = 3  # profiles of which each module's best time counts, to leave out other load on the machine
_IMPORTED = re.compile(r"import time: +(?P<own>\d+) \| +\d+ \| +(?P<name>\S+)")
_TIMEOUT = 60
_IMPORT = "import time; t = time.perf_counter(); import functions_framework, main; print(time.perf_counter() - t)"


class _Start(NamedTuple):
    """Figures up to the first answer; memory is that of master and worker together."""

    seconds: float
    cpu_s: float
    pss_mb: float


def main(arguments: list[str], state: State) -> int:
    parser = argparse.ArgumentParser(prog="./dev bench coldstart", description=__doc__)
    parser.add_argument("--functions", nargs="+", default=list(NAMES), choices=NAMES)
    parser.add_argument("--runs", type=int, default=9)
    options, ports = opened(parser, arguments, state)
    asked, functions = questions(ports, state), dict[str, Any]()
    bar = Progress("started", len(options.functions) * options.runs)
    for name in options.functions:
        built, env = bundle(name), _env(name, ports, state)
        _started(built, env, asked[name])  # not measured: reads the files into the page cache
        starts = []
        for _ in range(options.runs):
            starts.append(_started(built, env, asked[name]))
            bar.update(len(functions) * options.runs + len(starts))
        functions[name] = _found(starts, _import_seconds(built, env, options.runs), _imports(built, env, asked[name]))
    found = {"machine": machine(), "runs": options.runs, "functions": functions}
    print(json.dumps(found, indent=1) if options.json else _table(found))
    return 0


def _found(starts: list[_Start], imports: list[float], slowest: dict[str, float]) -> dict[str, Any]:
    seconds = [start.seconds for start in starts]
    return {
        "first_answer_s": {"p50": round(percentile(seconds, 0.5), 3), "best": round(min(seconds), 3)},
        "first_answer_cpu_s": round(percentile([start.cpu_s for start in starts], 0.5), 2),
        "import_s": {"p50": round(percentile(imports, 0.5), 3), "best": round(min(imports), 3)},
        "pss_mb": round(percentile([start.pss_mb for start in starts], 0.5), 1),
        "slowest_imports_ms": slowest,
    }


def _env(name: str, ports: Ports, state: State) -> dict[str, str]:
    """The function's environment; of this process's own only PATH and HOME are passed on."""
    inherited = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")}
    return {**inherited, **emulator_env(ports), **function_env(ports, state.secrets()), **function_threads(name)}


def _started(built: Bundle, env: Mapping[str, str], question: Question) -> _Start:
    started = time.perf_counter()
    with _running(built, env) as (process, port):
        _first_answer(process, port, question)
        seconds, processes = time.perf_counter() - started, family(process.pid)
        return _Start(seconds, sum(map(cpu_s, processes)), sum(map(pss_mb, processes)))


@contextmanager
def _running(built: Bundle, env: Mapping[str, str]) -> Iterator[tuple[subprocess.Popen[str], int]]:
    port = _free_port()
    command = [str(built.python), "-m", "functions_framework", "--target", built.name, "--source", "main.py"]
    log = built.folder.parent / "stderr.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [*command, "--host", HOST, "--port", str(port)],
            cwd=built.folder,
            env=dict(env),
            stdout=subprocess.DEVNULL,
            stderr=output,
            start_new_session=True,
            text=True,
        )
        try:
            yield process, port
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(_TIMEOUT)


def _first_answer(process: subprocess.Popen[str], port: int, question: Question) -> None:
    """Raises OSError unless the status is 2xx."""
    _listening(process, port)
    connection = http.client.HTTPConnection(HOST, port, timeout=_TIMEOUT)
    try:
        connection.request(question.method, question.path, question.body, question.headers)
        answer = connection.getresponse()
        body = answer.read()
    finally:
        connection.close()
    if not 200 <= answer.status < 300:
        raise OSError(f"{question.path} answered {answer.status}: {body[:200]!r}")


def _listening(process: subprocess.Popen[str], port: int) -> None:
    end = time.monotonic() + _TIMEOUT
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.002)
    raise OSError(f"{process.args!r} did not start")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _import_seconds(built: Bundle, env: Mapping[str, str], runs: int) -> list[float]:
    """Import times of the framework and the function's module, without its imports on the first request."""
    command = [str(built.python), "-c", _IMPORT]
    return [
        float(subprocess.run(command, cwd=built.folder, env=dict(env), capture_output=True, check=True).stdout)
        for _ in range(runs)
    ]


def _imports(built: Bundle, env: Mapping[str, str], question: Question) -> dict[str, float]:
    """Milliseconds per package up to the first answer, slowest first: each module's own time without its imports."""
    best: dict[str, int] = {}
    for _ in range(_PROFILES):
        for name, micro in _profile(built, env, question):
            best[name] = min(best.get(name, micro), micro)
    spent: Counter[str] = Counter()
    for name, micro in best.items():
        spent[_package(name)] += micro
    return {name: round(micro / 1000, 1) for name, micro in spent.most_common(_SHOWN)}


def _profile(built: Bundle, env: Mapping[str, str], question: Question) -> Iterator[tuple[str, int]]:
    with _running(built, {**env, "PYTHONPROFILEIMPORTTIME": "1"}) as (process, port):
        _first_answer(process, port, question)
    for line in (built.folder.parent / "stderr.log").read_text(errors="replace").splitlines():
        if found := _IMPORTED.fullmatch(line):
            yield found["name"], int(found["own"])


def _package(module: str) -> str:
    """The package to sum by: `google.cloud.firestore_v1`, `jwt`, or one of our layers, such as `alumusic.domain`."""
    parts = module.split(".")
    depth = {"google": 3 if parts[:2] == ["google", "cloud"] else 2, "alumusic": 2}.get(parts[0], 1)
    return ".".join(parts[:depth])


def _table(found: dict[str, Any]) -> str:
    lines = [
        described(found["machine"]),
        f"{'':>10} {'first answer':>13} {'best':>6} {'CPU s':>6} {'import':>7} {'PSS MB':>7}",
    ]
    for name, one in found["functions"].items():
        first, imports = one["first_answer_s"], one["import_s"]
        lines.append(
            f"{name:>10} {first['p50']:>11.2f} s {first['best']:>6.2f} {one['first_answer_cpu_s']:>6.2f}"
            f" {imports['p50']:>7.2f} {one['pss_mb']:>7.1f}"
        )
    for name, one in found["functions"].items():
        slowest = "  ".join(f"{package} {ms:.0f}" for package, ms in one["slowest_imports_ms"].items())
        lines.append(f"{name}'s slowest imports, ms: {slowest}")
    return "\n".join(lines)
