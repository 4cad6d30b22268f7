"""The sentence on top of the report: the clearest change of two days, or plain figures when nothing stands out."""

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

from alumusic.domain.snapshot import Headline, Period, Scope

SIGNIFICANT = 2.58  # z of a two-sided test at 1 %: about one false headline in a hundred comparisons
MIN_COMMENTS = 20  # below this the normal approximation of two Poisson counts does not hold


class _Change(NamedTuple):
    z: float
    subject: str
    now: int
    before: int


def headline(scopes: Sequence[Scope]) -> Headline:
    everyone = scopes[0]
    week = everyone.periodos[Period.WEEK].resumo
    if not everyone.comentarios:
        return Headline(texto="Ainda não há comentários por aqui", detalhe="O relatório aparece com o primeiro envio.")
    detail = f"{_count(week.comentarios)} nos últimos 7 dias, {_percent(week.parcela_elogios)} deles elogios."
    changes = [change for change in _changes(everyone) if change is not None]
    if not changes:
        return Headline(texto=f"{_percent(week.parcela_elogios)} de elogios nos últimos 7 dias", detalhe=detail)
    best = max(changes, key=lambda change: abs(change.z))
    return Headline(texto=_sentence(best), detalhe=detail)


def _changes(scope: Scope) -> list[_Change | None]:
    criticism = [_change(f"Críticas: {_lower(tag.nome)}", tag.criticas, tag.criticas_antes) for tag in scope.tags]
    mentions = [_change(f"Menções: {_lower(tag.nome)}", tag.comentarios, tag.comentarios_antes) for tag in scope.tags]
    return criticism + mentions


def _change(subject: str, now: int, before: int) -> _Change | None:
    if now + before < MIN_COMMENTS:
        return None
    z = (now - before) / sqrt(now + before)
    return _Change(z, subject, now, before) if abs(z) >= SIGNIFICANT else None


def _sentence(change: _Change) -> str:
    if not change.before:
        return f"{change.subject} — {change.now} nas últimas 48 h, nenhuma nas 48 h anteriores"
    share = round(100 * (change.now - change.before) / change.before)
    return f"{change.subject} {'subiram' if share > 0 else 'caíram'} {abs(share)} % nas últimas 48 h"


def _lower(name: str) -> str:
    return name.split(":")[0][:1].lower() + name.split(":")[0][1:]


def _count(number: int) -> str:
    return f"{number:,} comentário{'' if number == 1 else 's'}".replace(",", ".")


def _percent(share: float | None) -> str:
    return f"{round(100 * (share or 0))} %"
