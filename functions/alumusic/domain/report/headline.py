"""The sentence on top of the report: the clearest change of two days, or plain figures when nothing stands out."""

from collections.abc import Sequence
from math import comb, erfc, sqrt
from typing import NamedTuple

from alumusic.domain.report.snapshot import Headline, Period, Scope
from alumusic.domain.text.numbers import difference, percent
from alumusic.domain.text.words import comments, subject

CHANCE = 0.01  # a change that comes by chance more often than this is no news
MIN_COMMENTS = 10  # fewer than this are an anecdote, however rare


class _Change(NamedTuple):
    chance: float
    subject: str
    now: int
    before: int


def headline(scopes: Sequence[Scope]) -> Headline:
    everyone = scopes[0]
    week = everyone.periodos[Period.WEEK].resumo
    if not everyone.comentarios:
        return Headline(texto="Ainda não há comentários por aqui", detalhe="O relatório aparece com o primeiro envio.")
    detail = f"{comments(week.comentarios)} nos últimos 7 dias{_trend(week.variacao)}."
    changes = [change for change in _changes(everyone) if change is not None]
    if not changes:
        praise = percent(week.parcela_elogios or 0, 0)
        return Headline(texto=f"Elogios são {praise} dos comentários da semana", detalhe=detail)
    best = min(changes, key=lambda change: change.chance)  # of equal ones the first: criticism before mentions
    return Headline(texto=_sentence(best), detalhe=detail)


def _changes(scope: Scope) -> list[_Change | None]:
    found = []
    for tag in scope.tags:
        name = subject(tag.nome)
        found.append(_change(f"Críticas sobre {name}", tag.criticas, tag.criticas_antes))
        found.append(_change(f"Comentários sobre {name}", tag.comentarios, tag.comentarios_antes))
    return found


def _change(subject: str, now: int, before: int) -> _Change | None:
    if now + before < MIN_COMMENTS:
        return None
    chance = _chance(now, before)
    return _Change(chance, subject, now, before) if chance < CHANCE else None


def _chance(now: int, before: int) -> float:
    """Of a split at least this uneven when each comment falls in either two days alike: the exact binomial test."""
    total, most = now + before, max(now, before)
    if total > 1_000:  # the normal curve is as good there, and cheap
        return float(erfc((most - total / 2) / sqrt(total / 2)))
    return float(min(1.0, 2 * sum(comb(total, n) for n in range(most, total + 1)) / 2**total))


def _sentence(change: _Change) -> str:
    if not change.before:
        return f"{change.subject} — {change.now} nas últimas 48 h, nenhuma nas 48 h anteriores"
    share = round(100 * (change.now - change.before) / change.before)
    return f"{change.subject} {'subiram' if share > 0 else 'caíram'} {abs(share)} % nas últimas 48 h"


def _trend(change: float | None) -> str:
    if change is None:
        return ""
    return f", {difference(change, 0)} que nos 7 anteriores" if round(100 * change) else ""
