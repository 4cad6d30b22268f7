"""The question services on the in-memory stores, with a scripted model."""

from datetime import datetime, timedelta

from alumusic.adapters.memory import (
    MemoryBatches,
    MemoryComments,
    MemoryCounters,
    MemoryDigests,
    MemoryLimits,
    MemoryQuestions,
    MemorySearch,
    MemoryStore,
)
from alumusic.domain.accounts.account import Caller, Role
from alumusic.domain.comments.classification import Answers, Category, Outcome, Sentiment
from alumusic.domain.comments.tags import TagCatalogue
from alumusic.domain.questions.question import AskedQuestion
from alumusic.services.limits import Limits
from alumusic.services.questions.answer import Answering
from alumusic.services.questions.ask import AnswerQuestion, Sources
from alumusic.services.questions.evidence import FindEvidence
from tests.support.comments import AT, batch, classification, comment
from tests.support.scripted_model import ScriptedModel

ANA = Caller("ana", "ana@alumusic.com", Role.CURATOR, "s")
BIA = Caller("bia", "bia@alumusic.com", Role.CURATOR, "s")
LAST = "2026-W18"  # the last full week; AT is in 2026-W19
PER_HOUR = 3


class World:
    def __init__(self, *replies: object) -> None:
        self.store, self.now = MemoryStore(), AT
        self.model = ScriptedModel(*replies)  # type: ignore[arg-type]
        self.comments, self.written = MemoryComments(self.store), 0
        MemoryBatches(self.store).create(batch())
        counters, digests = MemoryCounters(self.store), MemoryDigests(self.store)
        evidence = FindEvidence(MemorySearch(self.store))
        self.questions = MemoryQuestions(self.store)
        self.ask_as = AnswerQuestion(
            Sources(counters, digests, evidence, TagCatalogue),
            Answering(self.model, "question-v1"),
            self.questions,
            Limits(MemoryLimits(self.store), b"chave", lambda: self.now),
            PER_HOUR,
            lambda: self.now,
        )

    def ask(self, question: str, earlier: str | None = None, caller: Caller = ANA) -> AskedQuestion:
        return self.ask_as(caller, question, earlier)

    def write(
        self,
        text: str,
        category: Category = Category.PRAISE,
        sentiment: Sentiment = Sentiment.POSITIVE,
        at: datetime = AT - timedelta(days=7),
        artist: str | None = None,
        tags: tuple[str, ...] = (),
    ) -> str:
        """Stores a classified comment and returns its id."""
        self.written += 1
        one = comment(self.written, text=text, published_at=at, received_at=at, artist=artist)
        said = classification(category, sentiment=sentiment, tags=tags)
        self.comments.store_outcomes("lote", Answers([Outcome(one, said)], []), at)
        return one.id
