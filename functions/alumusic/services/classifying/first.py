"""BatchMessage → Classification: one model call per message; each comment is settled exactly once."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from alumusic.domain.comments.classification import Answers, Failure, Outcome
from alumusic.domain.comments.comment import BatchMessage, Comment
from alumusic.errors import Code, ModelUnavailable, PermanentFailure
from alumusic.services.review.erase import LateArrivals

logger = logging.getLogger(__name__)

_ALONE = (4, 5)  # deliveries that ask comment by comment: after three failures, one comment may be the cause
_ALONE_EVERY = 10  # later deliveries too: an outage that lasts must not cost a call a comment each time
_FAILURES = 3  # after which the model itself is taken to be unavailable
_PATIENCE = timedelta(seconds=15)  # a hanging model call fails after 90 seconds, and Pub/Sub's deadline is 120


class Classifier(Protocol):
    def classify(self, comments: Sequence[Comment]) -> Answers:
        """Raises ModelUnavailable if the model cannot be asked now, PermanentFailure if it refuses the request."""


class CommentStore(Protocol):
    def missing(self, batch_id: str, ids: Sequence[str]) -> set[str]:
        """Ids of the batch that are not settled. Ids that an earlier batch owns are recorded as duplicates."""

    def store_outcomes(self, batch_id: str, answers: Answers, at: datetime) -> None:
        """Comments, counters and usage in one commit. Comments that are already settled stay unchanged."""


@dataclass(frozen=True)
class Classify:
    classifier: Classifier
    store: CommentStore
    late: LateArrivals
    clock: Callable[[], datetime]

    def __call__(self, message: BatchMessage, *, repeated: bool, attempt: int = 1) -> None:
        """`repeated`: the message may have been processed before, so skip settled comments instead of paying again.

        A comment that always makes the model fail must not fail the others: the last deliveries of a message, and a
        message that the model refuses as a whole, are classified comment by comment. A refused comment is parked only
        if the model is known to work; otherwise a wrong setting would park everything in the queue.
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
        alone = attempt in _ALONE or (attempt and attempt % _ALONE_EVERY == 0)
        if len(comments) > 1 and not alone:
            self._together(batch_id, comments, attempt)
        else:
            # Reverse the order in every second of them: a comment on which the model hangs uses up a delivery's time.
            backwards = alone and (attempt == _ALONE[1] or attempt % 20 == 0)
            self._one_by_one(batch_id, comments[::-1] if backwards else comments, attempt)

    def _together(self, batch_id: str, comments: Sequence[Comment], attempt: int) -> None:
        try:
            answers = self.classifier.classify(comments)
        except PermanentFailure:
            self._one_by_one(batch_id, comments, attempt)
        else:
            self.store.store_outcomes(batch_id, answers, self.clock())

    def _one_by_one(self, batch_id: str, comments: Sequence[Comment], attempt: int) -> None:
        """Settles every comment that it can. Raises ModelUnavailable if one is left."""
        started, failures, refused = self.clock(), list[ModelUnavailable](), list[Outcome]()
        # A single comment has no other that shows whether the model works: it waits for the deliveries that ask alone.
        works = len(comments) == 1 and attempt >= _ALONE[0]
        for comment in comments:
            try:
                answers = self.classifier.classify([comment])
            except ModelUnavailable as failure:
                failures.append(failure)
                if len(failures) == _FAILURES or self.clock() - started > _PATIENCE:
                    break
            except PermanentFailure as refusal:
                failed = Failure(code=refusal.code, reason=refusal.message, failed_at=self.clock())
                refused.append(Outcome(comment, failed))
            else:
                works = works or any(usage.calls for usage in answers.usage)  # a remembered answer shows nothing
                self.store.store_outcomes(batch_id, answers, self.clock())
        if refused and works:
            self.store.store_outcomes(batch_id, Answers(refused, []), self.clock())
        elif refused:
            failures.append(ModelUnavailable("o modelo recusou todos os comentários", Code.MODEL_UNAVAILABLE))
        if failures:
            raise failures[0]
