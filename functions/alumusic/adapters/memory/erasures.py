"""Erased authors, comments by author, and removal of a comment from digests and from answered questions."""

from collections.abc import Sequence
from datetime import datetime

from alumusic.adapters.memory.store import MemoryStore
from alumusic.domain.review.erasure import ErasedAuthors


class MemoryErasedAuthors:
    def __init__(self, store: MemoryStore) -> None:
        self.store = store

    def read(self) -> ErasedAuthors:
        return self.store.erased_authors

    def note(self, author: str, at: datetime, outdated: Sequence[str]) -> None:
        with self.store.lock:
            left = {key: when for key, when in self.store.erased_authors.authors.items() if key not in outdated}
            self.store.erased_authors = ErasedAuthors(authors={**left, author: at})


class MemoryByAuthor:
    def __init__(self, store: MemoryStore) -> None:
        self.store = store

    def ids(self, author: str, most: int) -> Sequence[str]:
        return self._of(author)[:most]

    def count(self, author: str) -> int:
        return len(self._of(author))

    def _of(self, author: str) -> list[str]:
        with self.store.lock:
            return [key for key, stored in self.store.comments.items() if stored.get("author_hash") == author]


class MemoryMentions:
    def __init__(self, store: MemoryStore) -> None:
        self.store = store

    def forget(self, comment_id: str) -> None:
        with self.store.lock:
            self.store.questions = {
                key: asked for key, asked in self.store.questions.items() if comment_id not in asked.sources
            }
            for week, digest in self.store.digests.items():
                left = tuple(one for one in digest.comments if one.id != comment_id)
                if left != digest.comments:
                    self.store.digests[week] = digest.model_copy(update={"comments": left})
