"""Cost of a page of comments and of an export with 1, 10 and 50 thousand comments stored. `./dev bench search`.

Comments are written into separate projects on the running stack's Firestore emulator; the stack must have started
empty. The emulator scans every comment for every query, so times grow with the number stored. Documents read are
counted as Firestore would bill them.
"""

import argparse
import json
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

from google.cloud import firestore

from alumusic.adapters.firestore.comments.document import to_document, with_classification
from alumusic.adapters.firestore.reading.search import FirestoreSearch
from alumusic.domain.comments.tags import TagCatalogue
from alumusic.domain.reading.filter import CommentFilter, CommentQuery, Order
from alumusic.entrypoints.reading.files import file_parts
from alumusic.services.reading.charts import ReportFiltered
from alumusic.services.reading.counts import CountComments
from alumusic.services.reading.export import ExportComments
from alumusic.services.reading.pages import ReadComments
from bench.measure.machine import described, machine, opened, percentile
from bench.measure.meter import Meter, metered
from bench.workload.comments import classified
from local.progress import Progress
from local.stack.config import Ports, State

_SIZES = (1_000, 10_000, 50_000)
_RUNS = 7
_SECONDS = 5.0  # at most for one kind of query; a slow one is measured in fewer runs
_PER_COMMIT = 500
_EXPORTS = ("csv", "json", "ndjson")
_NOW = datetime(2026, 5, 6, 15, 30, tzinfo=UTC)
_PAGES: dict[str, dict[str, Any]] = {
    "newest": {},
    "one category": {"categoria": ["CRÍTICA"]},
    "one artist": {"artista": ["artista 7"]},
    "one tag": {"tag": ["show_som"]},
    "a week, least certain": {"de": _NOW - timedelta(days=7), "ordem": "menos_certos"},
    "five filters": {
        "categoria": ["CRÍTICA", "DÚVIDA"],
        "sentimento": ["NEGATIVO"],
        "status": ["CONCLUIDO"],
        "revisado": False,
        "confianca_max": 0.7,
    },
    "one word": {"busca": "ingresso"},
    "two words": {"busca": "show ingresso"},
    "a phrase": {"busca": '"o show"'},
    "stop words": {"busca": "o que"},
    "an absent word": {"busca": "show inexistente"},
}


class _Cost(NamedTuple):
    ms_p50: float
    reads: int
    aggregations: int


def main(arguments: list[str], state: State) -> int:
    parser = argparse.ArgumentParser(prog="./dev bench search", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(_SIZES))
    options, ports = opened(parser, arguments, state)
    found = {"machine": machine(), "runs": [_measure(ports, size) for size in options.sizes]}
    print(json.dumps(found, indent=1, default=_Cost._asdict) if options.json else _table(found))
    return 0


def _measure(ports: Ports, size: int) -> dict[str, Any]:
    database, meter = metered(ports, f"bench-search-{size}-{uuid4().hex[:6]}")
    search = FirestoreSearch(database)
    if ReadComments(search, str).page(CommentQuery()).total:
        raise OSError("the emulator shows what it was seeded with in every project: start the stack empty")
    started = time.perf_counter()
    _fill(database, size)
    filled = time.perf_counter() - started
    reader, count, report = (
        ReadComments(search, str),
        CountComments(search),
        ReportFiltered(search, lambda: _NOW, TagCatalogue),
    )
    artist = CommentFilter(artist=("artista 7",))
    calls: dict[str, Callable[[], Any]] = {
        **{name: partial(reader.page, CommentQuery(**fields)) for name, fields in _PAGES.items()},
        "counts of an artist": partial(count, artist),
        "charts of an artist": partial(report, artist),
    }
    costs, bar = dict[str, _Cost](), Progress(f"asked of {size}", len(calls))
    for name, call in calls.items():
        costs[name] = _cost(meter, call)
        bar.update(len(costs))
    kinds = {**{kind: (kind, CommentFilter()) for kind in _EXPORTS}, "csv of an artist": ("csv", artist)}
    exports, bar = dict[str, dict[str, float]](), Progress(f"exports of {size}", len(kinds))
    for name, (kind, chosen) in kinds.items():
        exports[name] = _export(search, meter, kind, chosen)
        bar.update(len(exports))
    return {"comments": size, "fill_s": round(filled, 1), "costs": costs, "exports": exports}


def _cost(meter: Meter, call: Callable[[], Any]) -> _Cost:
    times: list[float] = []
    while len(times) < _RUNS and sum(times) < 1000 * _SECONDS:
        meter.clear()
        started = time.perf_counter()
        call()
        times.append(1000 * (time.perf_counter() - started))
    return _Cost(round(percentile(times, 0.5), 1), meter.counts["reads"], meter.counts["aggregations"])


def _export(search: FirestoreSearch, meter: Meter, kind: str, chosen: CommentFilter) -> dict[str, float]:
    """Reads an export and discards it. `memory_mb` is the peak of resident memory above that before the export."""
    Path("/proc/self/clear_refs").write_text("5")
    meter.clear()
    before, started = _memory_mb("VmHWM"), time.perf_counter()
    found = ExportComments(search, str)(chosen, Order.NEWEST)
    rows, size = found.total or 0, sum(len(part) for part in file_parts(found.pages, kind))
    seconds = time.perf_counter() - started
    return {
        "rows": rows,
        "reads": meter.counts["reads"],
        "aggregations": meter.counts["aggregations"],
        "rows_per_s": round(rows / seconds),
        "mb": round(size / 1e6, 1),
        "seconds": round(seconds, 1),
        "memory_mb": round(_memory_mb("VmHWM") - before, 1),
    }


def _memory_mb(name: str) -> float:
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith(f"{name}:"))


def _fill(database: firestore.Client, size: int) -> None:
    made, bar = classified(random.Random(size), size, _NOW), Progress("written", size)
    for start in range(0, size, _PER_COMMIT):
        batch = database.batch()
        for _, (comment, classification) in zip(range(_PER_COMMIT), made, strict=False):
            document = with_classification(to_document(comment, "lote"), classification)
            batch.create(database.document("comments", comment.id), document)
        batch.commit()
        bar.update(min(start + _PER_COMMIT, size))


def _table(found: dict[str, Any]) -> str:
    lines = [described(found["machine"])]
    for run in found["runs"]:
        lines.append(f"{run['comments']} comments (written in {run['fill_s']} s)")
        lines.append(f"  {'':<24} {'ms p50':>8} {'reads':>6} {'counts':>7}")
        lines += [f"  {name:<24} {c.ms_p50:>8} {c.reads:>6} {c.aggregations:>7}" for name, c in run["costs"].items()]
        lines += [
            f"  export {name}: " + ", ".join(f"{what} {value}" for what, value in one.items())
            for name, one in run["exports"].items()
        ]
    return "\n".join(lines)
