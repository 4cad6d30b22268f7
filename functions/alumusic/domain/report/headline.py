"""The sentence on top of the report: the clearest change of two days, or plain figures when nothing stands out."""

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
    """What the share is one of, as the sentence says it."""
    change: ShareChange


def headline(everyone: Scope, now: Tally, before: Tally, tag_names: Mapping[str, str]) -> Headline:
    """`now` and `before`: everybody's last 48 hours, and the 48 hours before these."""
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
    """Every tag of the four days, shown in the report or not: the most frequent ones were chosen by chance in part.

    A tag that may have been counted among the others is left out, as in the digest.
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
    """The change with the least chance among those that chance does not explain; of equal ones the first."""
    chances = [chance(one.change) for one in compared]
    found = [at for at in discoveries(chances) if _differs_as_written(compared[at].change)]
    return compared[min(found, key=lambda at: chances[at] or 0.0)] if found else None


def _differs_as_written(change: ShareChange) -> bool:
    """Among very many comments a difference can be significant and too small to be seen in the sentence."""
    return percent(change.share) != percent(change.share_before)


def _sentence(one: _Comparison) -> str:
    verb = "subiram" if one.change.share > one.change.share_before else "caíram"
    shares = f"de {percent(one.change.share_before)} para {percent(one.change.share)}"
    return f"{one.subject} {verb} {shares} {one.whole} nas últimas 48 h"


def _trend(change: float | None) -> str:
    if change is None:
        return ""
    return f", {difference(change, 0)} que nos 7 anteriores" if round(100 * change) else ""
