"""Routes that answer a question in plain language and list the newest ones."""

from alumusic.domain.questions.question import AskedQuestion
from alumusic.entrypoints.questions.models import Answer, AskedList, AskedView, Question
from alumusic.entrypoints.routes import Access, Call, Routes
from alumusic.services.questions.ask import AnswerQuestion

_MOST_SHOWN = 50  # questions in the list, newest first


def add_question_routes(routes: Routes, ask: AnswerQuestion) -> None:
    @routes.add(
        "POST",
        "/api/insights/perguntar",
        "Pergunta sobre as últimas oito semanas",
        Access.CURATOR,
        answer=Answer,
        errors=(404, 422, 429),
        also_at=("/insights/perguntar",),
    )
    def question(call: Call[None, Question]) -> Answer:
        return _answer(ask(call.caller, call.body.pergunta, call.body.anterior))

    @routes.add("GET", "/api/perguntas", "As perguntas mais recentes, com o custo", Access.CURATOR, answer=AskedList)
    def asked(call: Call[None, None]) -> AskedList:
        return AskedList(perguntas=[_asked(found) for found in ask.questions.newest(_MOST_SHOWN)])


def _asked(found: AskedQuestion) -> AskedView:
    return AskedView(
        **_answer(found).model_dump(),
        perguntado_em=found.asked_at,
        tokens_entrada=found.tokens_in,
        tokens_saida=found.tokens_out,
        preco_usd=round(found.price_usd, 6),
    )


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
