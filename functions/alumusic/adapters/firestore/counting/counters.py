"""`stats/shard-NN` (increments), `stats/week-DATE` (compacted counters) and `snapshots/latest` (the report)."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from google.api_core.exceptions import AlreadyExists, FailedPrecondition, NotFound
from google.cloud import firestore

from alumusic.adapters.faults import store_faults
from alumusic.adapters.firestore.counting.week_document import week_from_document, week_to_document
from alumusic.adapters.telemetry.logs import event
from alumusic.adapters.telemetry.traces import span
from alumusic.domain.counting.cells import SHARDS, week_id
from alumusic.domain.counting.counters import Counters, ShardState
from alumusic.domain.counting.week import Week, by_week
from alumusic.domain.report.snapshot import PublishedReport, Snapshot, pack
from alumusic.errors import Code, TransientFailure

logger = logging.getLogger(__name__)

_CLOCK_SKEW = timedelta(minutes=5)  # between this instance and Firestore; more means that this clock is wrong
_CHANGED = (AlreadyExists, FailedPrecondition, NotFound)


@dataclass(frozen=True)
class FirestoreCounters:
    client: firestore.Client

    @store_faults
    @span("read counters")
    def read(self, weeks: Sequence[int]) -> Counters:
        shard_ids = {f"shard-{n:02}": n for n in range(SHARDS)}
        week_ids = {week_id(number): number for number in weeks}
        found_weeks: dict[int, Week] = {}
        shards: list[ShardState] = []
        # One read-only transaction: a shard compacted between two reads would be counted twice, or not at all.
        transaction = self.client.transaction(read_only=True)
        transaction._begin()
        try:
            references = [self._ref(name) for name in (*shard_ids, *week_ids)]
            for found in self.client.get_all(references, transaction=transaction):
                if found.exists and found.id in week_ids:
                    number = week_ids[found.id]
                    found_weeks[number] = week_from_document(number, found.to_dict() or {})
                elif found.exists:
                    shards.append(ShardState(shard_ids[found.id], (found.to_dict() or {})["cells"], found.update_time))
        finally:
            transaction._rollback()
        return Counters(found_weeks, shards)

    @store_faults
    @span("compact")
    def compact(self, shard: ShardState) -> bool:
        rows = by_week(shard.cells)
        stored = self.client.get_all([self._ref(week_id(number)) for number in rows])
        found = {snapshot.id: snapshot for snapshot in stored if snapshot.exists}
        batch = self.client.batch()
        for number, of_week in rows.items():
            reference, earlier = self._ref(week_id(number)), found.pop(week_id(number), None)
            week = week_from_document(number, earlier.to_dict() or {}) if earlier else Week(number)
            week.add(of_week)
            if earlier:
                unchanged = self.client.write_option(last_update_time=earlier.update_time)
                batch.update(reference, week_to_document(week), option=unchanged)
            else:
                batch.create(reference, week_to_document(week))
        as_read = self.client.write_option(last_update_time=shard.version)
        batch.delete(self._ref(f"shard-{shard.shard:02}"), option=as_read)
        try:
            batch.commit()
        except _CHANGED:
            return False
        return True

    def _ref(self, name: str) -> firestore.DocumentReference:
        return self.client.collection("stats").document(name)


@dataclass(frozen=True)
class FirestoreSnapshots:
    client: firestore.Client

    @store_faults
    @span("publish snapshot")
    def publish(self, snapshot: Snapshot) -> bool:
        reference = self.client.collection("snapshots").document("latest")
        earlier = reference.get(field_paths=["minute"])
        if snapshot.generated_at > earlier.read_time + _CLOCK_SKEW:
            # A report with a future minute would block every correct one until that minute.
            raise TransientFailure("o relógio desta instância está adiantado", Code.CLOCK_AHEAD)
        if earlier.exists and earlier.get("minute") >= snapshot.generated_at:
            return False
        document = pack(snapshot)._asdict()
        try:
            if earlier.exists:
                reference.update(document, option=self.client.write_option(last_update_time=earlier.update_time))
            else:
                reference.create(document)
        except _CHANGED:
            return False
        logger.info("report published", extra=event("report_published", minute=snapshot.generated_at.isoformat()))
        return True

    @store_faults
    def latest(self) -> PublishedReport | None:
        found = self.client.collection("snapshots").document("latest").get(timeout=5)
        if not found.exists:
            return None
        return PublishedReport(found.get("packed"), found.get("etag"), found.get("minute"))
