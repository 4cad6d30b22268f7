"""Classify comments again: the model's new labels are one more change in a comment's history."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from alumusic.domain.comments.classification import Answers, Classification, Failure, ModelUsage
from alumusic.domain.comments.comment import BatchMessage, Comment, CommentStatus
from alumusic.domain.review.change import Change, HistoryAction, Record, reclassified
from alumusic.domain.versioned import attempts
from alumusic.errors import Code, TransientFailure

logger = logging.getLogger(__name__)

_ATTEMPTS = 5  # an attempt fails only if a comment changed; that comment is then read again or left out


class FreshClassifier(Protocol):
    def classify(self, comments: Sequence[Comment], *, fresh: bool) -> Answers:
        """`fresh` bypasses the cache. Raises ModelUnavailable if the model cannot be asked now."""


class RecordStore(Protocol):
    def many(self, ids: Sequence[str]) -> dict[str, Record]: ...

    def replace_all(self, changes: Sequence[tuple[Record, Change]], usage: Sequence[ModelUsage], at: datetime) -> bool:
        """Changes, history, counters and usage in one commit; False if a comment has changed since it was read."""


@dataclass(frozen=True)
class ClassifyAgain:
    """Replaces only the revision that the message names, so that a redelivery changes nothing."""

    classifier: FreshClassifier
    store: RecordStore
    clock: Callable[[], datetime]

    def __call__(self, message: BatchMessage) -> None:
        waiting = self._waiting(message)
        if not waiting:
            return
        answers, now = self.classifier.classify([record.comment for record in waiting], fresh=True), self.clock()
        results = {comment.id: result for comment, result in answers.outcomes}
        contended = TransientFailure("os comentários estão sendo alterados por outros", Code.STORE_CONTENDED)
        for _ in attempts(_ATTEMPTS, contended):
            if self.store.replace_all(_changes(waiting, results, now), answers.usage, now):
                return
            # Leave out a comment that reached the named revision only now: the model was not asked about it.
            waiting = [record for record in self._waiting(message) if record.comment.id in results]

    def _waiting(self, message: BatchMessage) -> list[Record]:
        revisions = message.again or {}
        found = self.store.many(list(revisions)).values()
        return [
            record
            for record in found
            if record.revision == revisions[record.comment.id] and record.state.status is CommentStatus.DONE
        ]


def _changes(
    records: Sequence[Record], results: Mapping[str, Classification | Failure], at: datetime
) -> list[tuple[Record, Change]]:
    """A comment without a valid answer of the model stays unchanged."""
    changes = []
    for record in records:
        result = results[record.comment.id]
        if isinstance(result, Failure):
            logger.warning("comment %s stays as it was: %s", record.comment.id, result.code)
            continue
        after = reclassified(record.state, result)
        who = result.model or "modelo"
        changes.append((record, Change(HistoryAction.RECLASSIFIED, who, at, record.state, after)))
    return changes
