"""Cost of the minute's report with 1 k, 10 k and 100 k comments counted, and latency of `GET /api/relatorio`.

`./dev bench report`. This process makes the reports, in separate projects on the running stack's Firestore emulator;
the stack must have started empty. Reads and writes are counted on the wire, as Firestore would bill them.
"""

import argparse
import json
import time
from collections import Counter
from datetime import timedelta
from typing import Any
from uuid import uuid4

from alumusic.adapters.firestore.counting.counters import FirestoreCounters, FirestoreSnapshots
from alumusic.services.report.publish import COMPACT_AT, PublishReport
from bench.measure.machine import described, machine, opened, percentile
from bench.measure.meter import metered
from bench.workload import counters, readers
from local.progress import Progress
from local.stack.config import Ports, State

_SIZES = (1_000, 10_000, 100_000)
_MINUTES = 21  # reports per size, made in turns, so that other load on the machine affects all sizes
_FOLDED = 10  # the minute in which a shard is full and is compacted


class _Product:
    """Counters of `size` comments in a separate project, with the time and cost of each report over them."""

    def __init__(self, ports: Ports, size: int) -> None:
        self.size, self.times, self.costs = size, list[float](), list[Counter[str]]()
        self._database, self._meter = metered(ports, f"bench-{size}-{uuid4().hex[:6]}")
        if FirestoreSnapshots(self._database).latest() is not None:
            raise OSError(
                "the emulator shows what it was seeded with in every project: start the stack with an empty folder"
            )
        counters.fill(self._database, size)
        self._report = PublishReport(FirestoreCounters(self._database), FirestoreSnapshots(self._database))
        self._report(counters.AT)

    def publish(self, minute: int) -> None:
        if minute == _FOLDED:
            counters.fill_shard(self._database, shard=0, cells=COMPACT_AT)
        self._meter.counts.clear()
        started = time.perf_counter()
        self._report(counters.AT + timedelta(minutes=minute))
        self.times.append(1000 * (time.perf_counter() - started))
        self.costs.append(self._meter.counts.copy())

    def found(self) -> dict[str, Any]:
        return {
            "comments": self.size,
            "reads": Counter(cost["reads"] for cost in self.costs).most_common(1)[0][0],
            "reads_most": max(cost["reads"] for cost in self.costs),
            "writes": Counter(cost["writes"] + cost["deletes"] for cost in self.costs).most_common(1)[0][0],
            "writes_most": max(cost["writes"] + cost["deletes"] for cost in self.costs),
            "ms_p50": round(percentile(self.times, 0.5), 1),
            "ms_fold": round(self.times[_FOLDED - 1], 1),
            "ms_worst": round(max(self.times), 1),
        }


def main(arguments: list[str], state: State) -> int:
    parser = argparse.ArgumentParser(prog="./dev bench report", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(_SIZES))
    options, ports = opened(parser, arguments, state)
    filling, bar = Progress("filled", len(options.sizes)), Progress("minutes", _MINUTES)
    products = []
    for size in options.sizes:
        products.append(_Product(ports, size))
        filling.update(len(products))
    for minute in range(1, _MINUTES + 1):
        for product in products:
            product.publish(minute)
        bar.update(minute)
    medians = [percentile(product.times, 0.5) for product in products]
    found = {
        "machine": machine(),
        "runs": [product.found() for product in products],
        "slowest_to_fastest": round(max(medians) / min(medians), 2),
        "public": readers.measure(ports),
    }
    print(json.dumps(found, indent=1) if options.json else _table(found))
    return 0


def _table(found: dict[str, Any]) -> str:
    names = list(found["runs"][0])
    rows = ["".join(f"{run[name]:>13}" for name in names) for run in found["runs"]]
    public = "  ".join(f"{name} {value}" for name, value in found["public"].items())
    return "\n".join(
        [
            described(found["machine"]),
            "".join(f"{name:>13}" for name in names),
            *rows,
            f"slowest to fastest: {found['slowest_to_fastest']}",
            f"GET /api/relatorio: {public}",
        ]
    )
