"""BatchMessage → Classification: the model is asked once a message; each comment is settled exactly once."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from alumusic.domain.comments.classification import Answers, Failure, Outcome
from alumusic.domain.comments.comment import BatchMessage, Comment
from alumusic.errors import ModelUnavailable, PermanentFailure
from alumusic.services.review.erase import LateArrivals

logger = logging.getLogger(__name__)

ALONE_FROM = 4  # of five deliveries: what failed three times may fail because of one comment
_REFUSALS = 3  # after which the model itself is thought to be away
_PATIENCE = timedelta(seconds=15)  # a hanging model takes 90 seconds to refuse, and Pub/Sub waits 120


class Classifier(Protocol):
    def classify(self, comments: Sequence[Comment]) -> Answers:
        """Raises ModelUnavailable when the model cannot be asked now."""


class CommentStore(Protocol):
    def missing(self, batch_id: str, ids: Sequence[str]) -> set[str]:
        """Those of the batch that still need work. Ids that an earlier batch owns are recorded as repeated."""

    def store_outcomes(self, batch_id: str, answers: Answers, at: datetime) -> None:
        """Comments, counters and usage in one commit. What is settled already stays as it is."""


@dataclass(frozen=True)
class Classify:
    classifier: Classifier
    store: CommentStore
    late: LateArrivals
    clock: Callable[[], datetime]

    def __call__(self, message: BatchMessage, *, repeated: bool, attempt: int = 1) -> None:
        """`repeated`: this message may have been worked on before, so look before paying for the model again.

        A comment that always makes the model fail takes no other with it: in its last deliveries a message is asked
        comment by comment, and so is one that the model refuses whole.
        """
        comments: Sequence[Comment] = message.comments
        if repeated:
            waiting = self.store.missing(message.batch_id, [comment.id for comment in comments])
            comments = [comment for comment in comments if comment.id in waiting]
        comments, dropped = self.late.partition(comments)
        if dropped:
            self.store.store_outcomes(message.batch_id, Answers(dropped, []), self.clock())
        self._ask(message.batch_id, comments, attempt)
        self.late.erase(message.comments)

    def _ask(self, batch_id: str, comments: Sequence[Comment], attempt: int) -> None:
        if attempt >= ALONE_FROM:
            # From the other end in the last one: a comment on which the model hangs takes the whole time of a delivery.
            self._one_by_one(batch_id, comments[::-1] if attempt % 2 else comments)
        elif comments:
            self._together(batch_id, comments)

    def _together(self, batch_id: str, comments: Sequence[Comment]) -> None:
        try:
            answers = self.classifier.classify(comments)
        except PermanentFailure:
            if len(comments) == 1:
                raise
            self._one_by_one(batch_id, comments)
        else:
            self.store.store_outcomes(batch_id, answers, self.clock())

    def _one_by_one(self, batch_id: str, comments: Sequence[Comment]) -> None:
        """Settles what can be. Raises ModelUnavailable when something could not."""
        started, refusals = self.clock(), list[ModelUnavailable]()
        for comment in comments:
            try:
                answers = self.classifier.classify([comment])
            except ModelUnavailable as refusal:
                refusals.append(refusal)
                if len(refusals) == _REFUSALS or self.clock() - started > _PATIENCE:
                    break
                continue
            except PermanentFailure as refusal:
                failure = Failure(code=refusal.code, reason=refusal.message, failed_at=self.clock())
                answers = Answers([Outcome(comment, failure)], [])
            self.store.store_outcomes(batch_id, answers, self.clock())
        if refusals:
            raise refusals[0]
