"""Conversion of a comment and its classification to a Firestore document and back."""

from typing import Any

from alumusic.adapters.firestore.word_lists import word_lists
from alumusic.domain.comments.classification import Classification, Failure
from alumusic.domain.comments.comment import Comment, CommentStatus
from alumusic.domain.text.folding import folded

_COMMENT = ("text", "artist", "album", "song", "channel", "author_hash", "published_at", "received_at")


def to_document(comment: Comment, batch_id: str) -> dict[str, Any]:
    fields = {name: getattr(comment, name) for name in _COMMENT}
    keys = {"artist_key": _key(comment.artist), "album_key": _key(comment.album)}
    lists = word_lists([comment.text, comment.artist, comment.album, comment.song])
    nobody = {"reviewed": False, "reviewer": None, "reviewed_at": None, "model_category": None, "resent_at": None}
    return {**fields, **keys, **lists, "batch_id": batch_id, "revision": 0, **nobody}


def with_classification(document: dict[str, Any], classification: Classification) -> dict[str, Any]:
    fields = classification.model_dump()
    return {
        **document,
        **fields,
        "category": str(classification.category),
        "sentiment": str(classification.sentiment),
        "tags": list(classification.tags),
        "candidates": list(classification.candidates),
        "has_candidates": bool(classification.candidates),
        "model_category": str(classification.category),
        "status": CommentStatus.DONE.value,
        "failure": None,
    }


def with_failure(document: dict[str, Any], failure: Failure) -> dict[str, Any]:
    return {
        **document,
        "status": CommentStatus.FAILED.value,
        "failure": failure.model_dump(),
        "confidence": None,  # Firestore omits documents without the field from a query ordered by it
    }


def settled_later(document: dict[str, Any], result: Classification | Failure) -> dict[str, Any]:
    """Fields to update in a comment that had failed. `revision` stays, since the history is numbered by it."""
    if isinstance(result, Failure):
        return {"failure": result.model_dump()}
    return {name: value for name, value in document.items() if name not in ("revision", "resent_at")}


def from_document(comment_id: str, stored: dict[str, Any]) -> tuple[Comment, Classification]:
    comment = Comment(id=comment_id, **{name: stored[name] for name in Comment.model_fields if name != "id"})
    return comment, Classification.model_validate({name: stored.get(name) for name in Classification.model_fields})


def _key(name: str | None) -> str | None:
    return folded(name) if name else None
