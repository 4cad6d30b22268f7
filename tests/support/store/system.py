"""The whole system on given stores, with one method per event, crashes and concurrent commits."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from alumusic.domain.comments.classification import Answers, Category, Classification, Failure, ModelUsage, Outcome
from alumusic.domain.comments.comment import BatchMessage, Comment
from alumusic.domain.comments.receipt import Submission
from alumusic.domain.comments.tags import AcceptedTag, RejectedTag
from alumusic.domain.review.change import LabelChanges
from alumusic.errors import AluMusicError, Code, ModelUnavailable
from alumusic.services.classifying.again import ClassifyAgain
from alumusic.services.classifying.first import Classify
from alumusic.services.classifying.known_tags import KnownCatalogue
from alumusic.services.classifying.message import ClassifyMessage
from alumusic.services.classifying.parking import Park
from alumusic.services.counting.audit import Audit
from alumusic.services.report.publish import PublishReport
from alumusic.services.review.ask_again import Reclassify, ResendFailed
from alumusic.services.review.erase import EraseAuthor, EraseComment, LateArrivals
from alumusic.services.review.one import Review
from alumusic.services.review.tags import Tags
from alumusic.services.sending.send import Ingest, IngestLimits
from tests.support.comments import AT, classification, uuid

KEY, ANA = b"a key of the authors' hashes", "ana@alumusic.com"
COMMENTS, AUTHORS = 8, ("Ana Lima", "Bia", None)
_COMMITS = {
    "create",
    "store_outcomes",
    "replace",
    "replace_all",
    "erase",
    "sweep",
    "write",
    "compact",
    "publish",
    "note",
}
_READ_ONLY = ("comment_audit", "counter_audit", "documents")


class Stores(NamedTuple):
    """One adapter for each port, and access to the stored documents."""

    batches: Any
    comments: Any
    reviews: Any
    failed: Any
    tags: Any
    counters: Any
    snapshots: Any
    authors: Any
    by_author: Any
    mentions: Any
    comment_audit: Any
    counter_audit: Any
    documents: Callable[[], dict[str, dict[str, Any]]]


class Crash(Exception):
    """Simulates the death of the process."""


class Op(NamedTuple):
    """An event: method of `System`, index of the comment or message, and a number that selects a variant."""

    name: str
    target: int
    choice: int


@dataclass
class Moments:
    """Hooks for the next commit: concurrent work before it, a crash before or after it."""

    meanwhile: Callable[[], None] | None = None
    crash: str = ""

    def at_commit(self, commit: Callable[[], Any]) -> Any:
        (meanwhile, self.meanwhile), (crash, self.crash) = (self.meanwhile, None), (self.crash, "")
        if meanwhile is not None:
            meanwhile()
        if crash == "before":
            raise Crash
        result = commit()
        if crash == "after":
            raise Crash
        return result


class Watched:
    """An adapter that runs the hooks of `Moments` at each commit."""

    def __init__(self, store: Any, moments: Moments) -> None:
        self._store, self._moments = store, moments

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._store, name)
        if name not in _COMMITS:
            return method
        return lambda *args, **named: self._moments.at_commit(lambda: method(*args, **named))


class Model:
    """A model whose answer changes with each comment. `mood`: well, away, or refuses every second comment."""

    def __init__(self) -> None:
        self.said, self.mood = 0, "well"

    def classify(self, comments: Sequence[Comment], *, fresh: bool = False) -> Answers:
        if self.mood == "away":
            raise ModelUnavailable("o modelo não respondeu", Code.MODEL_UNAVAILABLE)
        usage = ModelUsage(model="m", prompt_version="v1", calls=1, comments=len(comments))
        return Answers([Outcome(comment, self._word(n)) for n, comment in enumerate(comments)], [usage])

    def _word(self, n: int) -> Classification | Failure:
        self.said += 1
        if self.mood == "refuses" and n % 2:
            return Failure(code="bloqueado", reason="não", failed_at=AT)
        category = list(Category)[self.said % 4]
        tags = ("show_som",) if self.said % 3 else ()
        return classification(category, tags=tags, candidates=("show_chuva",) if self.said % 2 else (), model="m")


class Queue:
    """Holds published messages until `System.deliver` takes them, in any order, any number of times."""

    def __init__(self) -> None:
        self.waiting: list[tuple[BatchMessage, bool, int]] = []

    def publish(self, messages: Sequence[BatchMessage], *, repeated: bool) -> None:
        self.waiting += [(message, repeated, 0) for message in messages]


class System:
    def __init__(self, stores: Stores) -> None:
        self.moments, self.now = Moments(), AT
        adapters = {name: store for name, store in stores._asdict().items() if name not in _READ_ONLY}
        watching: dict[str, Any] = {name: Watched(store, self.moments) for name, store in adapters.items()}
        watched = stores._replace(**watching)
        self.raw, self.model, self.queue = stores, Model(), Queue()
        self.accepted: set[str] = set()
        self.unfinished: set[str] = set()
        self.asked: set[tuple[str, int]] = set()
        self.owners: dict[str, str] = {}
        self.last: Submission | None = None
        queue = Watched(self.queue, self.moments)
        known = KnownCatalogue(watched.tags, self.clock, timedelta(0))
        self.ingest = Ingest(watched.batches, watched.comments, queue, IngestLimits(2, 100, 5_000), KEY, self.clock)
        self.erase_comment = EraseComment(watched.reviews, watched.mentions, self.clock)
        self.erase_all = EraseAuthor(watched.authors, watched.by_author, self.erase_comment, KEY, self.clock)
        late = LateArrivals(watched.authors, self.erase_comment, self.clock)
        self.work = ClassifyMessage(
            Classify(self.model, watched.comments, late, self.clock),
            ClassifyAgain(self.model, watched.reviews, self.clock),
        )
        self.parking = Park(watched.comments, late, self.clock)
        self.review = Review(watched.reviews, known, self.clock)
        self.asking = Reclassify(self.review, queue, 2)
        self.resending = ResendFailed(watched.failed, queue, 2, self.clock)
        self.tags = Tags(watched.tags, known, self.clock)
        self.pages = PublishReport(watched.counters, watched.snapshots, known)
        self.audit = Audit(stores.comment_audit, stores.counter_audit)

    def clock(self) -> datetime:
        return self.now

    def do(self, op: Op) -> None:
        with self._refusals():
            getattr(self, op.name)(op.target, op.choice)

    @contextmanager
    def _refusals(self) -> Iterator[None]:
        """Ignores errors that the caller would get, and crashes."""
        try:
            yield
        except (AluMusicError, Crash):
            return

    def send(self, target: int, choice: int) -> None:
        """Sends two to four comments; half of them have ids that other batches may use too."""
        author = AUTHORS[choice % len(AUTHORS)]
        items = [
            {"texto": f"texto {n}", "autor": author, "artista": "Aurora", **({"id": uuid(n)} if n % 2 else {})}
            for n in range(target, target + 2 + choice % 3)
        ]
        key = f"{target}-{choice}" if choice % 2 else None
        self.last = Submission("servico:1", items, f"{target}-{choice}", key)
        self.repeat(target, choice)

    def repeat(self, target: int, choice: int) -> None:
        """Sends the last request again, as a sender without an answer does."""
        if self.last is not None:
            self.accepted |= set(self.ingest(self.last).accepted)

    def deliver(self, target: int, choice: int) -> None:
        """Delivers a message. Every third acknowledgement is lost; every second redelivery lacks the repeated mark."""
        if not self.queue.waiting:
            return
        place = target % len(self.queue.waiting)
        message, repeated, attempt = self.queue.waiting[place]
        self.queue.waiting[place] = message, repeated, attempt + 1
        self.work(message, repeated=repeated or bool(attempt and choice % 2), attempt=attempt + 1)
        if choice % 3:
            self._gone(message)

    def park(self, target: int, choice: int) -> None:
        if self.queue.waiting:
            message, *_ = self.queue.waiting[target % len(self.queue.waiting)]
            self.parking(message, "tentativas_esgotadas", "o modelo não respondeu")
            self._gone(message)

    def correct(self, target: int, choice: int) -> None:
        category = list(Category)[choice % len(Category)]
        self.review.correct(self._id(target), self._revision(target), LabelChanges(category), ANA)

    def accept(self, target: int, choice: int) -> None:
        self.review.accept(self._id(target), self._revision(target), ANA)

    def undo(self, target: int, choice: int) -> None:
        self.review.undo(self._id(target), self._revision(target), ANA)

    def ask_again(self, target: int, choice: int) -> None:
        self.asked.add((self._id(target), self._revision(target)))
        self.asking(self._id(target))

    def resend(self, target: int, choice: int) -> None:
        self.resending(None)

    def erase(self, target: int, choice: int) -> None:
        self.erase_comment(self._id(target))

    def erase_author(self, target: int, choice: int) -> None:
        author = str(AUTHORS[choice % 2])
        self.unfinished.add(author)
        if not self.erase_all(author, only_count=False).left:
            self.unfinished.discard(author)

    def decide_tag(self, target: int, choice: int) -> None:
        accepted = AcceptedTag(explanation="Chuva", by=ANA, at=self.now)
        self.tags.decide("show_chuva", lambda at: accepted if choice % 2 else RejectedTag(by=ANA, at=at))

    def compact(self, target: int, choice: int) -> None:
        shards = self.raw.counters.read([]).shards
        if shards:
            self.raw.counters.compact(shards[target % len(shards)])

    def report(self, target: int, choice: int) -> None:
        self.now += timedelta(minutes=1)
        self.pages(self.now)

    def change_mood(self, target: int, choice: int) -> None:
        self.model.mood = ("well", "away", "refuses")[choice % 3]

    def settle_all(self) -> None:
        """Delivers all messages to a working model, and repeats interrupted erasures."""
        self.moments.meanwhile, self.moments.crash, self.model.mood = None, "", "well"
        while self.queue.waiting:
            message, *_ = self.queue.waiting[0]
            self.work(message, repeated=True)
            self._gone(message)
        for author in self.unfinished:
            while self.erase_all(author, only_count=False).left:
                pass

    def _gone(self, message: BatchMessage) -> None:
        for n, (waiting, *_) in enumerate(self.queue.waiting):
            if waiting is message:
                del self.queue.waiting[n]
                return

    def _id(self, target: int) -> str:
        known = sorted(self.raw.documents())
        return known[target % len(known)] if known else uuid(target)

    def _revision(self, target: int) -> int:
        return int(self.raw.documents().get(self._id(target), {}).get("revision", 0))
