"""Counters → Snapshot: publish the report once a minute."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from alumusic.domain.comments.tags import TagCatalogue
from alumusic.domain.counting.counters import Counters, ShardState, merged
from alumusic.domain.report.builder import build_snapshot, weeks_needed
from alumusic.domain.report.snapshot import PublishedReport, Snapshot

COMPACT_AT = 400  # cells in a shard before it is compacted: a few minutes of traffic, a document of 40 kB


class CounterStore(Protocol):
    def read(self, weeks: Sequence[int]) -> Counters:
        """Weeks without counters are left out."""

    def compact(self, shard: ShardState) -> bool:
        """Moves the shard's cells into its weeks in one commit. False if the shard or a week changed meanwhile."""


class SnapshotStore(Protocol):
    def publish(self, snapshot: Snapshot) -> bool:
        """False if a snapshot of this minute or a later one exists."""

    def latest(self) -> PublishedReport | None: ...


@dataclass(frozen=True)
class PublishReport:
    counters: CounterStore
    snapshots: SnapshotStore
    tags: Callable[[], TagCatalogue] = TagCatalogue
    """The curators' catalogue, for the names of tags."""

    def __call__(self, at: datetime) -> bool:
        """Publishes the report of this minute; True unless it was published before."""
        minute = at.replace(second=0, microsecond=0)
        weeks = weeks_needed(minute)
        state = self.counters.read(weeks)
        published = self.snapshots.publish(build_snapshot(minute, merged(weeks, state), self.tags().tags))
        fullest = max(state.shards, key=lambda shard: len(shard.cells), default=None)
        if fullest is not None and len(fullest.cells) >= COMPACT_AT:
            self.counters.compact(fullest)
        return published
