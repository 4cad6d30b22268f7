"""`./dev audit`: recounts the stored comments and compares the result with the counters and the snapshot."""

import gzip
import json
import os
from datetime import datetime, timedelta

from google.cloud import firestore

from alumusic.adapters.clock import now
from alumusic.adapters.firestore.counting.audit import FirestoreCommentAudit, FirestoreCounterAudit
from alumusic.adapters.firestore.counting.counters import FirestoreSnapshots
from alumusic.domain.comments.retention import Retention
from alumusic.services.counting.audit import Audit
from local.client import database
from local.stack.config import Ports


def run(ports: Ports, *, repair: bool) -> int:
    """Exit code: 0 when counters and snapshot agree with the recount, or were repaired."""
    client = database(ports.firestore)
    since = Retention(int(os.environ.get("RETENTION_DAYS") or 0)).complete_since(now())
    result = Audit(FirestoreCommentAudit(client), FirestoreCounterAudit(client), since)(repair=repair)
    print(f"{len(result.published)} comments recounted")
    for difference in result.differences:
        print(f"{difference.week}: {difference.counter}: counted {difference.counted}, stored {difference.recounted}")
    if result.differences:
        print("counters mended" if repair else "counters differ; ./dev audit --repair mends them")
        return 0 if repair else 1
    return _snapshot(client, result.published)


def _snapshot(client: firestore.Client, published: list[datetime]) -> int:
    report = FirestoreSnapshots(client).latest()
    if report is None:
        print("no snapshot yet")
        return 0
    shown = json.loads(gzip.decompress(report.packed))
    start, made = (datetime.fromisoformat(moment) for moment in (shown["janela"]["inicio"], shown["gerado_em"]))
    end = made.replace(minute=0) + timedelta(hours=1)  # the report includes the whole current hour
    expected = sum(start <= moment < end for moment in published)
    if shown["total"] == expected:
        print(f"the snapshot of {report.minute:%H:%M} UTC agrees")
        return 0
    print(f"the snapshot of {report.minute:%H:%M} UTC counts {shown['total']}, the store {expected};")
    print("comments that were classified since are in the next one: look again in a minute")
    return 1
