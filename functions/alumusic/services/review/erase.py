"""Right to be forgotten: erase one comment, or all of an author's, including those still in a queue."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from alumusic.domain.comments.classification import Failure, Outcome
from alumusic.domain.comments.comment import Comment, is_comment_id
from alumusic.domain.comments.intake import author_hash
from alumusic.domain.review.change import Record
from alumusic.domain.review.erasure import ErasedAuthors
from alumusic.domain.versioned import attempts
from alumusic.domain.wire import Wire
from alumusic.errors import Code, InvalidRequest, NotFound, TransientFailure
from alumusic.services.parallel import COMMITS, in_parallel

MOST_ERASED = 200  # comments of one request, which take some seconds
_ATTEMPTS = 8  # an attempt fails only if the comment changed meanwhile
_RECENT = timedelta(minutes=1)


class ErasableComments(Protocol):
    def get(self, comment_id: str) -> Record | None:
        """None also for an erased comment."""

    def erase(self, record: Record, at: datetime) -> bool:
        """Leaves a tombstone, deletes the history, corrects the counters; False if the comment has changed."""


class CommentsByAuthor(Protocol):
    def ids(self, author: str, most: int) -> Sequence[str]: ...
    def count(self, author: str) -> int: ...


class Mentions(Protocol):
    def forget(self, comment_id: str) -> None:
        """Removes the comment from digests, and deletes recorded questions whose answer cites it."""


class ErasedAuthorStore(Protocol):
    def read(self) -> ErasedAuthors: ...
    def note(self, author: str, at: datetime, outdated: Sequence[str]) -> None: ...


@dataclass(frozen=True)
class EraseComment:
    comments: ErasableComments
    mentions: Mentions
    clock: Callable[[], datetime]

    def __call__(self, comment_id: str) -> None:
        """Raises NotFound, also for an erased comment."""
        contended = "o comentário está sendo alterado por outros; tente de novo"
        for _ in attempts(_ATTEMPTS, TransientFailure(contended, Code.STORE_CONTENDED)):
            record = self.comments.get(comment_id) if is_comment_id(comment_id) else None
            if record is None:
                raise NotFound("este comentário não existe", Code.NOT_FOUND)
            # Before the erasure: after a crash in between, a retry still finds the comment and runs this again.
            self.mentions.forget(comment_id)
            if self.comments.erase(record, self.clock()):
                return


class ErasureResult(Wire):
    """`restantes` are left of the author's comments: call again until there are none."""

    erased: int
    left: int


@dataclass(frozen=True)
class EraseAuthor:
    """Erases up to `most` comments; call again while some are left. Queued ones are dropped on arrival."""

    authors: ErasedAuthorStore
    comments: CommentsByAuthor
    erase: EraseComment
    key: bytes
    clock: Callable[[], datetime]
    most: int = MOST_ERASED

    def __call__(self, name: str, *, only_count: bool) -> ErasureResult:
        author = author_hash(name, self.key)
        if author is None:
            raise InvalidRequest("diga o nome do autor, como foi enviado", Code.AUTHOR_MISSING)
        if only_count:
            return ErasureResult(erased=0, left=self.comments.count(author))
        now = self.clock()
        # Before the search: comments stored from now on are erased by the process that stores them.
        self.authors.note(author, now, self.authors.read().outdated(now))
        erased = sum(in_parallel(self._erased, self.comments.ids(author, self.most), COMMITS))
        return ErasureResult(erased=erased, left=self.comments.count(author))

    def _erased(self, comment_id: str) -> bool:
        try:
            self.erase(comment_id)
        except NotFound:  # another call has erased it
            return False
        return True


@dataclass
class LateArrivals:
    """Drops queued comments of erased authors: the model does not see them, and they are not kept.

    The list is read again after comments are stored. A comment stored before its author was listed is found by the
    erasure's search; one stored after is erased by this second read.
    """

    authors: ErasedAuthorStore
    erase_comment: EraseComment
    clock: Callable[[], datetime]
    _known: ErasedAuthors = field(default_factory=ErasedAuthors)
    _read_at: datetime | None = None

    def partition(self, comments: Sequence[Comment]) -> tuple[list[Comment], list[Outcome]]:
        """Comments to classify, and failures for those of erased authors. The list is at most a minute old."""
        known, now = self._known, self.clock()
        signed = any(comment.author_hash for comment in comments)
        if signed and (self._read_at is None or now - self._read_at > _RECENT):
            known = self._read()
        code, reason = Code.AUTHOR_ERASED, "os comentários deste autor foram apagados"
        failure = Failure(code=code, reason=reason, failed_at=now)
        dropped = [Outcome(comment, failure) for comment in comments if known.covers(comment)]
        return [comment for comment in comments if not known.covers(comment)], dropped

    def erase(self, stored: Sequence[Comment]) -> None:
        """Reads the list again, and erases the stored comments whose author is on it."""
        if not any(comment.author_hash for comment in stored):
            return
        known = self._read()
        for comment in stored:
            if known.covers(comment):
                try:
                    self.erase_comment(comment.id)
                except NotFound:
                    continue

    def _read(self) -> ErasedAuthors:
        found = self.authors.read()
        self._known, self._read_at = found, self.clock()
        return found
