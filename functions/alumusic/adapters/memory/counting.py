"""Counters, the published report and operational figures."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from alumusic.adapters.memory.store import MemoryStore
from alumusic.domain.comments.comment import CommentStatus
from alumusic.domain.counting.counters import Counters, ShardState
from alumusic.domain.counting.usage import DayUsage, FailureReason, usage_by_day
from alumusic.domain.report.snapshot import PublishedReport, Snapshot, pack


class MemoryCounters:
    def __init__(self, store: MemoryStore) -> None:
        self.store = store

    def read(self, weeks: Sequence[int]) -> Counters:
        """Returns copies, since a report adds the shards to the weeks it reads."""
        from alumusic.adapters.firestore.counting.week_document import week_from_document

        with self.store.lock:
            found = {n: week_from_document(n, self.store.weeks[n]) for n in weeks if n in self.store.weeks}
            return Counters(found, [ShardState(n, dict(cells), None) for n, cells in self.store.shards.items()])

    def read_all(self) -> Counters:
        return self.read(list(self.store.weeks))

    def replace(self, weeks: Sequence[Any], state: Counters) -> bool:
        from alumusic.adapters.firestore.counting.week_document import week_to_document

        with self.store.lock:
            if any(self.store.shards.get(shard.shard) != shard.cells for shard in state.shards):
                return False
            self.store.weeks.update({week.number: week_to_document(week) for week in weeks})
            for shard in state.shards:
                del self.store.shards[shard.shard]
        return True

    def compact(self, shard: ShardState) -> bool:
        from alumusic.adapters.firestore.counting.week_document import week_from_document, week_to_document
        from alumusic.domain.counting.week import Week, by_week

        with self.store.lock:
            if self.store.shards.get(shard.shard) != shard.cells:
                return False
            for number, rows in by_week(shard.cells).items():
                stored = self.store.weeks.get(number)
                week = week_from_document(number, stored) if stored else Week(number)
                week.add(rows)
                self.store.weeks[number] = week_to_document(week)
            del self.store.shards[shard.shard]
        return True


class MemorySnapshots:
    def __init__(self, store: MemoryStore) -> None:
        self.store = store

    def publish(self, snapshot: Snapshot) -> bool:
        with self.store.lock:
            if self.store.report is not None and self.store.report.minute >= snapshot.generated_at:
                return False
            self.store.report = pack(snapshot)
        return True

    def latest(self) -> PublishedReport | None:
        return self.store.report


class MemoryOperation:
    def __init__(self, store: MemoryStore) -> None:
        self.store = store

    def usage(self, at: datetime) -> Sequence[DayUsage]:
        with self.store.lock:
            return usage_by_day(self.store.shards.values(), (week["usage"] for week in self.store.weeks.values()))

    def failed(self) -> int:
        return len(self._failures())

    def reasons(self) -> Sequence[FailureReason]:
        counts = Counter((failure["code"], failure["reason"]) for failure in self._failures())
        return [FailureReason(code=code, reason=reason, comments=n) for (code, reason), n in counts.items()]

    def unreadable(self) -> int:
        return len(self.store.dead_letters)

    def last_snapshot(self) -> datetime | None:
        return self.store.report.minute if self.store.report else None

    def _failures(self) -> list[Any]:
        with self.store.lock:
            found = self.store.comments.values()
            return [document["failure"] for document in found if document["status"] == CommentStatus.FAILED]
