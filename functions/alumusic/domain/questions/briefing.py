"""The model's input for a question: figures of eight weeks, the newest digests, and the artists and tags it names."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from alumusic.domain.counting.names import plain
from alumusic.domain.counting.tally import NameCounts, Tally
from alumusic.domain.counting.week import CATEGORIES, CRITICISMS_AT, SENTIMENTS
from alumusic.domain.digest.briefing import KEYS, change, trend_data
from alumusic.domain.digest.digest import Digest
from alumusic.domain.questions.eight_weeks import EightWeeks
from alumusic.domain.questions.mentions import artists_named, tags_named
from alumusic.domain.report.calendar import ZONE
from alumusic.domain.report.iso_week import IsoWeek
from alumusic.domain.text.numbers import percent
from alumusic.domain.text.words import subject

_RANKED = 8  # artists and subjects listed, for all eight weeks and for the last full week

_Row = dict[str, Any]


class Briefing(NamedTuple):
    data: _Row
    by_week: Mapping[str, Any]
    """Week → the parts of `data` that are about it."""
    names: frozenset[str]
    """Names of artists and subjects; digits in a name are no claim."""
    artists: Sequence[str]
    """Artists named in the question; `tags` are the codes named in it."""
    tags: Sequence[str]


def briefing(
    question: str, at: datetime, found: EightWeeks, digests: Sequence[Digest], explained: Mapping[str, str]
) -> Briefing:
    frequent = {code: int(row.sum()) for code, row in found.whole.tags.counts.items()}
    spelt = found.whole.artists.spelling
    artists = artists_named(question, spelt.values())
    tags = tags_named(question, {code: explained.get(code, code) for code in frequent}, frequent)
    weeks = _weeks(found)
    named = [_named(found, "artista", artist, plain(artist), _of_artist, lambda one: one.artists) for artist in artists]
    named += [
        _named(found, "assunto", subject(explained.get(code, code)), code, _of_tag, lambda one: one.tags)
        for code in tags
    ]
    last = found.weeks[-2]
    sums = [_digest(one) for one in digests]
    data: _Row = {
        "hoje": at.astimezone(ZONE).date().isoformat(),
        "semana_em_curso": found.names[-1],
        "ultima_semana_completa": found.names[-2],
        "quantas_semanas": len(found.names),
        "semanas": weeks,
        "total_das_semanas": _counts(found.whole),
        "artistas_nas_semanas": _artists(found.whole),
        "assuntos_nas_semanas": _tags(found.whole, explained),
        "artistas_na_ultima_semana_completa": _artists(last),
        "assuntos_na_ultima_semana_completa": _tags(last, explained),
        "citados_na_pergunta": named,
        "resumos": sums,
    }
    own: dict[str, list[Any]] = {week["semana"]: [week] for week in weeks}
    own[found.names[-2]] += [_artists(last), _tags(last, explained)]
    for row in (row for one in named for row in one["semanas"]):
        own[row["semana"]].append(row)
    for one in sums:
        own.get(one["semana"], []).append(one)
    return Briefing(data, own, frozenset({*spelt.values(), *map(subject, explained.values())}), artists, tags)


def _weeks(found: EightWeeks) -> list[_Row]:
    rows: list[_Row] = []
    for name, one in zip(found.names, found.weeks, strict=True):
        week = IsoWeek.named(name)
        row = {"semana": name, "inicio": week.monday.isoformat(), "fim": week.sunday.isoformat(), **_counts(one)}
        before = rows[-1]["comentarios"] if rows else 0
        if name == found.names[-1]:
            row["em_curso"] = True  # not to be compared with complete weeks
        elif before:
            row["variacao"] = change((one.total - before) / before)
        rows.append(row)
    return rows


def _counts(one: Tally) -> _Row:
    by = zip((*CATEGORIES, *SENTIMENTS), (*one.by_category, *one.by_sentiment), strict=True)
    shares = {KEYS[label]: {"comentarios": n, "parcela": percent(n / one.total)} for label, n in by if one.total}
    return {"comentarios": one.total, **shares}


def _named(
    found: EightWeeks,
    kind: str,
    name: str,
    key: str,
    counts: Callable[[Any], _Row],
    table: Callable[[Tally], NameCounts],
) -> _Row:
    weeks = zip(found.names, found.weeks, strict=True)
    return {
        kind: name,
        "total": counts(table(found.whole).counts[key]),
        "semanas": [{"semana": week, **_row(table(one), key, counts)} for week, one in weeks],
    }


def _row(table: NameCounts, key: str, counts: Callable[[Any], _Row]) -> _Row:
    """Only a null if comments may have been counted as "outros"."""
    if table.total(key) is None:
        return {"comentarios": None}
    return counts(table.counts[key]) if key in table.counts else {"comentarios": 0}


def _of_artist(row: Any) -> _Row:
    counts = {KEYS[category]: int(n) for category, n in zip(CATEGORIES, row, strict=True)}
    return {"comentarios": int(row.sum()), **counts}


def _of_tag(row: Any) -> _Row:
    return {"comentarios": int(row.sum()), "criticas": int(row[CRITICISMS_AT])}


def _artists(one: Tally) -> list[_Row]:
    return [{"artista": one.artists.spelling[key], **_of_artist(row)} for key, row in one.artists.most(_RANKED)]


def _tags(one: Tally, explained: Mapping[str, str]) -> list[_Row]:
    return [{"assunto": subject(explained.get(code, code)), **_of_tag(row)} for code, row in one.tags.most(_RANKED)]


def _digest(one: Digest) -> _Row:
    trends = [trend_data(trend) for trend in one.figures.trends]
    return {"semana": one.week, "texto": one.text, "tendencias": trends}
