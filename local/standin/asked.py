"""Parses a question by simple rules: the weeks, the count, and whether a ranking, share or change is asked for."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from alumusic.domain.text.numbers import NUMBER_WORDS
from alumusic.domain.text.words import MONTHS
from local.standin.model.text import fold

_ABUSE = re.compile(r"\b(idiotas?|imbec(?:il|is)|burr[oa]s?|merda|porra|fdp|otari[oa]s?|vao se|vai se f\w+)\b")
_TOPIC = re.compile(
    r"\b(coment|critic|elogi|sugest|suger|duvid|spam|sentiment|ouvint|music|disco|album|clipe|show|turne|ingress|artist"
    r"|cantor|banda|plataform|aplicativ|app\b|assunt|tema|tag|letra|playlist|anuncio|semana|reclam|fala|volume)"
)
_COUNTS = {
    "elogios": r"\belogi|\bgost", "criticas": r"\bcritic|\breclam", "sugestoes": r"\bsugest|\bsuger",
    "duvidas": r"\bduvida", "spam": r"\bspam", "positivos": r"\bpositiv", "negativos": r"\bnegativ",
    "neutros": r"\bneutr",
}  # fmt: skip
_OTHER_TIME = re.compile(
    r"\b(mes passado|ano passado|este ano|neste ano|ontem|hoje|amanha|semana que vem|proxim\w+|previs\w+|em 20\d\d"
    rf"|{'|'.join(map(fold, MONTHS))})\b"
)
_LAST = re.compile(rf"\bultimas (\d|{'|'.join(NUMBER_WORDS)}) semanas")


class Asked(NamedTuple):
    weeks: list[str]
    """Week names, oldest first; empty for all weeks together."""
    counted: str
    ranking: str
    """`artista`, `assunto` or `semana`; empty for none."""
    share: bool
    change: bool


class NotAnswered(Exception):
    """`args` are the verdict and the text of the answer."""


def read(question: str, figures: Mapping[str, Any]) -> Asked:
    """Raises NotAnswered for abuse, other topics, and data that the figures lack."""
    asked = fold(question)
    if _ABUSE.search(asked):
        raise NotAnswered("ofensiva", "A mensagem é ofensiva.")
    if not figures["citados_na_pergunta"] and not _TOPIC.search(asked):
        raise NotAnswered("fora_do_tema", "A pergunta não é sobre os comentários dos ouvintes.")
    if _OTHER_TIME.search(asked):
        first = figures["semanas"][0]["semana"]
        raise NotAnswered("sem_dados", f"Os dados vão por semanas inteiras, da {first} em diante.")
    if not figures["citados_na_pergunta"] and (name := _foreign_name(question)):
        raise NotAnswered("sem_dados", f"Nada nos dados fala de {name}.")
    change = bool(re.search(r"\b(aument|diminu|subi|cai|cresc|mud|compar|piorou|melhorou)", asked))
    return Asked(
        _weeks(asked, figures, change=change),
        next((key for key, pattern in _COUNTS.items() if re.search(pattern, asked)), "comentarios"),
        _ranking(asked, figures),
        bool(re.search(r"\b(porcent|percent|parcela|proporcao)", asked)),
        change,
    )


def _weeks(asked: str, figures: Mapping[str, Any], *, change: bool) -> list[str]:
    known = [week["semana"] for week in figures["semanas"]]
    by_name = {name: name for name in known} | {name.rpartition("-W")[2].lstrip("0"): name for name in known}
    named = re.findall(r"\b(\d{4}-w\d{2})\b", asked) or re.findall(r"\bsemana (\d{1,2})\b", asked)
    if named:
        missing = [name for name in named if name.upper().lstrip("0") not in by_name]
        if missing:
            raise NotAnswered("sem_dados", f"Só há dados das semanas de {known[0]} a {known[-1]}.")
        return sorted({by_name[name.upper().lstrip("0")] for name in named})
    if found := _LAST.search(asked):
        number = NUMBER_WORDS.get(found[1]) or int(found[1])
        return [] if number >= len(known) else known[-1 - number : -1]
    if re.search(r"\b(esta|nesta|dessa|desta|essa|nessa) semana\b", asked):
        return [figures["semana_em_curso"]]
    if change:
        return known[-3:-1]
    if re.search(r"\b(semana passada|ultima semana|semana anterior)\b", asked):
        return [figures["ultima_semana_completa"]]
    return []


def _ranking(asked: str, figures: Mapping[str, Any]) -> str:
    if figures["citados_na_pergunta"] or not re.search(r"\b(qua(l|is)|quem|que|de que|do que)\b", asked):
        return ""
    if re.search(r"\b(artista|quem|banda|cantor)", asked):
        return "artista"
    if re.search(r"\b(assunto|tema|tag|de que|do que|o que)", asked):
        return "assunto"
    return "semana" if re.search(r"\bem que semana|\bqual (?:foi a )?semana", asked) else ""


def _foreign_name(question: str) -> str | None:
    """A capitalised name inside a sentence that is not a week; the data does not know it."""
    match = re.search(r"(?<=[a-zà-ú,] )(?!W?\d)([A-ZÀ-Ú][\wà-ú]+(?: [A-ZÀ-Ú][\wà-ú]+)*)", question)
    return match[1] if match and fold(match[1]) not in ("alumusic", "spam") else None
