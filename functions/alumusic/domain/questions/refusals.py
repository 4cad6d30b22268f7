"""Answers not written by the model: refusals, and plain figures for when the model gives no valid answer."""

from typing import Any

from alumusic.domain.questions.question import Verdict
from alumusic.domain.text.words import capital, comments

_MOST_NAMED = 3

REFUSALS = {
    Verdict.NOT_IN_DATA: "Os dados das últimas oito semanas não respondem a esta pergunta.",
    Verdict.OFF_TOPIC: "Só respondo a perguntas sobre os comentários dos ouvintes nas últimas oito semanas.",
    Verdict.ABUSIVE: "Não respondo a mensagens ofensivas. Pergunte sobre os comentários dos ouvintes.",
}
NOTHING_YET = "Nas últimas oito semanas não chegou nenhum comentário."


def plain_answer(data: dict[str, Any]) -> str:
    """States the figures of the artists and tags in the question, or of the last three weeks if it names none."""
    start = "Não consegui uma resposta cujos números conferissem com os dados. O que os dados dizem:"
    named = data["citados_na_pergunta"][:_MOST_NAMED]
    sentences = [_named(one) for one in named] or [_week(one) for one in data["semanas"][-3:]]
    return " ".join([start, *sentences])


def _named(one: dict[str, Any]) -> str:
    name, total = one.get("artista") or f"o assunto {one['assunto']}", one["total"]
    last = one["semanas"][-2]
    sentence = f"{capital(name)} teve {comments(total['comentarios'])} nas últimas oito semanas"
    if last["comentarios"] is None:
        return f"{sentence}."
    return f"{sentence}, {comments(last['comentarios'])} deles na semana {last['semana']}."


def _week(one: dict[str, Any]) -> str:
    return f"A semana {one['semana']} teve {comments(one['comentarios'])}."
