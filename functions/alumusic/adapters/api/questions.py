"""Questions in plain language."""

from typing import Any

from alumusic.adapters.api.routes import Access, Call, Routes
from alumusic.domain.question import AskedQuestion
from alumusic.domain.wire.questions import Answer, Question


def add_question_routes(routes: Routes, ask: Any) -> None:
    @routes.add(
        "POST",
        "/api/insights/perguntar",
        "Pergunta sobre as últimas oito semanas",
        Access.CURATOR,
        body=Question,
        answer=Answer,
        errors=(404, 422, 429),
        also_at=("/insights/perguntar",),
    )
    def question(call: Call) -> Answer:
        return _answer(ask(call.caller, call.body.pergunta, call.body.anterior))


def _answer(found: AskedQuestion) -> Answer:
    return Answer(
        id=found.id,
        pergunta=found.question,
        situacao=found.verdict,
        texto_gerado=found.text,
        semanas_citadas=list(found.weeks),
        fontes=list(found.sources),
        origem=found.source,
        modelo=found.model,
        latencia_ms=found.latency_ms,
    )
