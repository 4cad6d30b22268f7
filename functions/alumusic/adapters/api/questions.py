"""Questions in plain language."""

from typing import Any

from alumusic.adapters.api.routes import Access, Call, Routes
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
        return ask(call.caller, call.body.pergunta, call.body.anterior)  # type: ignore[no-any-return]
