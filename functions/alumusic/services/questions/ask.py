"""Answer a question in plain language: gather figures and comments, ask the model, check the answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol
from uuid import uuid4

from alumusic.domain.accounts.account import Caller
from alumusic.domain.comments.classification import ModelUsage
from alumusic.domain.comments.tags import TagCatalogue
from alumusic.domain.digest.digest import TextSource
from alumusic.domain.limits import HOUR, Limit
from alumusic.domain.questions.question import LONGEST_QUESTION, AskedQuestion, Verdict
from alumusic.domain.questions.refusals import NOTHING_YET
from alumusic.domain.reading.plan import CommentRow
from alumusic.domain.report.calendar import WEEKS_SHOWN
from alumusic.domain.report.iso_week import IsoWeek
from alumusic.errors import Code, NotFound, NothingValid, TooManyRequests
from alumusic.services.digest.make import DigestStore
from alumusic.services.limits import Limits
from alumusic.services.questions.answer import AnswerContext, Answering, CheckedAnswer
from alumusic.services.questions.evidence import EvidenceQuery, FindEvidence
from alumusic.services.report.publish import CounterStore

DIGESTS = 3
KEPT = timedelta(days=90)  # long enough to review answers; limited because questions are people's own words


class QuestionStore(Protocol):
    def keep(self, asked: AskedQuestion, usage: Sequence[ModelUsage]) -> None:
        """`usage` is counted in the same commit."""

    def get(self, question_id: str) -> AskedQuestion | None: ...
    def newest(self, most: int) -> Sequence[AskedQuestion]: ...


class Sources(NamedTuple):
    """Sources of an answer's context."""

    counters: CounterStore
    digests: DigestStore
    evidence: FindEvidence
    tags: Callable[[], TagCatalogue]


@dataclass(frozen=True)
class AnswerQuestion:
    sources: Sources
    answering: Answering
    questions: QuestionStore
    limits: Limits
    per_hour: int
    clock: Callable[[], datetime]

    def __call__(self, caller: Caller, question: str, earlier: str | None) -> AskedQuestion:
        """Raises NothingValid for an empty or overlong question, NotFound for an earlier question that is not the
        caller's, TooManyRequests, or ModelUnavailable. A question without an answer does not count as asked."""
        asked = _checked(question)
        before = self._earlier(caller, earlier) if earlier else None
        at = self.clock()
        taken = self.limits.take(Limit("question", caller.id, self.per_hour, HOUR), refusal=_too_many)
        try:
            answer = self._answer(asked, before, at)
        except Exception:
            self.limits.give_back(taken)
            raise
        latency_ms = round((self.clock() - at).total_seconds() * 1000)
        kept = _record(caller, asked, answer, at, latency_ms)
        self.questions.keep(kept, answer.usage)
        return kept

    def _answer(self, asked: str, before: AskedQuestion | None, at: datetime) -> CheckedAnswer:
        # Imported on use: numpy would make every cold start slower.
        from alumusic.domain.counting.counters import merged
        from alumusic.domain.questions.briefing import briefing
        from alumusic.domain.questions.eight_weeks import eight_weeks, weeks_of_window

        numbers = weeks_of_window(at)
        found = eight_weeks(at, merged(numbers, self.sources.counters.read(numbers)))
        if not found.whole.total:
            return CheckedAnswer(Verdict.NOT_IN_DATA, NOTHING_YET, (), (), TextSource.FIGURES, None, None, ())
        digests = self.sources.digests.newest(None, DIGESTS)
        about = f"{before.question} {asked}" if before else asked
        brief = briefing(about, at, found, digests, self.sources.tags().tags)
        since = IsoWeek.of(at).back(WEEKS_SHOWN - 1).start
        rows: Sequence[CommentRow] = self.sources.evidence(EvidenceQuery(about, brief.artists, brief.tags, since))
        return self.answering(AnswerContext(asked, before, brief, rows))

    def _earlier(self, caller: Caller, question_id: str) -> AskedQuestion:
        found = self.questions.get(question_id)
        if found is None or found.user_id != caller.id:
            raise NotFound("a pergunta anterior não existe", Code.NOT_FOUND)
        return found


def _too_many(limit: Limit, wait: int) -> TooManyRequests:
    message = f"você já fez {limit.most} perguntas nesta hora; espere um pouco"
    return TooManyRequests(message, Code.TOO_MANY_QUESTIONS, wait)


def _checked(question: str) -> str:
    asked = " ".join(question.split())
    if not any(char.isalnum() for char in asked):
        raise NothingValid("escreva uma pergunta", Code.QUESTION_EMPTY)
    if len(asked) > LONGEST_QUESTION:
        raise NothingValid(f"a pergunta deve ter no máximo {LONGEST_QUESTION} caracteres", Code.QUESTION_TOO_LONG)
    return asked


def _record(caller: Caller, asked: str, answer: CheckedAnswer, at: datetime, latency_ms: int) -> AskedQuestion:
    return AskedQuestion(
        id=uuid4().hex,
        user_id=caller.id,
        asked_at=at,
        question=asked,
        verdict=answer.verdict,
        text=answer.text,
        weeks=tuple(answer.weeks),
        sources=tuple(answer.sources),
        source=answer.source,
        model=answer.model,
        prompt_version=answer.prompt_version,
        tokens_in=sum(one.tokens_in for one in answer.usage),
        tokens_out=sum(one.tokens_out for one in answer.usage),
        price_usd=sum(one.price_usd for one in answer.usage),
        latency_ms=latency_ms,
        expire_at=at + KEPT,
    )
