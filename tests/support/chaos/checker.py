"""The final check of a chaos run: no comment lost, unexpected or counted twice."""

import gzip
import json
from collections import Counter
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from alumusic.adapters.firestore.counting.audit import FirestoreCommentAudit, FirestoreCounterAudit
from alumusic.adapters.firestore.counting.counters import FirestoreSnapshots
from alumusic.domain.counting.counters import merged
from alumusic.domain.counting.week import by_week
from alumusic.services.counting.audit import Audit
from tests.support.chaos.senders import Senders


class Found(NamedTuple):
    attempted: int
    acknowledged: int
    stored: int
    counted: int
    """Comments according to the counters."""
    states: dict[str, int]
    lost: list[str]
    """Acknowledged with 202, but not stored."""
    unexpected: list[str]
    """Stored, but never sent."""
    unsettled: list[str]
    """Neither CONCLUIDO nor FALHOU."""
    miscounted: list[str]
    """Counters that differ from a recount: a comment was counted twice or not at all."""
    snapshot_off_by: int
    """Comments in the published report minus the stored comments that it should show."""


def states(store: Any) -> dict[str, str]:
    """Comment id → status."""
    return {one.id: one.get("status") for one in store.collection("comments").select(["status"]).stream()}


def check(store: Any, senders: Senders) -> Found:
    comments = states(store)
    audit = Audit(FirestoreCommentAudit(store), FirestoreCounterAudit(store))()
    differences = [f"{one.week} {one.counter}: {one.counted} for {one.recounted}" for one in audit.differences]
    return Found(
        attempted=len(senders.attempted),
        acknowledged=len(senders.acknowledged),
        stored=len(comments),
        counted=_counted(store),
        states=dict(Counter(comments.values())),
        lost=sorted(senders.acknowledged - comments.keys()),
        unexpected=sorted(comments.keys() - senders.attempted),
        unsettled=sorted(key for key, status in comments.items() if status not in ("CONCLUIDO", "FALHOU")),
        miscounted=differences,
        snapshot_off_by=_snapshot_error(store, audit.published),
    )


def _counted(store: Any) -> int:
    counters = FirestoreCounterAudit(store).read_all()
    numbers = {*counters.weeks, *(n for shard in counters.shards for n in by_week(shard.cells))}
    return sum(int(week.volume.sum()) for week in merged(sorted(numbers), counters))


def _snapshot_error(store: Any, published: list[datetime]) -> int:
    report = FirestoreSnapshots(store).latest()
    assert report is not None
    shown = json.loads(gzip.decompress(report.packed))
    start, made = (datetime.fromisoformat(moment) for moment in (shown["janela"]["inicio"], shown["gerado_em"]))
    end = made.replace(minute=0) + timedelta(hours=1)
    return int(shown["total"]) - sum(start <= moment < end for moment in published)
