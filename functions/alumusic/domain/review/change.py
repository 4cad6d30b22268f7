"""Changes of a classification by people or by the model, with state before, state after and author."""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from pydantic import AwareDatetime, BaseModel, ConfigDict

from alumusic.domain.comments.classification import Category, Classification, Failure, Sentiment
from alumusic.domain.comments.comment import Comment, CommentStatus
from alumusic.domain.counting.cells import Cells, add, cells_of, minus
from alumusic.errors import Code

USUAL_SENTIMENT = {Category.PRAISE: Sentiment.POSITIVE, Category.CRITICISM: Sentiment.NEGATIVE}


class HistoryAction(StrEnum):
    CORRECTED = "correcao"
    ACCEPTED = "aceite"
    RECLASSIFIED = "reclassificacao"
    UNDONE = "desfeito"


class ReviewAction(StrEnum):
    CORRECT = "corrigir"
    ACCEPT = "aceitar"
    UNDO = "desfazer"
    RECLASSIFY = "reclassificar"


class State(BaseModel):
    """Everything that a change may modify. The history keeps it complete, so that an undo restores all of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    status: CommentStatus
    classification: Classification | None
    failure: Failure | None = None
    model_category: Category | None = None
    """The model's latest category, whatever people corrected it to."""
    reviewed: bool = False
    reviewer: str | None = None
    reviewed_at: AwareDatetime | None = None


class Record(NamedTuple):
    """A stored comment. `version` is the store's identifier of its last write, finer than `revision`."""

    comment: Comment
    batch_id: str
    revision: int
    state: State
    version: Any


class Change(NamedTuple):
    action: HistoryAction
    who: str
    at: datetime
    before: State
    after: State
    note: str = ""


class LabelChanges(NamedTuple):
    """None leaves the field unchanged."""

    category: Category | None = None
    sentiment: Sentiment | None = None
    tags: tuple[str, ...] | None = None

    @property
    def nothing(self) -> bool:
        return self == LabelChanges()


class CommentAtRevision(NamedTuple):
    """A comment at the revision a curator saw."""

    id: str
    revision: int


class ReviewDecision(NamedTuple):
    """`wanted` holds the changes of a correction; other actions leave it empty."""

    action: ReviewAction
    who: str
    wanted: LabelChanges = LabelChanges()
    note: str = ""


class Objection(NamedTuple):
    code: Code
    message: str


def objection(state: State, wanted: LabelChanges, known_tags: Collection[str]) -> Objection | None:
    """The reason to refuse a correction; None if it is valid."""
    current = state.classification
    category = wanted.category or (current.category if current else None)
    if category is None:
        return Objection(Code.CATEGORY_MISSING, "este comentário falhou: a correção precisa trazer a categoria")
    if category is Category.SPAM and wanted.sentiment not in (None, Sentiment.NEUTRAL):
        return Objection(Code.SPAM_NOT_NEUTRAL, "o sentimento de SPAM é sempre NEUTRO")
    if category is Category.SPAM and wanted.tags:
        return Objection(Code.SPAM_WITH_TAGS, "SPAM não tem tags")
    unknown = sorted(set(wanted.tags or ()) - set(known_tags))
    if unknown:
        return Objection(Code.UNKNOWN_TAG, f"não está no catálogo de tags: {', '.join(unknown)}")
    return None


def corrected(state: State, wanted: LabelChanges, who: str, at: datetime) -> State:
    """The state with the person's labels, at confidence 1, reviewed. A correction without a change is an acceptance."""
    old = state.classification
    new = _classification(old, wanted, who, at)
    if old is not None and _judgement(old) == _judgement(new):
        return accepted(state, who, at)
    reviewed = {"reviewed": True, "reviewer": who, "reviewed_at": at}
    return state.model_copy(update={"status": CommentStatus.DONE, "classification": new, "failure": None, **reviewed})


def accepted(state: State, who: str, at: datetime) -> State:
    return state.model_copy(update={"reviewed": True, "reviewer": who, "reviewed_at": at})


def reclassified(state: State, by_model: Classification) -> State:
    """The state with the model's new labels, unreviewed: a reviewer of the old labels has not seen them."""
    nobody = {"reviewed": False, "reviewer": None, "reviewed_at": None}
    return state.model_copy(update={"classification": by_model, "model_category": by_model.category, **nobody})


def moved(comment: Comment, before: State, after: State) -> Cells:
    """Amounts to add to the counters: the cells of `after` less those of `before`."""
    return add([_counted(comment, after), minus(_counted(comment, before))])


def _counted(comment: Comment, state: State) -> Cells:
    if state.status is not CommentStatus.DONE or state.classification is None:
        return {}
    return cells_of(comment, state.classification)


def _classification(old: Classification | None, wanted: LabelChanges, who: str, at: datetime) -> Classification:
    category = wanted.category or (old.category if old else None)
    assert category is not None, "objection() was not asked"
    sentiment = wanted.sentiment or (old.sentiment if old and old.category is category else None)
    fields: dict[str, Any] = {
        "category": category,
        "sentiment": sentiment or USUAL_SENTIMENT.get(category, Sentiment.NEUTRAL),
        "tags": tuple(dict.fromkeys(wanted.tags)) if wanted.tags is not None else (old.tags if old else ()),
        "candidates": old.candidates if old else (),
        "evidence": old.evidence if old else "",
        "model": old.model if old else None,
        "prompt_version": old.prompt_version if old else None,
    }
    if category is Category.SPAM:
        fields |= {"sentiment": Sentiment.NEUTRAL, "tags": (), "candidates": ()}
    return Classification(**fields, confidence=1.0, curator=who, classified_at=at)


def _judgement(found: Classification) -> tuple[Category, Sentiment, frozenset[str]]:
    return found.category, found.sentiment, frozenset(found.tags)
