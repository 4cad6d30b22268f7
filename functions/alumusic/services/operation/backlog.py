"""The backlog: published batches whose comments are not all settled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from alumusic.domain.comments.comment import Batch

_LOOKED_AT = 20  # newest batches, one aggregation each; completed batches are not counted again
_LOOKED_AT_MOST = 100  # if even the oldest of the twenty is incomplete


class Batches(Protocol):
    def recent(self, sender: str | None, limit: int) -> Sequence[Batch]: ...


class Comments(Protocol):
    def stored(self, batch_id: str) -> int: ...


class Backlog(NamedTuple):
    pending: int
    age_s: float
    """Age in seconds of the oldest incomplete batch; 0 if there is none."""
    whole: bool
    """False if there may be more incomplete batches, and older ones."""


@dataclass
class ShowBacklog:
    batches: Batches
    comments: Comments
    _done: frozenset[str] = frozenset()
    """Complete batches stay complete: the tombstone of an erased comment counts as settled."""

    def __call__(self, now: datetime) -> Backlog:
        for most in (_LOOKED_AT, _LOOKED_AT_MOST):
            found = self.batches.recent(None, most)
            pending = self._pending(found)
            waiting = [batch for batch in found if pending.get(batch.id)]
            whole = len(found) < most or not waiting or waiting[-1] != found[-1]
            if whole:
                break
        age = (now - waiting[-1].received_at).total_seconds() if waiting else 0.0
        return Backlog(sum(pending.values()), max(round(age, 1), 0.0), whole)

    def _pending(self, found: Sequence[Batch]) -> dict[str, int]:
        """Pending comments by batch. Unpublished batches are left out: their senders were promised nothing."""
        promised = [batch for batch in found if batch.published_at is not None]
        pending = {b.id: b.pending(self.comments.stored(b.id)) for b in promised if b.id not in self._done}
        self._done = frozenset(batch.id for batch in promised if not pending.get(batch.id))
        return pending
