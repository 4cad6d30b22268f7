"""The data behind all in-memory stores of a process, and its lock."""

from functools import cache
from threading import RLock
from typing import Any

from alumusic.domain.accounts.account import Invitation, ServiceToken, User
from alumusic.domain.accounts.session import Session
from alumusic.domain.comments.comment import Batch
from alumusic.domain.comments.tags import TagCatalogue
from alumusic.domain.counting.cells import Cells, shard_of
from alumusic.domain.digest.delivery import Delivery
from alumusic.domain.digest.digest import Digest
from alumusic.domain.digest.stakeholder import Stakeholder
from alumusic.domain.questions.question import AskedQuestion
from alumusic.domain.reading.saved_view import SavedQuery
from alumusic.domain.report.snapshot import PublishedReport
from alumusic.domain.review.erasure import ErasedAuthors


class MemoryStore:
    def __init__(self) -> None:
        self.lock = RLock()
        self.batches: dict[str, Batch] = {}
        # A document is replaced, never changed in place: readers may keep a reference to it.
        self.comments: dict[str, dict[str, Any]] = {}
        self.history: dict[str, dict[int, dict[str, Any]]] = {}
        self.tags = TagCatalogue()
        self.saved_views: dict[str, SavedQuery] = {}
        self.shards: dict[int, dict[str, int]] = {}
        self.weeks: dict[int, Any] = {}
        self.report: PublishedReport | None = None
        self.users: dict[str, User] = {}
        self.sessions: dict[str, Session] = {}
        self.invitations: dict[str, Invitation] = {}
        self.attempts: dict[str, int] = {}
        self.service_tokens: dict[str, ServiceToken] = {}
        self.digests: dict[str, Digest] = {}
        self.stakeholders: dict[str, Stakeholder] = {}
        self.mailings: dict[str, bool] = {}
        self.deliveries: dict[str, Delivery] = {}
        self.questions: dict[str, AskedQuestion] = {}
        self.erased_authors = ErasedAuthors()
        self.dead_letters: dict[str, tuple[bytes, str]] = {}


@cache
def shared_store() -> MemoryStore:
    """The process's store: every function of the embedded stack shares it."""
    return MemoryStore()


def count_in(store: MemoryStore, cells: Cells, key: str) -> None:
    shard = store.shards.setdefault(shard_of(key), {})
    for name, count in cells.items():
        shard[name] = shard.get(name, 0) + count
