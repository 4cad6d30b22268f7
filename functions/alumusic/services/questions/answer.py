"""The model's answer to a question, accepted only if its numbers, weeks and sources are in the model's input."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from alumusic.domain.comments.classification import ModelUsage
from alumusic.domain.digest.digest import TextSource
from alumusic.domain.grounding.facts import Facts
from alumusic.domain.grounding.model_request import ModelReply, ModelRequest
from alumusic.domain.grounding.objections import objections, tidy
from alumusic.domain.questions.question import AskedQuestion, Verdict
from alumusic.domain.questions.refusals import REFUSALS, plain_answer
from alumusic.domain.reading.plan import CommentRow
from alumusic.errors import ModelUnavailable
from alumusic.services.grounding import Model, part
from alumusic.services.questions.evidence import shown

logger = logging.getLogger(__name__)

MOST_WORDS = 150
_TIMES = 2  # a refused answer is requested once more
_MOST_TOKENS = 900  # 150 words and the two lists are about 400


class AnswerContext(NamedTuple):
    question: str
    earlier: AskedQuestion | None
    brief: Any
    """`data`, `by_week` and `names` of a question's briefing."""
    comments: Sequence[CommentRow]


class CheckedAnswer(NamedTuple):
    verdict: Verdict
    text: str
    weeks: Sequence[str]
    sources: Sequence[str]
    source: TextSource
    model: str | None
    prompt_version: str | None
    usage: tuple[ModelUsage, ...]


@dataclass(frozen=True)
class Answering:
    model: Model
    prompt: str

    def __call__(self, context: AnswerContext) -> CheckedAnswer:
        """Raises ModelUnavailable or PermanentFailure if the model does not answer at all."""
        facts, usage, wrong = Facts(context.brief.data, context.brief.names), list[ModelUsage](), list[str]()
        for _ in range(_TIMES):
            try:
                reply = self.model.ask(self._request(context, wrong))
            except ModelUnavailable:
                if not usage:
                    raise
                break
            usage.append(reply.usage)
            if reply.blocked:
                return self._refusal(Verdict.ABUSIVE, usage)
            checked, wrong = self._judge(reply, context, facts, usage)
            if checked is not None:
                return checked
            logger.warning("answer refused: %s", "; ".join(wrong))
        text = plain_answer(context.brief.data)
        weeks = sorted(facts.weeks_named(text))
        return CheckedAnswer(Verdict.ANSWERED, text, weeks, (), TextSource.FIGURES, None, None, tuple(usage))

    def _judge(
        self, reply: ModelReply, context: AnswerContext, facts: Facts, usage: Sequence[ModelUsage]
    ) -> tuple[CheckedAnswer | None, list[str]]:
        answer = reply.answer or {}
        try:
            verdict = Verdict(answer.get("situacao", ""))
        except ValueError:
            return None, ["a resposta não segue o esquema"]
        if verdict in (Verdict.OFF_TOPIC, Verdict.ABUSIVE):
            return self._refusal(verdict, usage), []
        text, comments = answer.get("texto"), [row.fields["text"] for row in context.comments]
        wrong = objections(text, facts, MOST_WORDS, comments)
        if verdict is Verdict.NOT_IN_DATA:
            return (self._refusal(verdict, usage, None if wrong else text)), []
        ids = {f"c{n}": row.id for n, row in enumerate(context.comments, 1)}
        weeks, sources = _strings(answer, "semanas"), _strings(answer, "fontes")
        if foreign := [week for week in weeks if week not in context.brief.by_week]:
            wrong.append(f"estas semanas não estão em NUMEROS: {', '.join(foreign[:5])}")
        if foreign := [key for key in sources if key not in ids]:
            wrong.append(f"estas fontes não estão em COMENTARIOS: {', '.join(foreign[:5])}")
        if wrong or not isinstance(text, str):
            return None, wrong
        used = _used(text, weeks, context.brief.by_week, facts)
        return self._said(verdict, tidy(text), used, [ids[key] for key in dict.fromkeys(sources)], usage), []

    def _refusal(self, verdict: Verdict, usage: Sequence[ModelUsage], text: Any = None) -> CheckedAnswer:
        """Refusals use our own wording; only the model's note on missing data is passed through."""
        return self._said(verdict, tidy(text) if text else REFUSALS[verdict], (), (), usage)

    def _said(
        self, verdict: Verdict, text: str, weeks: Sequence[str], sources: Sequence[str], usage: Sequence[ModelUsage]
    ) -> CheckedAnswer:
        model = usage[-1].model
        return CheckedAnswer(verdict, text, weeks, sources, TextSource.MODEL, model, self.prompt, tuple(usage))

    def _request(self, context: AnswerContext, wrong: Sequence[str]) -> ModelRequest:
        parts = [part("PERGUNTA", context.question)]
        if context.earlier:
            parts.append(part("ANTERIOR", {"pergunta": context.earlier.question, "resposta": context.earlier.text}))
        parts += [part("NUMEROS", context.brief.data), part("COMENTARIOS", shown(context.comments))]
        if wrong:
            parts.append(part("RECUSADO", {"motivos": wrong}))
        return ModelRequest(
            self.prompt, parts, _schema(list(context.brief.by_week), len(context.comments)), _MOST_TOKENS
        )


def _schema(weeks: Sequence[str], comments: int) -> dict[str, Any]:
    def listed(choices: Sequence[str]) -> dict[str, Any]:
        items: dict[str, Any] = {"type": "string", "enum": list(choices)} if choices else {"type": "string"}
        return {"type": "array", "items": items, "maxItems": len(choices)}

    fields: dict[str, Any] = {
        "situacao": {"type": "string", "enum": [str(verdict) for verdict in Verdict]},
        "texto": {"type": "string"},
        "semanas": listed(weeks),
        "fontes": listed([f"c{n}" for n in range(1, comments + 1)]),
    }
    return {"type": "object", "properties": fields, "required": list(fields), "propertyOrdering": list(fields)}


def _strings(answer: Mapping[str, Any], name: str) -> list[str]:
    found = answer.get(name)
    return [str(value) for value in found] if isinstance(found, list) else []


def _used(text: str, weeks: Sequence[str], by_week: Mapping[str, Any], facts: Facts) -> list[str]:
    """Weeks that the text names, and cited weeks of which it states a number."""
    named = facts.weeks_named(text)
    return [week for week in by_week if week in named or (week in weeks and Facts(by_week[week]).bears_out(text))]
