"""A question in plain language, answered from the figures of the last eight weeks."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from alumusic.domain.account import Caller
from alumusic.domain.plain_text import comments
from alumusic.domain.wire.digests import TextSource
from alumusic.domain.wire.questions import LONGEST_QUESTION, Answer, Verdict
from alumusic.errors import NothingValid
from alumusic.services.report import AggregateStore, snapshot_at


@dataclass(frozen=True)
class AnswerQuestion:
    aggregates: AggregateStore
    clock: Callable[[], datetime]

    def __call__(self, caller: Caller, question: str, earlier: str | None) -> Answer:
        """Raises NothingValid for a question that is empty or too long."""
        asked = question.strip()
        if not asked:
            raise NothingValid("escreva uma pergunta", "pergunta_vazia")
        if len(asked) > LONGEST_QUESTION:
            raise NothingValid(f"a pergunta deve ter no máximo {LONGEST_QUESTION} caracteres", "pergunta_longa")
        started = self.clock()
        weeks = [week for week in snapshot_at(self.aggregates, started).escopos[0].semanas if week.comentarios]
        if weeks:
            text = " ".join(f"A semana {week.semana} teve {comments(week.comentarios)}." for week in weeks)
        else:
            text = "Nas últimas oito semanas não chegou nenhum comentário."
        return Answer(
            id=uuid4().hex,
            pergunta=asked,
            situacao=Verdict.ANSWERED if weeks else Verdict.NOT_IN_DATA,
            texto_gerado=text,
            semanas_citadas=[week.semana for week in weeks],
            fontes=[],
            origem=TextSource.FIGURES,
            modelo=None,
            latencia_ms=round((self.clock() - started).total_seconds() * 1000),
        )
