"""Conversion between a comment's document, its history entries and the domain objects of review."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from alumusic.domain.comments.classification import Category, Classification
from alumusic.domain.comments.comment import ERASED, Comment, CommentStatus
from alumusic.domain.review.agreement import Pair
from alumusic.domain.review.change import Change, HistoryAction, Record, State

_ONLY_CLASSIFIED = ("has_candidates", *(name for name in Classification.model_fields if name != "confidence"))


def record_of(comment_id: str, stored: Mapping[str, Any], version: Any) -> Record | None:
    """None for a tombstone."""
    if stored["status"] == ERASED:
        return None
    fields = {name: stored.get(name) for name in Comment.model_fields if name != "id"}
    comment = Comment.model_validate({**fields, "id": comment_id})
    return Record(comment, stored["batch_id"], stored["revision"], state_of(stored), version)


def state_of(stored: Mapping[str, Any]) -> State:
    classification = None
    if stored["status"] == CommentStatus.DONE:
        fields = {name: stored.get(name) for name in Classification.model_fields}
        classification = Classification.model_validate(fields)
    others = {name: stored[name] for name in State.model_fields if name in stored}
    return State.model_validate({**others, "classification": classification})


def state_fields(state: State) -> dict[str, Any]:
    """The stored form of a state, in comments and history alike: flat, with the comment's field names."""
    fields = state.model_dump(exclude={"classification"})
    plain = {"status": str(state.status), "model_category": state.model_category and str(state.model_category)}
    classification = state.classification
    if classification is None:
        return fields | plain
    lists = {"tags": list(classification.tags), "candidates": list(classification.candidates)}
    labels = {"category": str(classification.category), "sentiment": str(classification.sentiment)}
    return fields | plain | classification.model_dump() | lists | labels


def changed_fields(record: Record, after: State) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Fields of the comment to set, and names of those to delete."""
    classification = after.classification
    if classification is None:
        return state_fields(after) | {"confidence": None}, _ONLY_CLASSIFIED
    return state_fields(after) | {"has_candidates": bool(classification.candidates)}, ()


def entry_fields(change: Change) -> dict[str, Any]:
    return {
        "action": str(change.action),
        "who": change.who,
        "at": change.at,
        "before": state_fields(change.before),
        "after": state_fields(change.after),
        "note": change.note,
    }


def entry_of(stored: Mapping[str, Any]) -> Change:
    states = state_of(stored["before"]), state_of(stored["after"])
    return Change(HistoryAction(stored["action"]), stored["who"], stored["at"], *states, stored["note"])


def tombstone(record: Record, at: datetime) -> dict[str, Any]:
    """The fields that remain of an erased comment: they stop a redelivery from restoring it and hold no content."""
    return {"batch_id": record.batch_id, "status": ERASED, "revision": record.revision, "erased_at": at}


def pairs(found: Iterable[Mapping[str, Any]]) -> list[Pair]:
    """Pairs of the model's and the present category; documents without both are skipped."""
    both = ((one.get("model_category"), one.get("category")) for one in found)
    return [Pair(Category(model), Category(people)) for model, people in both if model and people]
