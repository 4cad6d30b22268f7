"""One review decision on many comments, and the agreement of the model and people."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from alumusic.domain.review.agreement import Confusion, Pair, confusion
from alumusic.domain.review.change import CommentAtRevision, Record, ReviewAction, ReviewDecision
from alumusic.errors import AluMusicError, Code, InvalidRequest, Stale
from alumusic.services.parallel import COMMITS, in_parallel
from alumusic.services.review.ask_again import Reclassify
from alumusic.services.review.one import Review

MOST_COMPARED = 2_000  # comments read per request; more would not change kappa's second digit


class ReviewOutcome(NamedTuple):
    """`revision` is the comment's current one, if known; `error` is why nothing was changed."""

    id: str
    revision: int | None
    error: AluMusicError | None = None


@dataclass(frozen=True)
class ReviewMany:
    review: Review
    reclassify: Reclassify

    def __call__(self, items: Sequence[CommentAtRevision], decision: ReviewDecision) -> list[ReviewOutcome]:
        """Outcomes in the order of `items`. Raises InvalidRequest for a decision that is invalid for every comment."""
        _check(decision)
        if decision.action is ReviewAction.RECLASSIFY:
            return self._reclassify(items)
        act = self._act(decision)
        return _each(items, lambda item: ReviewOutcome(item.id, act(item)))

    def _act(self, decision: ReviewDecision) -> Callable[[CommentAtRevision], int]:
        review, who, note = self.review, decision.who, decision.note
        if decision.action is ReviewAction.CORRECT:
            return lambda item: review.correct(item.id, item.revision, decision.wanted, who, note)
        if decision.action is ReviewAction.ACCEPT:
            return lambda item: review.accept(item.id, item.revision, who, note)
        return lambda item: review.undo(item.id, item.revision, who, note)

    def _reclassify(self, items: Sequence[CommentAtRevision]) -> list[ReviewOutcome]:
        """Publishes all at once, so that comments of one batch share the model's calls."""
        found: list[Record] = []

        def look(item: CommentAtRevision) -> ReviewOutcome:
            found.append(self.reclassify.wanted(item.id, item.revision))
            return ReviewOutcome(item.id, item.revision)

        results = _each(items, look)
        self.reclassify.publish(found)
        return results


def _check(decision: ReviewDecision) -> None:
    corrects = decision.action is ReviewAction.CORRECT
    if corrects and decision.wanted.nothing:
        raise InvalidRequest("diga o que corrigir: categoria, sentimento ou tags", Code.NOTHING_TO_CORRECT)
    if not corrects and not decision.wanted.nothing:
        raise InvalidRequest("categoria, sentimento e tags só valem para corrigir", Code.ACTION_WITHOUT_CORRECTION)


def _each(items: Sequence[CommentAtRevision], act: Callable[[CommentAtRevision], ReviewOutcome]) -> list[ReviewOutcome]:
    def safely(item: CommentAtRevision) -> ReviewOutcome:
        try:
            return act(item)
        except Stale as stale:
            return ReviewOutcome(item.id, stale.details[0]["revisao"], stale)
        except AluMusicError as error:
            return ReviewOutcome(item.id, None, error)

    return in_parallel(safely, items, COMMITS)


class ReviewedStore(Protocol):
    def newest_reviewed(self, most: int) -> Sequence[Pair]:
        """Categories of comments that both the model and a person have judged."""


@dataclass(frozen=True)
class ShowAgreement:
    store: ReviewedStore

    def __call__(self) -> Confusion:
        return confusion(self.store.newest_reviewed(MOST_COMPARED))
