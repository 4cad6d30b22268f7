"""The report's headline: the most significant change of two days, or plain figures if no change is significant."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from alumusic.domain.counting.significance import ShareChange, chance, discoveries
from alumusic.domain.counting.tally import Tally
from alumusic.domain.report.snapshot import Headline, Period, Scope
from alumusic.domain.text.numbers import difference, percent
from alumusic.domain.text.words import comments, subject


class _Comparison(NamedTuple):
    subject: str
    whole: str
    """Denominator of the share, as worded in the sentence."""
    change: ShareChange


def headline(everyone: Scope, now: Tally, before: Tally, tag_names: Mapping[str, str]) -> Headline:
    """`now` and `before` count all artists in the last 48 hours, and in the 48 hours before."""
    week = everyone.periods[Period.WEEK].summary
    if not everyone.comments:
        return Headline(text="Ainda não há comentários por aqui", detail="O relatório aparece com o primeiro envio.")
    detail = f"{comments(week.comments)} nos últimos 7 dias{_trend(week.change)}."
    clearest = _clearest(list(_comparisons(now, before, tag_names)))
    if clearest is None:
        praise = percent(week.praise_share or 0, 0)
        return Headline(text=f"Elogios são {praise} dos comentários da semana", detail=detail)
    return Headline(text=_sentence(clearest), detail=detail)


def _comparisons(now: Tally, before: Tally, tag_names: Mapping[str, str]) -> Iterator[_Comparison]:
    """Compares every tag of the four days, shown in the report or not: testing only the most frequent would be biased.

    A tag that may have been counted as "outros" is left out, as in the digest.
    """
    for code in sorted({*now.tags.counts, *before.tags.counts}):
        total, total_before = now.tags.total(code), before.tags.total(code)
        if total is None or total_before is None:
            continue
        name = subject(tag_names.get(code, code))
        criticisms, criticisms_before = (_criticisms(one, code) for one in (now, before))
        change = ShareChange(criticisms, now.total, criticisms_before, before.total)
        yield _Comparison(f"Críticas sobre {name}", "dos comentários", change)
        change = ShareChange(total, now.total, total_before, before.total)
        yield _Comparison(f"Comentários sobre {name}", "do total", change)


def _criticisms(one: Tally, code: str) -> int:
    return int(one.tags.counts[code][1]) if code in one.tags.counts else 0


def _clearest(compared: Sequence[_Comparison]) -> _Comparison | None:
    """The significant change with the lowest p-value; the first of equal ones."""
    chances = [chance(one.change) for one in compared]
    found = [at for at in discoveries(chances) if _differs_as_written(compared[at].change)]
    return compared[min(found, key=lambda at: chances[at] or 0.0)] if found else None


def _differs_as_written(change: ShareChange) -> bool:
    """Among very many comments, a significant difference can be too small to show in the rounded percentages."""
    return percent(change.share) != percent(change.share_before)


def _sentence(one: _Comparison) -> str:
    verb = "subiram" if one.change.share > one.change.share_before else "caíram"
    shares = f"de {percent(one.change.share_before)} para {percent(one.change.share)}"
    return f"{one.subject} {verb} {shares} {one.whole} nas últimas 48 h"


def _trend(change: float | None) -> str:
    if change is None:
        return ""
    return f", {difference(change, 0)} que nos 7 anteriores" if round(100 * change) else ""
