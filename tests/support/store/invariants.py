"""Invariants of store and counters: at any moment, and after all messages are processed."""

import gzip
import json
from datetime import timedelta
from typing import Any

from alumusic.domain.comments.comment import ERASED, CommentStatus
from alumusic.domain.review.change import HistoryAction
from tests.support.store.system import System

# `resent_at` may be written after the erasure: the Firestore adapter marks resent comments without reading them again.
_TOMBSTONE = {"batch_id", "status", "revision", "erased_at", "expire_at", "resent_at"}


def amiss(system: System) -> list[str]:
    """Violations of the invariants that hold at any moment."""
    documents = system.raw.documents()
    done = sum(one["status"] == CommentStatus.DONE for one in documents.values())
    found = system.audit()
    return [
        *(f"{one.counter}: counted {one.counted}, stored {one.recounted}" for one in found.differences),
        *([f"{len(found.published)} recounted, {done} done"] if len(found.published) != done else []),
        *(f"{key} left {one.keys() - _TOMBSTONE}" for key, one in documents.items() if _leaves_words(one)),
        *(f"{key} lacks a part of its history" for key, one in documents.items() if not _is_whole(system, key, one)),
        *(f"{key} has another batch" for key, one in documents.items() if _changed_hands(system, key, one)),
    ]


def amiss_at_the_end(system: System) -> list[str]:
    """Violations of the invariants that hold once all messages are processed."""
    documents, erased = system.raw.documents(), system.raw.authors.read().authors
    shown = _published(system)
    done = sum(one["status"] == CommentStatus.DONE for one in documents.values())
    back = [key for key, one in documents.items() if one.get("author_hash") in erased]
    return [
        *(f"{key} was accepted and is lost" for key in sorted(system.accepted - documents.keys())),
        *([f"the report says {shown}, {done} are done"] if shown != done else []),
        *(f"{key}: nobody asked to replace {n}" for key, n in _reclassified(system, documents) - system.asked),
        *(f"{key} came back" for key in back if documents[key]["received_at"] <= erased[documents[key]["author_hash"]]),
    ]


def _leaves_words(document: dict[str, Any]) -> bool:
    return document["status"] == ERASED and not document.keys() <= _TOMBSTONE


def _is_whole(system: System, comment_id: str, document: dict[str, Any]) -> bool:
    entries = [system.raw.reviews.entry(comment_id, n) for n in range(document["revision"] + 1)]
    if document["status"] == ERASED:
        return not any(entries)
    return all(entries[:-1]) and entries[-1] is None


def _changed_hands(system: System, comment_id: str, document: dict[str, Any]) -> bool:
    batch_id = str(document["batch_id"])
    return system.owners.setdefault(comment_id, batch_id) != batch_id


def _reclassified(system: System, documents: dict[str, dict[str, Any]]) -> set[tuple[str, int]]:
    """(comment id, revision) pairs that a reclassification replaced."""
    entries = (
        (key, n, system.raw.reviews.entry(key, n)) for key, one in documents.items() for n in range(one["revision"])
    )
    return {(key, n) for key, n, entry in entries if entry and entry.action is HistoryAction.RECLASSIFIED}


def _published(system: System) -> int:
    system.now += timedelta(minutes=1)
    system.pages(system.now)
    report = system.raw.snapshots.latest()
    return int(json.loads(gzip.decompress(report.packed))["total"])
