"""Review of one comment: correct, accept, undo. Each is one commit, conditional on the revision that was seen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from alumusic.domain.comments.comment import CommentStatus, is_comment_id
from alumusic.domain.review.change import (
    Change,
    HistoryAction,
    LabelChanges,
    Record,
    State,
    accepted,
    corrected,
    objection,
)
from alumusic.domain.versioned import attempts
from alumusic.errors import Code, Conflict, InvalidRequest, NotFound, Stale, TransientFailure
from alumusic.services.classifying.known_tags import KnownCatalogue

_ATTEMPTS = 8  # an attempt fails only if a commit kept the revision: a sweep of tags, a resend


class ReviewStore(Protocol):
    def get(self, comment_id: str) -> Record | None:
        """None also for an erased comment."""

    def entry(self, comment_id: str, revision: int) -> Change | None:
        """The change that replaced this revision."""

    def replace(self, record: Record, change: Change) -> bool:
        """Comment, history and counters in one commit; False if the comment changed since it was read."""


Planner = Callable[[Record], Change]


@dataclass(frozen=True)
class Review:
    store: ReviewStore
    tags: KnownCatalogue
    clock: Callable[[], datetime]

    def correct(self, comment_id: str, revision: int, wanted: LabelChanges, who: str, note: str = "") -> int:
        """Returns the comment's new revision. Raises Stale, NotFound, InvalidRequest."""

        def plan(record: Record) -> Change:
            found = objection(record.state, wanted, self._known(wanted))
            if found is not None:
                raise InvalidRequest(found.message, found.code)
            at = self.clock()
            after = corrected(record.state, wanted, who, at)
            same = after.classification == record.state.classification
            action = HistoryAction.ACCEPTED if same else HistoryAction.CORRECTED
            return Change(action, who, at, record.state, after, note)

        return self._change(comment_id, revision, plan)

    def accept(self, comment_id: str, revision: int, who: str, note: str = "") -> int:
        def plan(record: Record) -> Change:
            classified(record)
            at = self.clock()
            return Change(HistoryAction.ACCEPTED, who, at, record.state, accepted(record.state, who, at), note)

        return self._change(comment_id, revision, plan)

    def undo(self, comment_id: str, revision: int, who: str, note: str = "") -> int:
        """Undoing an undo restores the change."""

        def plan(record: Record) -> Change:
            last = self.store.entry(comment_id, record.revision - 1) if record.revision else None
            if last is None:
                raise Conflict("não há mudança a desfazer neste comentário", Code.NOTHING_TO_UNDO)
            restored = self._up_to_date(last.before)
            return Change(HistoryAction.UNDONE, who, self.clock(), record.state, restored, note)

        return self._change(comment_id, revision, plan)

    def seen(self, comment_id: str, revision: int) -> Record:
        """The comment. Raises NotFound, or Stale if its revision is another one."""
        record = self.found(comment_id)
        if record.revision != revision:
            raise Stale("o comentário mudou desde que foi visto", Code.STALE_REVISION, [{"revisao": record.revision}])
        return record

    def _change(self, comment_id: str, revision: int, planner: Planner) -> int:
        contended = "o comentário está sendo alterado por outros; tente de novo"
        for _ in attempts(_ATTEMPTS, TransientFailure(contended, Code.STORE_CONTENDED)):
            record = self.seen(comment_id, revision)
            if self.store.replace(record, planner(record)):
                break
        return revision + 1

    def found(self, comment_id: str) -> Record:
        record = self.store.get(comment_id) if is_comment_id(comment_id) else None
        if record is None:
            raise NotFound("este comentário não existe", Code.NOT_FOUND)
        return record

    def _known(self, wanted: LabelChanges) -> Mapping[str, str]:
        known = self.tags().tags
        return known if set(wanted.tags or ()) <= known.keys() else self.tags.fresh().tags

    def _up_to_date(self, state: State) -> State:
        """Applies later decisions on tags: a candidate of that time may be a tag now."""
        old = state.classification
        if old is None or not old.candidates:
            return state
        tags, candidates = self.tags.fresh().labels(old.tags, old.candidates)
        update = {"tags": tags, "candidates": candidates}
        return state.model_copy(update={"classification": old.model_copy(update=update)})


def classified(record: Record) -> None:
    """Raises Conflict for a comment that failed."""
    if record.state.status is not CommentStatus.DONE:
        raise Conflict("este comentário falhou: não há classificação; corrija ou envie de novo", Code.NOT_CLASSIFIED)
