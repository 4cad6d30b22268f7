"""What one minute's report costs with 1 thousand, 10 thousand and 100 thousand comments counted. `./dev bench report`.

Counters are filled as the functions fill them, shard by shard and fold by fold, in projects of their own on the running
stack's Firestore emulator; the stack must have started empty. Reads and writes are counted on the wire, as Firestore
would bill them.
"""

import argparse
import json
import os
import random
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from google.cloud import firestore

from alumusic.adapters.firestore_comments import count_in
from alumusic.adapters.firestore_stats import FirestoreAggregates, FirestoreSnapshots
from alumusic.domain.cells import cells_of
from alumusic.domain.classification import Category, Classification, Sentiment
from alumusic.domain.comment import Comment
from alumusic.domain.tags import CATALOGUE
from alumusic.services.report import PublishReport
from bench.machine import machine, percentile
from bench.meter import metered
from local import client
from local.config import HOST, Ports, State

_SIZES = (1_000, 10_000, 100_000)
_RUNS = 9
_PER_COMMIT = 400  # cells of this many comments go in one commit, so that filling takes seconds, not hours
_COMMITS_PER_FOLD = 12
_PUBLIC_REQUESTS = 400


def main(arguments: list[str], state: State) -> int:
    parser = argparse.ArgumentParser(prog="./dev bench report", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(_SIZES))
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    info = state.run_info()
    if not info:
        print("the stack does not run; start it with `./dev up`", file=sys.stderr)
        return 1
    ports = Ports.from_base(int(str(info["port"])))
    os.environ["FIRESTORE_EMULATOR_HOST"] = f"{HOST}:{ports.firestore}"
    rows = [_measure(ports, size) for size in options.sizes]
    found = {"machine": machine(), "runs": rows, "public": _public(ports)}
    found["slowest_to_fastest"] = round(max(r["ms_p50"] for r in rows) / min(r["ms_p50"] for r in rows), 2)
    print(json.dumps(found, indent=1) if options.json else _table(found))
    return 0


def _measure(ports: Ports, size: int) -> dict[str, Any]:
    database, meter = metered(ports, f"bench-{size}-{uuid4().hex[:6]}")
    now = datetime.now(UTC).replace(minute=30, second=0, microsecond=0)
    if FirestoreSnapshots(database).latest() is not None:
        raise OSError(
            "the emulator shows what it was seeded with in every project: start the stack with an empty folder"
        )
    _fill(database, size, now)
    report = PublishReport(FirestoreAggregates(database), FirestoreSnapshots(database))
    report(now)
    times, costs = [], []
    for minute in range(1, _RUNS + 1):
        meter.clear()
        started = time.perf_counter()
        report(now + timedelta(minutes=minute))
        times.append(1000 * (time.perf_counter() - started))
        costs.append(dict(meter.counts))
    return {
        "comments": size,
        "reads_most": max(cost["reads"] for cost in costs),
        "writes_most": max(cost["writes"] + cost.get("deletes", 0) for cost in costs),
        "ms_p50": round(percentile(times, 0.5), 1),
        "ms_worst": round(max(times), 1),
    }


def _fill(database: firestore.Client, size: int, now: datetime) -> None:
    """Comments of sixteen weeks, of sixty artists, as many an hour whatever the size."""
    chance, aggregates = random.Random(size), FirestoreAggregates(database)
    for commit, start in enumerate(range(0, size, _PER_COMMIT)):
        cells: Counter[str] = Counter()
        for _ in range(min(_PER_COMMIT, size - start)):
            cells.update(cells_of(*_sample(chance, now)))
        for part in _parts(cells, 400):
            batch = database.batch()
            count_in(database, batch, part, uuid4().hex)
            batch.commit()
        if commit % _COMMITS_PER_FOLD == _COMMITS_PER_FOLD - 1:
            _fold_all(aggregates)
    _fold_all(aggregates)


def _parts(cells: Counter[str], most: int) -> list[dict[str, int]]:
    items = list(cells.items())
    return [dict(items[start : start + most]) for start in range(0, len(items), most)]


def _fold_all(aggregates: FirestoreAggregates) -> None:
    for shard in aggregates.read([]).shards:
        aggregates.fold(shard)


def _sample(chance: random.Random, now: datetime) -> tuple[Comment, Classification]:
    moment = now - timedelta(minutes=chance.randrange(16 * 7 * 24 * 60))
    artist = chance.randrange(60)
    comment = Comment(
        id=str(uuid4()),
        text="x",
        published_at=moment,
        received_at=now,
        artist=f"Artista {artist}",
        album=f"Álbum {artist % 7}",
    )
    classification = Classification(
        category=chance.choice(list(Category)),
        sentiment=chance.choice(list(Sentiment)),
        confidence=chance.random(),
        tags=tuple(chance.sample(list(CATALOGUE), chance.randrange(3))),
        classified_at=now,
    )
    return comment, classification


def _public(ports: Ports) -> dict[str, float]:
    """`GET /api/relatorio` one after another, straight at the function, gzip as a browser asks."""
    url, times = f"http://{HOST}:{ports.report}/api/relatorio", []
    for _ in range(_PUBLIC_REQUESTS):
        started = time.perf_counter()
        client.call("GET", url)
        times.append(1000 * (time.perf_counter() - started))
    return {name: round(percentile(times, share), 2) for name, share in {"ms_p50": 0.5, "ms_p99": 0.99}.items()}


def _table(found: dict[str, Any]) -> str:
    head = f"{'comments':>10} {'reads':>6} {'writes':>7} {'ms p50':>8} {'ms worst':>9}"
    lines = [
        f"{r['comments']:>10} {r['reads_most']:>6} {r['writes_most']:>7} {r['ms_p50']:>8} {r['ms_worst']:>9}"
        for r in found["runs"]
    ]
    ratio = f"slowest to fastest: {found['slowest_to_fastest']}"
    public = f"GET /api/relatorio: p50 {found['public']['ms_p50']} ms, p99 {found['public']['ms_p99']} ms"
    return "\n".join([head, *lines, ratio, public])
