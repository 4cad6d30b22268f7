"""BatchMessage → Classification: the model is asked once a message; each comment is settled exactly once."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from alumusic.domain.classification import Failure
from alumusic.domain.comment import BatchMessage, Comment
from alumusic.domain.outcome import Answers, Outcome

logger = logging.getLogger(__name__)


EXHAUSTED = {
    "codigo": "tentativas_esgotadas",
    "motivo": "o modelo não respondeu em nenhuma das entregas; envie de novo mais tarde",
}
"""Why a message without a reason of its own was parked: Pub/Sub gave up delivering it."""


class Classifier(Protocol):
    def classify(self, comments: Sequence[Comment]) -> Answers:
        """Raises ModelUnavailable when the model cannot be asked now."""


class CommentStore(Protocol):
    def unsettled(self, batch_id: str, ids: Sequence[str]) -> set[str]:
        """Those of the batch that still need work. Ids that an earlier batch owns are recorded as repeated."""

    def settle(self, batch_id: str, answers: Answers, at: datetime) -> None:
        """Comments, counters and usage in one commit. What is settled already stays as it is."""


@dataclass(frozen=True)
class Classify:
    classifier: Classifier
    store: CommentStore
    clock: Callable[[], datetime]

    def __call__(self, message: BatchMessage, *, repeated: bool) -> None:
        """`repeated`: this message may have been worked on before, so look before paying for the model again."""
        comments = message.comments
        if repeated:
            waiting = self.store.unsettled(message.batch_id, [comment.id for comment in comments])
            comments = tuple(comment for comment in comments if comment.id in waiting)
        if comments:
            self.store.settle(message.batch_id, self.classifier.classify(comments), self.clock())


@dataclass(frozen=True)
class Park:
    """What could not be classified is stored as FALHOU, so that a curator sees it and can send it again.

    What was only to be asked again has its classification, and keeps it.
    """

    store: CommentStore
    clock: Callable[[], datetime]

    def __call__(self, message: BatchMessage, code: str, reason: str) -> None:
        if message.again:
            logger.warning("comments %s stay as they were: %s", ", ".join(message.again), code)
            return
        now = self.clock()
        failure = Failure(code=code, reason=reason, failed_at=now)
        outcomes = [Outcome(comment, failure) for comment in message.comments]
        self.store.settle(message.batch_id, Answers(outcomes, []), now)
