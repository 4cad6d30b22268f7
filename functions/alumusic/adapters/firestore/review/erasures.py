"""`erasures/authors`, comments by author, and removal of a comment from digests and from answered questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from google.api_core.exceptions import FailedPrecondition, NotFound
from google.cloud import firestore
from google.cloud.firestore_v1.base_query import FieldFilter

from alumusic.adapters.faults import store_faults
from alumusic.adapters.firestore.client import count
from alumusic.domain.review.erasure import ErasedAuthors
from alumusic.errors import Code, TransientFailure


@dataclass(frozen=True)
class FirestoreErasedAuthors:
    client: firestore.Client

    @store_faults
    def read(self) -> ErasedAuthors:
        found = self._document.get()
        return ErasedAuthors.model_validate(found.to_dict() or {}) if found.exists else ErasedAuthors()

    @store_faults
    def note(self, author: str, at: datetime, outdated: Sequence[str]) -> None:
        gone = dict.fromkeys(outdated, firestore.DELETE_FIELD)
        self._document.set({"authors": {**gone, author: at}}, merge=True)

    @property
    def _document(self) -> firestore.DocumentReference:
        return self.client.document("erasures", "authors")


@dataclass(frozen=True)
class FirestoreByAuthor:
    """Finds only comments that are not erased: a tombstone has no `author_hash`."""

    client: firestore.Client

    @store_faults
    def ids(self, author: str, most: int) -> Sequence[str]:
        return [found.id for found in self._of(author).select(["batch_id"]).limit(most).get()]

    @store_faults
    def count(self, author: str) -> int:
        return count(self._of(author))

    def _of(self, author: str) -> firestore.Query:
        query: firestore.Query = self.client.collection("comments").where(
            filter=FieldFilter("author_hash", "==", author)
        )
        return query


@dataclass(frozen=True)
class FirestoreMentions:
    client: firestore.Client

    @store_faults
    def forget(self, comment_id: str) -> None:
        for question in self._holding("questions", "sources", comment_id):
            question.reference.delete()
        for digest in self._holding("digests", "comment_ids", comment_id):
            left = [one for one in digest.get("comments") if one["id"] != comment_id]
            change = {"comments": left, "comment_ids": [one["id"] for one in left]}
            as_read = self.client.write_option(last_update_time=digest.update_time)
            try:
                digest.reference.update(change, option=as_read)
            except (FailedPrecondition, NotFound) as error:
                raise TransientFailure("um resumo está sendo refeito; tente de novo", Code.STORE_CONTENDED) from error

    def _holding(self, collection: str, field: str, comment_id: str) -> list[Any]:
        holds = FieldFilter(field, "array_contains", comment_id)
        return list(self.client.collection(collection).where(filter=holds).get())
