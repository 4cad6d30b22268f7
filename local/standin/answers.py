"""Composes the answer to a question from the figures in the request."""

from collections.abc import Mapping, Sequence
from typing import Any

from alumusic.domain.text.folding import folded
from alumusic.domain.text.words import CATEGORY_NAMES, COMMENT, SPAM_MESSAGE, Noun, capital, counted
from local.standin.asked import Asked, NotAnswered, read

SIGNED = "(Resposta do modelo local de demonstração.)"
_NAMES = {
    **{folded(name.many): name for name in (COMMENT, *CATEGORY_NAMES.values())},
    "spam": SPAM_MESSAGE,
    "positivos": Noun("comentário positivo", "comentários positivos"),
    "negativos": Noun("comentário negativo", "comentários negativos"),
    "neutros": Noun("comentário neutro", "comentários neutros"),
}
_RANKED = 3
_Row = Mapping[str, Any]


def answer(question: str, figures: _Row, comments: Sequence[_Row]) -> dict[str, Any]:
    try:
        asked = read(question, figures)
        sentences, weeks = _answered(asked, figures)
    except NotAnswered as refusal:
        verdict, text = refusal.args
        return _said(verdict, text)
    named = bool(figures["citados_na_pergunta"])
    sources = [str(one["id"]) for one in comments[:2]] if named else []
    return _said("respondida", " ".join(sentences), weeks, sources)


def _said(verdict: str, text: str, weeks: Sequence[str] = (), sources: Sequence[str] = ()) -> dict[str, Any]:
    return {"situacao": verdict, "texto": f"{text} {SIGNED}", "semanas": list(weeks), "fontes": list(sources)}


def _answered(asked: Asked, figures: _Row) -> tuple[list[str], list[str]]:
    if asked.ranking == "semana":
        return _best_week(asked, figures)
    if asked.ranking:
        return _ranking(asked, figures)
    subjects = figures["citados_na_pergunta"] or [None]
    parts = [_sentence(one, name, asked, figures) for one in subjects for name in asked.weeks or [""]]
    found = [part for part in parts if part]
    if not found:
        raise NotAnswered("sem_dados", "Os dados não contam isso à parte.")
    return found, asked.weeks


def _sentence(subject: _Row | None, week: str, asked: Asked, figures: _Row) -> str | None:
    row = _row(subject, week, figures)
    number, share = _count(row, asked.counted)
    if number is None:
        return None
    where = f"na semana {week}" if week else "nas semanas dos dados"
    who = f"{_name(subject)}: " if subject else ""
    sentence = f"{who}{where} houve {counted(number, _NAMES[asked.counted])}"
    if share and (asked.share or asked.counted != "comentarios"):
        sentence += f", {share} dos comentários"
    change = row.get("variacao")
    if asked.change and asked.counted == "comentarios" and change and change != "igual":
        sentence += f", {change} que na anterior"
    return f"{capital(sentence)}."


def _row(subject: _Row | None, week: str, figures: _Row) -> _Row:
    rows = subject["semanas"] if subject else figures["semanas"]
    whole: _Row = subject["total"] if subject else figures["total_das_semanas"]
    return next((row for row in rows if row["semana"] == week), {}) if week else whole


def _count(row: _Row, counted: str) -> tuple[int | None, str | None]:
    """A count and its share; None for what the figures lack."""
    found = row.get("comentarios") if counted == "comentarios" else row.get(counted)
    if found is None and counted != "comentarios" and row.get("comentarios") == 0:
        found = 0
    if isinstance(found, Mapping):
        return int(found["comentarios"]), str(found["parcela"])
    return (None if found is None else int(found)), None


def _ranking(asked: Asked, figures: _Row) -> tuple[list[str], list[str]]:
    last = figures["ultima_semana_completa"]
    if asked.weeks not in ([], [last]):
        raise NotAnswered("sem_dados", f"Os dados só trazem a lista da semana {last} e de todas juntas.")
    rows = figures[f"{asked.ranking}s_na{'_ultima_semana_completa' if asked.weeks else 's_semanas'}"]
    counts = [(_count(row, asked.counted)[0] or 0, _name(row)) for row in rows]
    best = sorted((one for one in counts if one[0]), key=lambda one: (-one[0], one[1]))[:_RANKED]
    if not best:
        raise NotAnswered("sem_dados", "Os dados não contam isso à parte.")
    listed = "; ".join(f"{name}, com {counted(number, _NAMES[asked.counted])}" for number, name in best)
    where = f"Na semana {last}" if asked.weeks else "Nas semanas dos dados"
    return [f"{where}: {listed}."], asked.weeks


def _best_week(asked: Asked, figures: _Row) -> tuple[list[str], list[str]]:
    whole = [week for week in figures["semanas"] if not week.get("em_curso") and week["comentarios"]]
    if not whole:
        raise NotAnswered("sem_dados", "Ainda não há uma semana completa.")
    best = max(whole, key=lambda week: _count(week, asked.counted)[0] or 0)
    number = _count(best, asked.counted)[0] or 0
    return [f"Foi a semana {best['semana']}, com {counted(number, _NAMES[asked.counted])}."], [best["semana"]]


def _name(row: _Row) -> str:
    return str(row.get("artista") or row["assunto"])
