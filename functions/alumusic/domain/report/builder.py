"""Build the published snapshot from weeks of counters; every number is a sum over a span of hours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count

import numpy as np

from alumusic.domain.comments.tags import CATALOGUE
from alumusic.domain.counting.cells import CONFIDENCE_BINS, HOURS, first_hour, week_of
from alumusic.domain.counting.names import plain
from alumusic.domain.counting.tally import Tally, tally
from alumusic.domain.counting.week import CATEGORIES, COMMENTS_AT, CRITICISMS_AT, OTHERS, SENTIMENTS, Counts, Week
from alumusic.domain.report.calendar import ZONE, Frame, Span, frames, moment
from alumusic.domain.report.headline import headline
from alumusic.domain.report.iso_week import iso_weeks
from alumusic.domain.report.period import ScopeCounts, named, view, week_summary
from alumusic.domain.report.releases import releases
from alumusic.domain.report.snapshot import (
    DEFAULT_PERIOD,
    EVERYONE,
    ArtistCategories,
    Chart,
    PeriodWindow,
    Scope,
    Snapshot,
    TagCount,
    Window,
)

MAX_SCOPES = 20  # artists that can be selected; with four periods each the snapshot stays under 100 kB packed
MAX_TAGS_SHOWN = 15
TAG_HOURS = 48


def weeks_needed(at: datetime) -> range:
    """Numbers of the UTC weeks that the report of this moment covers: 16 or 17, unless the clocks were changed."""
    spans = frames(at)
    return range(week_of(min(f.before.start for f in spans)), week_of(spans[0].now.end - 1) + 1)


@dataclass(frozen=True)
class _Timeline:
    """All weeks in one range of hours. The artist axis has the scopes, and all other artists in the last place."""

    start: int
    scopes: list[str]
    volume: Counts
    confidence: Counts
    tag: Counts
    tags: list[str]
    tag_names: Mapping[str, str]

    def cut(self, counts: Counts, span: Span) -> Counts:
        return counts[span.start - self.start : span.end - self.start]


def build_snapshot(at: datetime, weeks: Sequence[Week], tag_names: Mapping[str, str] = CATALOGUE) -> Snapshot:
    """`weeks` covers `weeks_needed(at)`, in order and without gaps. `tag_names` maps codes to explanations."""
    periods = frames(at)
    line = _timeline(weeks, tag_names)
    window = periods[-1].now
    everyone = _scope(line, EVERYONE, "Todos os artistas", None, periods, at)
    shown = releases(weeks, window)
    artists = [
        _scope(line, scope_id, name, n, periods, at)
        for n, (scope_id, name) in enumerate(zip(_slugs(line.scopes), line.scopes, strict=True))
    ]
    scopes = [everyone.model_copy(update={"releases": shown[:6]})]
    for scope in artists:
        theirs = [release for release in shown if plain(release.artist) == plain(scope.name)]
        scopes.append(scope.model_copy(update={"releases": theirs}))
    return Snapshot(
        generated_at=at,
        window=Window(start=moment(window.start), end=at.astimezone(ZONE)),
        time_zone=ZONE.key,
        total=everyone.comments,
        headline=headline(everyone, *_two_days(weeks, periods[0].now.end), tag_names),
        charts=_charts(scopes[0]),
        periods=[
            PeriodWindow(id=f.period, name=f.name, start=moment(f.now.start), end=at.astimezone(ZONE), unit=f.unit)
            for f in periods
        ],
        scopes=scopes,
    )


def _two_days(weeks: Sequence[Week], end: int) -> tuple[Tally, Tally]:
    """Counts of all artists in the last 48 hours, and in the 48 hours before."""
    now = Span(end - TAG_HOURS, end)
    return tally(weeks, now), tally(weeks, now.shifted(-TAG_HOURS))


def _timeline(weeks: Sequence[Week], tag_names: Mapping[str, str]) -> _Timeline:
    start, hours = first_hour(weeks[0].number), len(weeks) * HOURS
    ranking: dict[str, int] = {}
    spelling: dict[str, str] = {}
    for week in weeks:
        for name, total in zip(week.artists[2:], week.volume.sum(axis=(0, 2, 3))[2:], strict=True):
            ranking[plain(name)] = ranking.get(plain(name), 0) + int(total)
            spelling[plain(name)] = name
    top = sorted((key for key, total in ranking.items() if total > 0), key=lambda key: (-ranking[key], key))[
        :MAX_SCOPES
    ]
    place = {key: n for n, key in enumerate(top)}
    tags = sorted({code for week in weeks[-2:] for code in week.tags})
    tag_place = {code: n for n, code in enumerate(tags)}
    rest = len(top)
    volume = np.zeros((hours, rest + 1, len(CATEGORIES), len(SENTIMENTS)), np.int32)
    confidence = np.zeros((hours, rest + 1, len(CATEGORIES), CONFIDENCE_BINS), np.int32)
    tag = np.zeros((hours, rest + 1, len(tags), 2), np.int32)
    for n, week in enumerate(weeks):
        part = slice(n * HOURS, (n + 1) * HOURS)
        to = [place.get(plain(name), rest) for name in week.artists]
        _spread(volume[part], week.volume, to)
        _spread(confidence[part], week.confidence, to)
        if n >= len(weeks) - 2:
            to_tag = [tag_place[code] for code in week.tags]
            by_tag = np.zeros((HOURS, len(week.artists), len(tags), 2), np.int32)
            by_tag[:, :, to_tag] = week.tag
            _spread(tag[part], by_tag, to)
    return _Timeline(start, [spelling[key] for key in top], volume, confidence, tag, tags, tag_names)


def _spread(target: Counts, source: Counts, to: list[int]) -> None:
    for n, place in enumerate(to):
        target[:, place] += source[:, n]


def _scope(line: _Timeline, scope_id: str, name: str, who: int | None, periods: Sequence[Frame], at: datetime) -> Scope:
    """`who` is the artist's index; None selects all artists."""
    # A correction can make a name's count negative if the comment was first counted as "outros"; clamp at zero.
    volume, confidence, tag = (
        np.maximum(counts.sum(axis=1) if who is None else counts[:, who], 0)
        for counts in (line.volume, line.confidence, line.tag)
    )
    scope_counts = ScopeCounts.of(line.start, volume, confidence)
    views = {
        frame.period: view(scope_counts, frame, _artists(line, frame.now) if scope_id == EVERYONE else [])
        for frame in periods
    }
    return Scope(
        id=scope_id,
        name=name,
        comments=views[periods[-1].period].summary.comments,
        tags=_tags(line, tag, periods[0].now.end),
        weeks=[week_summary(scope_counts, label, span) for label, span in iso_weeks(at)],
        releases=[],
        periods=views,
    )


def _artists(line: _Timeline, span: Span) -> list[ArtistCategories]:
    counts = np.maximum(line.cut(line.volume, span)[:, : len(line.scopes)], 0).sum(axis=(0, 3))
    rows = [
        ArtistCategories(artist=name, comments=int(row.sum()), by_category=named(CATEGORIES, row.tolist()))
        for name, row in zip(line.scopes, counts, strict=True)
        if row.sum()
    ]
    return sorted(rows, key=lambda row: (-row.comments, row.artist))


def _tags(line: _Timeline, counts: Counts, end: int) -> list[TagCount]:
    now = line.cut(counts, Span(end - TAG_HOURS, end)).sum(axis=0)
    before = line.cut(counts, Span(end - 2 * TAG_HOURS, end - TAG_HOURS)).sum(axis=0)
    rows = [
        TagCount(
            code=code,
            name=line.tag_names.get(code, code),
            comments=int(n[COMMENTS_AT]),
            criticisms=int(n[CRITICISMS_AT]),
            comments_before=int(b[COMMENTS_AT]),
            criticisms_before=int(b[CRITICISMS_AT]),
        )
        for code, n, b in zip(line.tags, now, before, strict=True)
        if n[COMMENTS_AT] and code != OTHERS
    ]
    return sorted(rows, key=lambda row: (-row.comments, row.code))[:MAX_TAGS_SHOWN]


def _charts(scope: Scope) -> list[Chart]:
    view = scope.periods[DEFAULT_PERIOD]
    return [
        Chart(id="categorias", title="O que os ouvintes expressam", data=[*view.categories]),
        Chart(id="volume", title="Comentários ao longo do tempo", data=[*view.volume]),
        Chart(id="tags", title="Assuntos mais citados nas últimas 48 horas", data=[*scope.tags]),
        Chart(id="sentimento", title="Saldo de sentimento ao longo do tempo", data=[*view.sentiment]),
        Chart(id="confianca", title="Confiança da classificação por categoria", data=[*view.confidence]),
        Chart(id="artistas", title="Categorias por artista", data=[*view.artists]),
        Chart(id="lancamentos", title="Críticas depois do lançamento", data=[*scope.releases]),
        Chart(id="horarios", title="Quando os ouvintes comentam", data=[*view.weekday_hours]),
        Chart(id="semanas", title="As últimas oito semanas", data=[*scope.weeks]),
    ]


def _slugs(names: Sequence[str]) -> list[str]:
    """Unique ids for the URL; names that differ only in punctuation get a number."""
    taken, slugs = {EVERYONE}, []
    for name in names:
        slug = "-".join("".join(c if c.isalnum() else " " for c in plain(name)).split()) or "artista"
        free = next(s for n in count(1) if (s := slug if n == 1 else f"{slug}-{n}") not in taken)
        taken.add(free)
        slugs.append(free)
    return slugs
