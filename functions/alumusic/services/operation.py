"""How the system does: what the model costs, what failed, what waits, how old the report is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from alumusic.domain.usage import DayUsage
from alumusic.services.progress import BatchProgress

_BATCHES_SEEN = 10  # newest batches that are asked for what is pending: two aggregations each


class OperationStore(Protocol):
    def usage(self, at: datetime) -> Sequence[DayUsage]:
        """Of this week and the one before."""

    def failed(self) -> int: ...
    def last_snapshot(self) -> datetime | None: ...


class Operation(NamedTuple):
    usage: Sequence[DayUsage]
    failed: int
    pending: int
    queue_age_s: float
    """Age of the oldest of the newest batches that is not finished; 0 when none waits."""
    last_snapshot: datetime | None


@dataclass(frozen=True)
class ShowOperation:
    store: OperationStore
    progress: BatchProgress
    clock: Callable[[], datetime]

    def __call__(self) -> Operation:
        now = self.clock()
        waiting = [one for one in self.progress.recent(None, _BATCHES_SEEN) if one.pending]
        age = max(((now - one.batch.received_at).total_seconds() for one in waiting), default=0.0)
        return Operation(
            usage=self.store.usage(now),
            failed=self.store.failed(),
            pending=sum(one.pending for one in waiting),
            queue_age_s=round(age, 1),
            last_snapshot=self.store.last_snapshot(),
        )
