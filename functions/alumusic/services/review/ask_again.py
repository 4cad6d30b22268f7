"""Send comments to the model again: classified ones at a curator's request, failed ones after an outage."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Protocol

from alumusic.domain.comments.comment import BatchMessage, CommentStatus, cut, is_comment_id
from alumusic.domain.review.change import Record
from alumusic.domain.wire import Wire
from alumusic.services.review.one import Review, classified
from alumusic.services.sending.send import Publisher

MAX_RESENT = 1_000  # comments of one request: a hundred messages, published at once


class FailedStore(Protocol):
    def many(self, ids: Sequence[str]) -> dict[str, Record]: ...

    def failed(self, most: int) -> Sequence[Record]:
        """Never resent ones first, then by the time of the last resend; the oldest comment first among equals."""

    def failures(self) -> int: ...

    def mark_resent(self, ids: Sequence[str], at: datetime) -> None:
        """Marks only comments that still are FALHOU."""


class ResendResult(Wire):
    sent: int
    left: int


@dataclass(frozen=True)
class Reclassify:
    review: Review
    publisher: Publisher
    comments_per_message: int

    def __call__(self, comment_id: str) -> None:
        self.publish([self.wanted(comment_id, None)])

    def wanted(self, comment_id: str, revision: int | None) -> Record:
        """The comment to classify again. Raises NotFound, Stale, or Conflict for a failed comment."""
        record = self.review.found(comment_id) if revision is None else self.review.seen(comment_id, revision)
        classified(record)
        return record

    def publish(self, records: Iterable[Record]) -> None:
        """A message names the revisions to replace, so that a redelivery changes nothing."""
        messages = _messages(records, self.comments_per_message)
        revisions = {record.comment.id: record.revision for record in records}
        if messages:
            self.publisher.publish([_again(message, revisions) for message in messages], repeated=False)


@dataclass(frozen=True)
class ResendFailed:
    store: FailedStore
    publisher: Publisher
    comments_per_message: int
    clock: Callable[[], datetime]

    def __call__(self, ids: Sequence[str] | None) -> ResendResult:
        """Ids that are unknown or not FALHOU are ignored; None resends up to `MAX_RESENT` failed comments."""
        records = self._named(ids) if ids is not None else self.store.failed(MAX_RESENT)
        messages, now = _messages(records, self.comments_per_message), self.clock()
        if messages:
            self.publisher.publish(messages, repeated=True)
            # Mark with the time before publishing, so that every answer of the model is later.
            self.store.mark_resent([record.comment.id for record in records], now)
        return ResendResult(sent=len(records), left=max(self.store.failures() - len(records), 0))

    def _named(self, ids: Sequence[str]) -> list[Record]:
        found = self.store.many([comment_id for comment_id in dict.fromkeys(ids) if is_comment_id(comment_id)])
        return [record for record in found.values() if record.state.status is CommentStatus.FAILED]


def _messages(records: Iterable[Record], size: int) -> list[BatchMessage]:
    """Each message belongs to one batch, which owns all its comments."""
    ordered = sorted(records, key=lambda record: record.batch_id)
    return [
        message
        for batch_id, group in groupby(ordered, key=lambda record: record.batch_id)
        for message in cut(batch_id, tuple(record.comment for record in group), size)
    ]


def _again(message: BatchMessage, revisions: dict[str, int]) -> BatchMessage:
    return message.model_copy(update={"again": {comment.id: revisions[comment.id] for comment in message.comments}})
