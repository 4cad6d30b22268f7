"""Parking of messages that could not be classified: as comments with status FALHOU, or whole if unreadable."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from alumusic.domain.comments.classification import Answers, Failure, Outcome
from alumusic.domain.comments.comment import BatchMessage
from alumusic.errors import Code
from alumusic.services.classifying.first import CommentStore
from alumusic.services.review.erase import LateArrivals

logger = logging.getLogger(__name__)

EXHAUSTED = {
    "codigo": Code.ATTEMPTS_EXHAUSTED,
    "motivo": "o modelo não respondeu em nenhuma das entregas; envie de novo mais tarde",
}
"""Default reason of a parked message: Pub/Sub gave up delivering it."""


class DeadLetterStore(Protocol):
    def keep(self, message_id: str, data: bytes, reason: str, at: datetime) -> None:
        """Keeps an unreadable message for developers."""


class RawPublisher(Protocol):
    def publish_raw(self, messages: Sequence[tuple[bytes, dict[str, str]]]) -> None:
        """A message is its data and attributes. Returns once all are acknowledged. Raises TransientFailure."""


@dataclass(frozen=True)
class Park:
    """Stores comments as FALHOU, so that a curator sees them and can send them again.

    Comments that were to be classified again keep their classification.
    """

    store: CommentStore
    late: LateArrivals
    clock: Callable[[], datetime]

    def __call__(self, message: BatchMessage, code: str, reason: str) -> None:
        if message.again:
            logger.warning("comments %s stay as they were: %s", ", ".join(message.again), code)
            return
        now = self.clock()
        failure = Failure(code=code, reason=reason, failed_at=now)
        outcomes = [Outcome(comment, failure) for comment in message.comments]
        self.store.store_outcomes(message.batch_id, Answers(outcomes, []), now)
        self.late.erase(message.comments)
