"""All review use cases on one in-memory store."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from alumusic.adapters.memory import (
    MemoryByAuthor,
    MemoryComments,
    MemoryCounters,
    MemoryErasedAuthors,
    MemoryFailed,
    MemoryMentions,
    MemoryPublisher,
    MemoryReviews,
    MemoryStore,
    MemoryTags,
)
from alumusic.domain.comments.classification import Answers, Category, Classification, Failure, ModelUsage, Outcome
from alumusic.domain.comments.comment import BatchMessage, Comment
from alumusic.domain.counting.cells import add
from alumusic.domain.review.change import Record
from alumusic.services.classifying.again import ClassifyAgain
from alumusic.services.classifying.first import Classify
from alumusic.services.classifying.known_tags import KnownCatalogue
from alumusic.services.classifying.message import ClassifyMessage
from alumusic.services.classifying.parking import Park
from alumusic.services.counting.audit import Audit
from alumusic.services.review.ask_again import Reclassify, ResendFailed
from alumusic.services.review.erase import EraseAuthor, EraseComment, LateArrivals
from alumusic.services.review.many import ReviewMany
from alumusic.services.review.one import Review
from alumusic.services.review.tags import Tags
from tests.support.comments import AT, answers, classification, uuid

KEY = b"a key of the authors' hashes"
ANA, BIA = "ana@alumusic.com", "bia@alumusic.com"
BY_MODEL = classification(
    Category.PRAISE, tags=("musica_vocal",), candidates=("show_chuva",), model="m", prompt_version="v1", evidence="voz"
)


@dataclass
class Model:
    """Classifies every comment as `word`, except those in `refused`, which fail."""

    word: Classification = classification(Category.QUESTION, model="m2", prompt_version="v2")
    refused: set[str] = field(default_factory=set)
    asked: list[tuple[list[str], bool]] = field(default_factory=list)

    def classify(self, comments: Sequence[Comment], *, fresh: bool = False) -> Answers:
        self.asked.append(([comment.id for comment in comments], fresh))
        failed = Failure(code="bloqueado", reason="não", failed_at=AT)
        outcomes = [Outcome(one, failed if one.id in self.refused else self.word) for one in comments]
        return Answers(outcomes, [ModelUsage(model="m2", prompt_version="v2", calls=1, comments=len(comments))])


@dataclass
class World:
    store: MemoryStore = field(default_factory=MemoryStore)
    model: Model = field(default_factory=Model)
    now: datetime = AT + timedelta(hours=1)

    def __post_init__(self) -> None:
        def clock() -> datetime:
            return self.now

        self.comments, self.reviews = MemoryComments(self.store), MemoryReviews(self.store)
        self.known = KnownCatalogue(MemoryTags(self.store), clock)
        self.tags = Tags(MemoryTags(self.store), self.known, clock)
        self.review = Review(self.reviews, self.known, clock)
        self.erase = EraseComment(self.reviews, MemoryMentions(self.store), clock)
        authors = MemoryErasedAuthors(self.store)
        self.erase_author = EraseAuthor(authors, MemoryByAuthor(self.store), self.erase, KEY, clock)
        late = LateArrivals(authors, self.erase, clock)
        self.publisher = MemoryPublisher("comments")
        self.reclassify = Reclassify(self.review, self.publisher, 10)
        self.resend = ResendFailed(MemoryFailed(self.store), self.publisher, 10, clock)
        self.many = ReviewMany(self.review, self.reclassify)
        self.park = Park(self.comments, late, clock)
        self.work = ClassifyMessage(
            Classify(self.model, self.comments, late, clock), ClassifyAgain(self.model, self.reviews, clock)
        )

    def store_outcomes(self, one: Comment, result: Classification | Failure, batch_id: str = "lote") -> None:
        self.comments.store_outcomes(batch_id, answers([one], result), AT)

    def deliver(self, *, repeated: bool = True) -> list[BatchMessage]:
        """Delivers the messages published since the last call to the classifier."""
        messages, self.publisher.sent = self.publisher.sent, []
        for message in messages:
            self.work(message, repeated=repeated)
        return messages

    def record(self, n: int = 1) -> Record:
        found = self.reviews.get(uuid(n))
        assert found is not None
        return found

    def judged(self, n: int = 1) -> Classification:
        found = self.record(n).state.classification
        assert found is not None
        return found

    def stored(self, n: int = 1) -> dict[str, Any]:
        return self.store.comments[uuid(n)]

    def counted(self, kind: str = "") -> dict[str, int]:
        return {name: n for name, n in add(self.store.shards.values()).items() if n and name.startswith(kind)}

    def agrees(self) -> bool:
        return not Audit(self.comments, MemoryCounters(self.store))().differences
