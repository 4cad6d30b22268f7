"""`./dev cost`: the cost of a month with 10 thousand, 1 million and 100 million comments.

Every input is marked as measured, derived from the code, a list price, or assumed. The table in docs/operations.md is
the output of this module.
"""

import json
import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from statistics import mean
from typing import Any

from alumusic.adapters.firestore.comments.document import to_document, with_classification
from alumusic.domain.comments.comment import BatchMessage
from bench.workload.comments import classified
from tools.stored import Stored, stored

MONTH_SECONDS, MONTH_MINUTES, MONTH_DAYS = 30 * 86_400, 30 * 1_440, 30
SIZES = (10_000, 1_000_000, 100_000_000)
_GIB, _TIB = 2**30, 2**40
_SAMPLE = 500

# Measured.
TOKENS_IN, TOKENS_OUT = 96.5, 39.2  # per comment, with the stand-in: docs/evaluation.md
REPORT_READS, REPORT_WRITES = 31, 2  # per minute, compaction included: docs/performance.md
PAGE_READS = 60  # per dashboard page, with its count: docs/performance.md
# Derived from the code.
PER_MESSAGE = 10  # comments: one model call, one commit
WRITES = 1 + 1 / PER_MESSAGE  # the comment, and its share of the message's counter shard
READS = 1 / PER_MESSAGE  # at most: the lookup of the message's authors in the erasure list
BATCH_WRITES, BATCH = 2, 1_000  # create and mark as published; comments per batch, assumed
KEPT_DAYS = 7  # retention of delivered messages in Pub/Sub: infra/messaging.tf
# Assumed.
MODEL_SECONDS, SHARING = 1.5, 4  # per Gemini call; concurrent deliveries per instance, of at most 16
PAGES = 20_000  # dashboard pages a month: five curators, 200 pages on each of 20 days
LOG_BYTES = 1_200  # per message: two lines, and the platform's own
REPORT_SECONDS = 0.3  # to build one report in the cloud
WARM = 2  # instances kept for `ingest` and `api`, 1 vCPU and 1 GiB each

# List prices in US dollars, from stored copies of Google's price pages, read on 2026-11-26. Firestore: the US
# multi-region, because the row for São Paulo was not available. Cloud Run: the dearer regions, which include São Paulo.
PRICES: Mapping[str, float] = {
    "tokens in, million": 0.30,
    "tokens out, million": 2.50,
    "reads, 100,000": 0.06,
    "writes, 100,000": 0.18,
    "Firestore, GiB a month": 0.18,
    "Pub/Sub, TiB": 40.0,
    "Pub/Sub kept, GiB a month": 0.27,
    "vCPU-second": 0.0000336,
    "GiB-second": 0.0000035,
    "warm vCPU-second": 0.0000035,
    "requests, million": 0.40,
    "log, GiB": 0.50,
}
# Monthly free tier. Reads and writes are free per day, here multiplied to a month.
FREE: Mapping[str, float] = {
    "reads": 50_000 * MONTH_DAYS,
    "writes": 20_000 * MONTH_DAYS,
    "Firestore, GiB": 1,
    "Pub/Sub, GiB": 10,
    "vCPU-seconds": 180_000,
    "GiB-seconds": 360_000,
    "requests": 2_000_000,
    "log, GiB": 50,
}


@dataclass(frozen=True)
class Measures:
    """Average sizes in bytes, measured on the corpus: a stored comment, and a message of ten comments."""

    comment: Stored
    message_bytes: float


@cache
def measures() -> Measures:
    rows = list(classified(random.Random(1), _SAMPLE, datetime(2026, 5, 6, tzinfo=UTC)))
    sizes = [stored("comments", one.id, with_classification(to_document(one, "b" * 36), of)) for one, of in rows]
    comments = [one for one, _ in rows]
    messages = [
        BatchMessage(batch_id="b" * 36, part=0, comments=tuple(comments[start : start + PER_MESSAGE]))
        for start in range(0, _SAMPLE, PER_MESSAGE)
    ]
    average = Stored(*(round(mean(column)) for column in zip(*sizes, strict=True)))
    return Measures(average, mean(len(one.model_dump_json(exclude_none=True)) for one in messages))


def costs(comments: int, measured: Measures) -> dict[str, float]:
    """US dollars for a month with this number of comments, by cost item."""
    messages = comments / PER_MESSAGE
    busy = messages * MODEL_SECONDS / SHARING + MONTH_MINUTES * REPORT_SECONDS
    reads = comments * READS + REPORT_READS * MONTH_MINUTES + PAGES * PAGE_READS
    writes = comments * (WRITES + BATCH_WRITES / BATCH) + REPORT_WRITES * MONTH_MINUTES
    gib = comments * (measured.comment.document + measured.comment.indexes) / _GIB
    carried = 2 * messages * measured.message_bytes  # published and delivered
    kept = messages * measured.message_bytes * KEPT_DAYS / MONTH_DAYS / _GIB
    requests = messages + comments / BATCH + MONTH_MINUTES + PAGES
    price = PRICES
    return {
        "Gemini": comments
        * (TOKENS_IN * price["tokens in, million"] + TOKENS_OUT * price["tokens out, million"])
        / 1_000_000,
        "Firestore, operations": _over(reads, "reads") * price["reads, 100,000"] / 100_000
        + _over(writes, "writes") * price["writes, 100,000"] / 100_000,
        "Firestore, storage": _over(gib, "Firestore, GiB") * price["Firestore, GiB a month"],
        "Pub/Sub": _over(carried / _GIB, "Pub/Sub, GiB") * _GIB / _TIB * price["Pub/Sub, TiB"]
        + kept * price["Pub/Sub kept, GiB a month"],
        "Cloud Run, work": _over(busy, "vCPU-seconds") * price["vCPU-second"]
        + _over(busy / 2, "GiB-seconds") * price["GiB-second"]
        + _over(requests, "requests") * price["requests, million"] / 1_000_000,
        "Cloud Run, two kept warm": WARM * MONTH_SECONDS * (price["warm vCPU-second"] + price["GiB-second"]),
        "logs": _over(messages * LOG_BYTES / _GIB, "log, GiB") * price["log, GiB"],
    }


def _over(used: float, free: str) -> float:
    return max(0.0, used - FREE[free])


def table() -> str:
    """The Markdown table of docs/operations.md."""
    measured = measures()
    columns = [costs(size, measured) for size in SIZES]
    rows = [[what, *(f"{column[what]:,.0f}" for column in columns)] for what in columns[0]]
    rows.append(["**together**", *(f"**{sum(column.values()):,.0f}**" for column in columns)])
    thousand = [f"{sum(column.values()) / size * 1_000:,.2f}" for column, size in zip(columns, SIZES, strict=True)]
    rows.append(["a thousand comments", *thousand])
    head = ["US$ a month", *(f"{size:,} comments" for size in SIZES)]
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, ["---"] * len(head), *rows])


def run(*, as_json: bool) -> int:
    measured = measures()
    if as_json:
        by_size: dict[str, Any] = {str(size): costs(size, measured) for size in SIZES}
        print(
            json.dumps(
                {"costs": by_size, "comment": measured.comment._asdict(), "message_bytes": measured.message_bytes}
            )
        )
        return 0
    print(table())
    print(
        f"\na stored comment: {measured.comment.document} bytes and {measured.comment.entries} index entries of"
        f" {measured.comment.indexes} bytes; a message of {PER_MESSAGE}: {measured.message_bytes:.0f} bytes"
    )
    return 0
