"""The right to be forgotten: one comment, or all of an author's, with what is still on its way."""

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

MOST_ERASED = 200  # comments of one request: some seconds
_ATTEMPTS = 8  # each loses only to a commit that changed the comment meanwhile
_RECENT = timedelta(minutes=1)


class ErasableComments(Protocol):
    def get(self, comment_id: str) -> Record | None:
        """None for an erased comment too."""

    def erase(self, record: Record, at: datetime) -> bool:
        """A tombstone instead of the comment; history gone, counters corrected; False when it is not as it was read."""


class CommentsByAuthor(Protocol):
    def ids(self, author: str, most: int) -> Sequence[str]: ...
    def count(self, author: str) -> int: ...


class Mentions(Protocol):
    def forget(self, comment_id: str) -> None:
        """Takes the comment's words out of digests, and answers that cite it out of the record of questions."""


class ErasedAuthorStore(Protocol):
    def read(self) -> ErasedAuthors: ...
    def note(self, author: str, at: datetime, outdated: Sequence[str]) -> None: ...


@dataclass(frozen=True)
class EraseComment:
    comments: ErasableComments
    mentions: Mentions
    clock: Callable[[], datetime]

    def __call__(self, comment_id: str) -> None:
        """Raises NotFound, also for a comment that is erased already."""
        contended = "o comentário está sendo alterado por outros; tente de novo"
        for _ in attempts(_ATTEMPTS, TransientFailure(contended, Code.STORE_CONTENDED)):
            record = self.comments.get(comment_id) if is_comment_id(comment_id) else None
            if record is None:
                raise NotFound("este comentário não existe", Code.NOT_FOUND)
            # First: whoever dies in between finds the comment, and comes here again.
            self.mentions.forget(comment_id)
            if self.comments.erase(record, self.clock()):
                return


class ErasureResult(Wire):
    """`restantes` are left of the author's comments: call again until there are none."""

    erased: int
    left: int


@dataclass(frozen=True)
class EraseAuthor:
    """Bounded: it is called again while something is left. What is in the queue is dropped when it arrives."""

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
        # Before anything is looked for: what is stored from now on is dropped by whoever stores it.
        self.authors.note(author, now, self.authors.read().outdated(now))
        erased = sum(in_parallel(self._erased, self.comments.ids(author, self.most), COMMITS))
        return ErasureResult(erased=erased, left=self.comments.count(author))

    def _erased(self, comment_id: str) -> bool:
        try:
            self.erase(comment_id)
        except NotFound:  # somebody else's call was faster
            return False
        return True


@dataclass
class LateArrivals:
    """What arrives of an erased author is not shown to the model, and does not stay.

    After its comments are stored a message looks once more, at the list as it is then: whoever asks for an erasure
    either finds them in the store or is on that list.
    """

    authors: ErasedAuthorStore
    erase_comment: EraseComment
    clock: Callable[[], datetime]
    _known: ErasedAuthors = field(default_factory=ErasedAuthors)
    _read_at: datetime | None = None

    def partition(self, comments: Sequence[Comment]) -> tuple[list[Comment], list[Outcome]]:
        """Those to work on, and failures for the others; as of a minute ago at most."""
        known, now = self._known, self.clock()
        signed = any(comment.author_hash for comment in comments)
        if signed and (self._read_at is None or now - self._read_at > _RECENT):
            known = self._read()
        code, reason = Code.AUTHOR_ERASED, "os comentários deste autor foram apagados"
        failure = Failure(code=code, reason=reason, failed_at=now)
        dropped = [Outcome(comment, failure) for comment in comments if known.covers(comment)]
        return [comment for comment in comments if not known.covers(comment)], dropped

    def erase(self, stored: Sequence[Comment]) -> None:
        """Erases again those of the stored comments whose author is on the list."""
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
