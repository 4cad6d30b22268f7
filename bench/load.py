"""How fast comments are accepted and classified, against the stack that runs. `./dev bench load`.

The stack is the one that `./dev up` started; its own flags set the model's latency.
"""

import argparse
import json
import time
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from bench.machine import machine, memory_mb, opened, percentile
from local import client, demo
from local.config import FUNCTIONS, HOST, Ports, State

_POLL = 0.2  # seconds between two looks at the batches


def main(arguments: list[str], state: State) -> int:
    parser = argparse.ArgumentParser(prog="./dev bench load", description=__doc__)
    parser.add_argument("--comments", type=int, default=1_000)
    parser.add_argument("--batch", type=int, default=1_000, help="comments a POST")
    parser.add_argument("--warm-up", type=int, default=2, help="POSTs that are not measured")
    options, ports = opened(parser, arguments, state)
    found = measure(ports, state, options)
    print(json.dumps(found, indent=1) if options.json else _table(found))
    return 0


def measure(ports: Ports, state: State, options: argparse.Namespace) -> dict[str, Any]:
    base = f"http://{HOST}:{ports.gateway}"
    token = client.service_token(ports.gateway, state.secrets(), "bench")
    for _ in range(options.warm_up):
        _drained(base, token, [_post(base, token, options.batch)[1]])
    seconds, batches, started = [], [], time.perf_counter()
    for _ in range(options.comments // options.batch):
        took, batch = _post(base, token, options.batch)
        seconds.append(took)
        batches.append(batch)
    accepted = time.perf_counter() - started
    failed = _drained(base, token, batches)
    classified = time.perf_counter() - started
    on_report = _on_report(base, started)
    return {
        "machine": machine(),
        "comments": options.comments,
        "batch": options.batch,
        "post_ms": {name: round(1000 * percentile(seconds, p), 1) for name, p in _PERCENTILES.items()},
        "accepted_per_second": round(options.comments / accepted, 1),
        "classified_after_s": round(classified, 2),
        "classified_per_second": round(options.comments / classified, 1),
        "failed": failed,
        "on_report_after_s": round(on_report, 1),
        "functions_pss_mb": memory_mb(getattr(ports, name) for name in FUNCTIONS),
    }


_PERCENTILES = {"p50": 0.5, "p95": 0.95, "p99": 0.99}


def _post(base: str, token: str, size: int) -> tuple[float, str]:
    """Seconds until the 202, and the batch. The texts are new each time, so that no answer is remembered."""
    rows = demo.comments(datetime.now(UTC))
    mark = uuid4().hex[:6]
    items = [{"texto": f"{rows[n % len(rows)]['texto']} {mark}{n}"} for n in range(size)]
    started = time.perf_counter()
    answer = client.call("POST", f"{base}/api/comentarios", items, token)
    took = time.perf_counter() - started
    if answer.status != 202:
        raise OSError(f"refused: {answer.status} {answer.body}")
    return took, answer.body["lote_id"]


def _drained(base: str, token: str, batches: list[str]) -> int:
    """Waits until nothing is pending; how many failed."""
    failed = 0
    for batch in batches:
        while True:
            progress = client.call("GET", f"{base}/api/lotes/{batch}", None, token).body
            if progress["pendentes"] == 0:
                failed += progress["falharam"]
                break
            time.sleep(_POLL)
    return failed


def _on_report(base: str, started: float) -> float:
    """Seconds until the public report is of a minute that began after everything was classified."""
    classified = datetime.now(UTC)
    while True:
        report = client.call("GET", f"{base}/api/relatorio").body
        if datetime.fromisoformat(report["gerado_em"]) >= classified:
            return time.perf_counter() - started
        time.sleep(_POLL)


def _table(found: dict[str, Any]) -> str:
    return "\n".join(f"{name:>22}  {value}" for name, value in found.items())
