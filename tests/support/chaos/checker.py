"""What must hold at the end: nothing lost, nothing unexpected, nothing counted twice."""

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
    """By the counters."""
    states: dict[str, int]
    lost: list[str]
    """Acknowledged, and not in the store."""
    unexpected: list[str]
    """In the store, and never sent."""
    unsettled: list[str]
    """Neither CONCLUIDO nor FALHOU."""
    miscounted: list[str]
    """Where a counter differs from a recount of the comments: a comment counted twice, or not at all."""
    snapshot_off_by: int
    """Comments in the published report, less those in the store that it should show."""


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
