"""Progress of a batch: comments accepted against comments stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from alumusic.domain.comments.comment import Batch
from alumusic.errors import Code, NotFound
from alumusic.services.parallel import in_parallel


class BatchReader(Protocol):
    def get(self, batch_id: str) -> Batch | None: ...
    def recent(self, sender: str | None, limit: int) -> Sequence[Batch]: ...


class SettledComments(Protocol):
    def progress(self, batch_id: str) -> tuple[int, int]: ...


class Progress(NamedTuple):
    batch: Batch
    classified: int
    failed: int

    @property
    def pending(self) -> int:
        return self.batch.pending(self.classified + self.failed)


@dataclass(frozen=True)
class BatchProgress:
    batches: BatchReader
    comments: SettledComments

    def one(self, batch_id: str, sender: str | None) -> Progress:
        """`sender` None sees every batch. Raises NotFound, also for another sender's batch."""
        batch = self.batches.get(batch_id)
        if batch is None or (sender is not None and batch.sender != sender):
            raise NotFound("este lote não existe", Code.NOT_FOUND)
        return self._of(batch)

    def recent(self, sender: str | None, most: int) -> list[Progress]:
        """Counts all batches concurrently, because each takes two counts of the store."""
        return in_parallel(self._of, self.batches.recent(sender, most))

    def _of(self, batch: Batch) -> Progress:
        return Progress(batch, *self.comments.progress(batch.id))
