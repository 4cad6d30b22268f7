"""Comment → Batch → BatchMessage: check a submission, announce it in `batches`, and publish it."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID, uuid4, uuid5

from alumusic.domain.comments.comment import Batch, BatchMessage, cut
from alumusic.domain.comments.intake import Intake, IntakeResult, Rejection, read_items
from alumusic.domain.comments.receipt import Receipt, Submission
from alumusic.errors import Code, Conflict, InvalidRequest, NothingValid, TooLarge, TransientFailure

logger = logging.getLogger(__name__)

_NAMESPACE = UUID("5d0f0a52-6a53-4f0f-9a3c-0d7d5b1c8e11")  # of batch ids made from an Idempotency-Key

_HOW_TO_REPEAT = "repita com a mesma Idempotency-Key, ou com os mesmos ids: assim nada conta duas vezes"


class BatchStore(Protocol):
    def create(self, batch: Batch) -> Batch | None:
        """None if created; otherwise the existing batch with this id."""

    def mark_published(self, batch_id: str, at: datetime) -> bool:
        """False if there is no batch: a parallel attempt at the same request failed and withdrew it."""

    def withdraw(self, batch_id: str) -> None:
        """Deletes an announced batch for which no receipt was sent; a batch marked as published stays."""


class StoredComments(Protocol):
    def owners(self, ids: Sequence[str]) -> dict[str, str]:
        """Comment id → batch id, of the comments that exist."""

    def stored(self, batch_id: str) -> int:
        """Number of comments of the batch that are settled, classified or failed."""


class Publisher(Protocol):
    def publish(self, messages: Sequence[BatchMessage], *, repeated: bool) -> None:
        """Returns once all are acknowledged. Raises TransientFailure."""


@dataclass(frozen=True)
class IngestLimits:
    comments_per_message: int
    comments_per_batch: int
    characters: int
    key_characters: int = 200
    forgotten_after: timedelta = timedelta(minutes=10)
    """A batch still pending this long after publication is published again if its sender repeats the request."""


@dataclass(frozen=True)
class Ingest:
    batches: BatchStore
    comments: StoredComments
    publisher: Publisher
    limits: IngestLimits
    author_key: bytes
    clock: Callable[[], datetime]

    def __call__(self, submission: Submission) -> Receipt:
        """Raises InvalidRequest before anything is written, TransientFailure if the batch was not accepted."""
        self._check_size(submission)
        batch_id = _batch_id(submission)
        now = self.clock()
        sorted_items = self._sort(submission.items, batch_id, now)
        batch = Batch(
            id=str(batch_id),
            sender=submission.sender,
            sender_name=submission.sender_name,
            total=len(sorted_items.comments),
            fingerprint=submission.fingerprint,
            received_at=now,
        )
        earlier, repeated = self.batches.create(batch), False
        if earlier is None:
            self._publish(batch, sorted_items, repeated=False)
        else:
            if not earlier.same_request(batch):
                raise Conflict("esta Idempotency-Key já foi usada com outro conteúdo", Code.KEY_REUSED)
            sorted_items = self._sort(submission.items, batch_id, earlier.received_at)
            repeated = earlier.published_at is not None
            if not repeated or self._seems_forgotten(earlier, now):
                self._publish(earlier, sorted_items, repeated=True)
        accepted = tuple(comment.id for comment in sorted_items.comments)
        return Receipt(batch.id, accepted, sorted_items.rejections, repeated)

    def _seems_forgotten(self, batch: Batch, now: datetime) -> bool:
        """For the emulator, which loses acknowledged messages when it stops. Pub/Sub keeps them."""
        if batch.published_at is None or now - batch.published_at < self.limits.forgotten_after:
            return False
        return batch.pending(self.comments.stored(batch.id)) > 0

    def _check_size(self, submission: Submission) -> None:
        most = self.limits.comments_per_batch
        if not submission.items:
            raise InvalidRequest("a lista de comentários está vazia", Code.EMPTY_BATCH)
        if len(submission.items) > most:
            raise TooLarge(f"o lote tem {len(submission.items)} comentários; o máximo é {most}", Code.BATCH_TOO_LARGE)
        if submission.idempotency_key and len(submission.idempotency_key) > self.limits.key_characters:
            raise InvalidRequest(
                f"a Idempotency-Key passa de {self.limits.key_characters} caracteres", Code.KEY_TOO_LONG
            )

    def _sort(self, items: Sequence[Any], batch_id: UUID, received_at: datetime) -> IntakeResult:
        found = read_items(items, Intake(batch_id, received_at, self.author_key, self.limits.characters))
        taken = self.comments.owners(found.chosen_ids) if found.chosen_ids else {}
        # Comments of this batch exist because the request was sent before; they are no clash.
        clashes = {comment_id for comment_id, owner in taken.items() if owner != str(batch_id)}
        rejections = found.rejections + tuple(
            Rejection(found.indices[clash], Code.ID_TAKEN, "id", "já existe um comentário com este id")
            for clash in clashes
        )
        rejections = tuple(sorted(rejections))
        if clashes:
            found = found._replace(comments=tuple(c for c in found.comments if c.id not in clashes))
        if not found.comments:
            raise NothingValid(
                "nenhum comentário do lote é válido",
                Code.NO_VALID_ITEM,
                [rejection.as_json() for rejection in rejections],
            )
        return found._replace(rejections=rejections)

    def _publish(self, batch: Batch, found: IntakeResult, *, repeated: bool) -> None:
        messages = cut(batch.id, found.comments, self.limits.comments_per_message)
        try:
            self.publisher.publish(messages, repeated=repeated)
        except BaseException as error:
            self.batches.withdraw(batch.id)
            if isinstance(error, TransientFailure):
                # Part of a large batch may already be published.
                error.details.append(_HOW_TO_REPEAT)
            raise
        if not self._marked(batch.id):
            raise TransientFailure("outro envio deste lote falhou ao mesmo tempo; tente de novo", Code.BATCH_WITHDRAWN)

    def _marked(self, batch_id: str) -> bool:
        try:
            return self.batches.mark_published(batch_id, self.clock())
        except TransientFailure as failure:
            # Every message is acknowledged: the batch is accepted. Without the mark, a repetition publishes again.
            logger.warning("batch %s not marked as published: %s", batch_id, failure.__cause__ or failure)
            return True


def _batch_id(submission: Submission) -> UUID:
    if submission.idempotency_key:
        return uuid5(_NAMESPACE, f"{submission.sender}\n{submission.idempotency_key}")
    return uuid4()
