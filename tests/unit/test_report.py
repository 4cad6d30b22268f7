"""Every number of the report equals a recount of the comments, written here a second time in plain Python."""

import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from alumusic.adapters.memory import MemoryAggregates, MemorySnapshots, MemoryStore
from alumusic.domain.cells import SHARDS, Cells, add, cells_of, minus
from alumusic.domain.published import pack
from alumusic.domain.snapshot import Snapshot
from alumusic.domain.tags import CATALOGUE, Accepted, TagCatalogue
from alumusic.services.report import FOLD_AT, PublishReport, snapshot_at
from tests.unit.examples import AT, classification, comment

ZONE = ZoneInfo("America/Sao_Paulo")
HOUR = timedelta(hours=1)
CATEGORIES = ["ELOGIO", "CRÍTICA", "SUGESTÃO", "DÚVIDA", "SPAM"]
SENTIMENTS = ["POSITIVO", "NEUTRO", "NEGATIVO"]
SPELLINGS = {  # each artist and album as it may be written, by the name it is compared under
    "anabela": ["Anabela", "ANABELA", "anabela"],
    "joao do coreto": ["João do Coreto", "Joao do Coreto", "JOÃO DO CORETO"],
    "baile de vidro": ["Baile de Vidro", "BAILE DE VIDRO"],
    "segredo aberto": ["Segredo Aberto", "segredo aberto"],
    "": [None],
}
COMPARED = {spelling: name for name, spellings in SPELLINGS.items() for spelling in spellings}
TAGS = ["show_som", "musica_letra", "plataforma_bug", "turne_europa"]
MOMENTS = [
    "2026-05-06T12:30:00-03:00",
    "2026-05-04T00:00:00-03:00",  # Monday, as it begins
    "2026-05-03T23:59:00-03:00",  # Sunday, already Monday in UTC
    "2026-01-01T00:20:00-03:00",  # ISO week 1 began in December
    "2021-01-03T18:00:00-03:00",  # a Sunday of week 53, in January
    "2018-11-04T01:00:00-02:00",  # the clock has just gone from midnight to one
    "2018-11-05T12:00:00-02:00",
    "2019-02-16T23:30:00-02:00",  # the first 23h of that day
    "2019-02-16T23:30:00-03:00",  # and the second
    "2019-02-18T12:00:00-03:00",
    "2018-12-31T22:00:00-02:00",
    "2019-04-01T00:00:00-03:00",  # periods that reach back over both
]


@dataclass(frozen=True)
class Heard:
    """A comment as this recount sees it: when, by whom, and what was said of it."""

    at: datetime
    category: str = "ELOGIO"
    sentiment: str = "POSITIVO"
    tenth: int = 9
    artist: str | None = None
    album: str | None = None
    tags: tuple[str, ...] = ()

    @cached_property
    def hour(self) -> datetime:
        """The start of its hour. Counters know no minutes."""
        return self.at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)

    @cached_property
    def day(self) -> date:
        return local(self.hour).date()

    @property
    def cells(self) -> Cells:
        said = comment(published_at=self.at, received_at=self.at, artist=self.artist, album=self.album)
        confidence = self.tenth / 10 + 0.05
        return cells_of(
            said, classification(self.category, sentiment=self.sentiment, confidence=confidence, tags=self.tags)
        )


@dataclass
class Counters:
    """The stored counters, to which commits arrive in any shard and are folded at any time."""

    store: MemoryStore = field(default_factory=MemoryStore)

    def commit(self, cells: Cells, shard: int) -> None:
        counted = self.store.shards.setdefault(shard, {})
        for name, count in cells.items():
            counted[name] = counted.get(name, 0) + count

    def fold(self, shard: int) -> None:
        aggregates = MemoryAggregates(self.store)
        for state in aggregates.read([]).shards:
            if state.shard == shard:
                assert aggregates.fold(state)

    def snapshot(self, at: datetime) -> Snapshot:
        return snapshot_at(MemoryAggregates(self.store), at)


def counted(commits: Iterable[Cells], random: Random, folds: float = 0.2) -> Counters:
    counters = Counters()
    for cells in commits:
        counters.commit(cells, random.randrange(SHARDS))
        if random.random() < folds:
            counters.fold(random.randrange(SHARDS))
    return counters


# The recount.


def local(moment: datetime) -> datetime:
    return moment.astimezone(ZONE)


def opening(day: date) -> datetime:
    """The first hour, in UTC, of a local day."""
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC) - 12 * HOUR
    while local(moment).date() < day:
        moment += HOUR
    return moment


@dataclass(frozen=True)
class Stretch:
    """A period of the report: where its buckets start, and from when to when the period before it was."""

    unit: str
    starts: list[datetime]
    end: datetime
    before: datetime

    @classmethod
    def all_at(cls, at: datetime) -> "dict[str, Stretch]":
        end = Heard(at).hour + HOUR
        today = local(at).date()
        monday = today - timedelta(days=today.weekday())

        def of_days(first: date, length: int) -> Stretch:
            days = [first + timedelta(days=n) for n in range((today - first).days + 1)]
            return cls("dia", [opening(day) for day in days], end, opening(first - timedelta(days=length)))

        return {
            "24h": cls("hora", [end - n * HOUR for n in range(24, 0, -1)], end, end - 48 * HOUR),
            "7d": of_days(today - timedelta(days=6), 7),
            "30d": of_days(today - timedelta(days=29), 30),
            "8s": of_days(monday - timedelta(weeks=7), 56),
        }

    def now(self, comments: Sequence[Heard]) -> list[Heard]:
        return [each for each in comments if self.starts[0] <= each.hour < self.end]

    def earlier(self, comments: Sequence[Heard]) -> list[Heard]:
        end = self.before + (self.end - self.starts[0])
        return [each for each in comments if self.before <= each.hour < end]

    def bucket(self, comments: Sequence[Heard], start: datetime) -> list[Heard]:
        if self.unit == "hora":
            return [each for each in comments if each.hour == start]
        return [each for each in self.now(comments) if each.day == local(start).date()]


def by(names: list[str], values: Iterable[str]) -> dict[str, int]:
    found = Counter(values)
    return {name: found[name] for name in names}


def ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def balance(comments: Sequence[Heard]) -> float | None:
    feelings = Counter(each.sentiment for each in comments)
    return ratio(feelings["POSITIVO"] - feelings["NEGATIVO"], len(comments))


def expected_figures(now: Sequence[Heard], before: Sequence[Heard]) -> dict[str, Any]:
    praise, praise_before = (sum(each.category == "ELOGIO" for each in some) for some in (now, before))
    return {
        "comentarios": len(now),
        "elogios": praise,
        "criticas": sum(each.category == "CRÍTICA" for each in now),
        "parcela_elogios": ratio(praise, len(now)),
        "saldo": balance(now),
        "comentarios_antes": len(before),
        "parcela_elogios_antes": ratio(praise_before, len(before)),
        "variacao": ratio(len(now) - len(before), len(before)),
    }


def expected_confidence(category: str, now: Sequence[Heard]) -> dict[str, Any]:
    tenths = [each.tenth for each in now if each.category == category]
    return {
        "categoria": category,
        "comentarios": len(tenths),
        "media": ratio(sum(tenth + 0.5 for tenth in tenths) / 10, len(tenths)),
        "faixas": [tenths.count(n) for n in range(10)],
    }


def expected_artists(now: Sequence[Heard]) -> list[dict[str, Any]]:
    names = {COMPARED[each.artist] for each in now if each.artist}
    rows = []
    for name in names:
        theirs = [each for each in now if COMPARED[each.artist] == name]
        categories = by(CATEGORIES, (each.category for each in theirs))
        rows.append({"artista": name, "comentarios": len(theirs), "por_categoria": categories})
    return sorted(rows, key=lambda row: (-row["comentarios"], row["artista"]))


def expected_view(stretch: Stretch, comments: Sequence[Heard], with_artists: bool) -> dict[str, Any]:
    now = stretch.now(comments)
    buckets = [(local(start), stretch.bucket(comments, start)) for start in stretch.starts]
    places = Counter((local(each.hour).isoweekday(), local(each.hour).hour) for each in now)
    per_category = by(CATEGORIES, (each.category for each in now))
    return {
        "resumo": expected_figures(now, stretch.earlier(comments)),
        "categorias": [
            {"categoria": name, "comentarios": count, "parcela": ratio(count, len(now)) or 0.0}
            for name, count in per_category.items()
        ],
        "volume": [
            {"inicio": start, "por_categoria": by(CATEGORIES, (each.category for each in those))}
            for start, those in buckets
        ],
        "sentimento": [
            {
                "inicio": start,
                "por_sentimento": by(SENTIMENTS, (each.sentiment for each in those)),
                "saldo": balance(those),
            }
            for start, those in buckets
        ],
        "confianca": [expected_confidence(category, now) for category in CATEGORIES],
        "artistas": expected_artists(now) if with_artists else [],
        "horarios": [{"dia_semana": day, "horas": [places[day, hour] for hour in range(24)]} for day in range(1, 8)],
    }


def expected_tags(comments: Sequence[Heard], end: datetime) -> list[dict[str, Any]]:
    def mentions(code: str, since: int, until: int) -> list[Heard]:
        hours = end - since * HOUR, end - until * HOUR
        return [each for each in comments if code in each.tags and hours[0] <= each.hour < hours[1]]

    rows = []
    for code in TAGS:
        now, before = mentions(code, 48, 0), mentions(code, 96, 48)
        row = {"codigo": code, "nome": CATALOGUE.get(code, code), "comentarios": len(now)}
        row["criticas"] = sum(each.category == "CRÍTICA" for each in now)
        row["comentarios_antes"] = len(before)
        row["criticas_antes"] = sum(each.category == "CRÍTICA" for each in before)
        rows.append(row)
    return sorted((row for row in rows if row["comentarios"]), key=lambda row: (-row["comentarios"], row["codigo"]))


def expected_weeks(comments: Sequence[Heard], at: datetime) -> list[dict[str, Any]]:
    rows = []
    for back in range(7, -1, -1):
        year, week, _ = (local(at).date() - timedelta(weeks=back)).isocalendar()
        those = [each for each in comments if each.day.isocalendar()[:2] == (year, week)]
        categories, feelings = (each.category for each in those), (each.sentiment for each in those)
        row = {"semana": f"{year}-W{week:02}", "comentarios": len(those)}
        rows.append({**row, "por_categoria": by(CATEGORIES, categories), "por_sentimento": by(SENTIMENTS, feelings)})
    return rows


def expected_releases(comments: Sequence[Heard], stretch: Stretch) -> list[dict[str, Any]]:
    rows = []
    for artist, album in {(COMPARED[each.artist], COMPARED[each.album]) for each in comments if each.album}:
        theirs = [each for each in comments if (COMPARED[each.artist], COMPARED[each.album]) == (artist, album)]
        first = min(each.hour for each in theirs)
        end = min(stretch.end, first + timedelta(days=28))
        days: list[dict[str, int]] = []
        for n in range(28):
            start = first + timedelta(days=n)
            if start < end:
                those = [each for each in theirs if start <= each.hour < min(start + timedelta(days=1), end)]
                criticism = sum(each.category == "CRÍTICA" for each in those)
                days.append({"dia": n, "comentarios": len(those), "criticas": criticism})
        if first >= stretch.starts[0] and sum(day["comentarios"] for day in days) >= 5:
            rows.append({"artista": artist, "album": album, "primeira_mencao": local(first), "dias": days})
    return sorted(rows, key=lambda row: (-sum(day["comentarios"] for day in row["dias"]), row["artista"], row["album"]))


def recount(comments: Sequence[Heard], at: datetime) -> dict[str, Any]:
    periods = Stretch.all_at(at)
    oldest = min(stretch.before for stretch in periods.values())
    oldest = (oldest - timedelta(days=oldest.weekday())).replace(hour=0)  # counters are read by whole weeks of UTC
    comments = [each for each in comments if each.hour >= oldest]
    released = expected_releases(comments, periods["8s"])

    def scope(name: str, theirs: Sequence[Heard], releases: list[dict[str, Any]], everyone: bool) -> dict[str, Any]:
        views = {period: expected_view(stretch, theirs, everyone) for period, stretch in periods.items()}
        return {
            "nome": name,
            "comentarios": len(periods["8s"].now(theirs)),
            "tags": expected_tags(theirs, periods["8s"].end),
            "semanas": expected_weeks(theirs, at),
            "lancamentos": releases,
            "periodos": views,
        }

    ranking = Counter(COMPARED[each.artist] for each in comments if each.artist)
    scopes = [scope("Todos os artistas", comments, released[:6], everyone=True)]
    for name in sorted(ranking, key=lambda name: (-ranking[name], name)):
        theirs = [each for each in comments if COMPARED[each.artist] == name]
        scopes.append(scope(name, theirs, [row for row in released if row["artista"] == name], everyone=False))
    return {
        "total": len(periods["8s"].now(comments)),
        "gerado_em": at,
        "janela": {"inicio": local(periods["8s"].starts[0]), "fim": local(at)},
        "periodos": [(name, local(stretch.starts[0]), local(at), stretch.unit) for name, stretch in periods.items()],
        "escopos": scopes,
    }


def said(snapshot: Snapshot) -> dict[str, Any]:
    """The snapshot in the recount's shape: names as they are compared, and equal numbers in the order of names."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            names = {"artista", "album", "nome"}
            return {
                str(key): COMPARED.get(inner or None, inner) if key in names else plain(inner)
                for key, inner in value.items()
                if key != "id"
            }
        return [plain(inner) for inner in value] if isinstance(value, list) else value

    scopes = [plain(scope.model_dump()) for scope in snapshot.escopos]
    for scope in scopes:
        for view in scope["periodos"].values():
            view["artistas"].sort(key=lambda row: (-row["comentarios"], row["artista"]))
        scope["lancamentos"].sort(key=lambda r: (-sum(d["comentarios"] for d in r["dias"]), r["artista"], r["album"]))
    return {
        "total": snapshot.total,
        "gerado_em": snapshot.gerado_em,
        "janela": snapshot.janela.model_dump(),
        "periodos": [(period.id, period.inicio, period.fim, period.intervalo) for period in snapshot.periodos],
        "escopos": scopes,
    }


def differences(expected: Any, found: Any, path: str = "") -> list[str]:
    """Where two reports differ. Shares are published with four digits."""
    if expected == found:
        return []
    if isinstance(expected, dict) and isinstance(found, dict) and expected.keys() == found.keys():
        return [line for key in expected for line in differences(expected[key], found[key], f"{path}.{key}")]
    if isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        return [
            line
            for n, pair in enumerate(zip(expected, found, strict=True))
            for line in differences(*pair, f"{path}[{n}]")
        ]
    if isinstance(expected, float) and isinstance(found, float) and abs(expected - found) <= 0.000_051:
        return []
    return [f"{path}: expected {expected!r}, found {found!r}"]


# The strategies.


@st.composite
def stories(draw: st.DrawFn) -> tuple[datetime, list[Heard], Random]:
    """A moment, comments of the twenty weeks before it, and chance for what happens to them."""
    at = draw(st.sampled_from([datetime.fromisoformat(moment) for moment in MOMENTS]))
    at += draw(st.sampled_from([timedelta(0), timedelta(minutes=17), timedelta(days=-3, hours=5)]))
    random = Random(draw(st.integers(0, 10**9)))
    reach = draw(st.sampled_from([30, 120, 24 * 40, 24 * 140]))
    return at, [heard_by_chance(random, at, reach) for _ in range(draw(st.integers(0, 80)))], random


def heard_by_chance(random: Random, at: datetime, reach: int) -> Heard:
    return Heard(
        at - timedelta(minutes=random.randrange(60 * reach)),
        random.choice(CATEGORIES),
        random.choice(SENTIMENTS),
        random.randrange(10),
        random.choice([*SPELLINGS["anabela"], *SPELLINGS["joao do coreto"], None, None]),
        random.choice([*SPELLINGS["baile de vidro"], *SPELLINGS["segredo aberto"], None]),
        tuple(random.sample(TAGS, random.choice([0, 0, 1, 2]))),
    )


def corrected(heard: Heard, random: Random) -> Heard:
    other = heard_by_chance(random, heard.at, 1)
    return replace(heard, category=other.category, sentiment=other.sentiment, tenth=other.tenth, tags=other.tags)


UNSHRUNK = [Phase.explicit, Phase.reuse, Phase.generate]  # a story is made of chance: shrinking it only takes minutes

# The rules.


@settings(max_examples=10, deadline=None, phases=UNSHRUNK)
@given(stories())
def test_every_number_equals_a_recount(story: tuple[datetime, list[Heard], Random]) -> None:
    at, comments, random = story

    counters = counted((heard.cells for heard in comments), random)

    assert differences(recount(comments, at), said(counters.snapshot(at))) == []


@settings(max_examples=6, deadline=None, phases=UNSHRUNK)
@given(stories())
def test_corrections_and_deletions_count_as_if_nothing_else_had_been(
    story: tuple[datetime, list[Heard], Random],
) -> None:
    at, comments, random = story
    deleted = [heard for heard in comments if random.random() < 0.2]
    changes = [(heard, corrected(heard, random)) for heard in comments if random.random() < 0.5]
    remaining = Counter(comments) + Counter(new for _, new in changes) - Counter(old for old, _ in changes)
    gone = [heard for heard in deleted if remaining[heard]]
    gone = list((Counter(gone) & remaining).elements())

    commits = [heard.cells for heard in comments]
    commits += [cells for old, new in changes for cells in (minus(old.cells), new.cells)]
    commits += [minus(heard.cells) for heard in gone]
    random.shuffle(commits)
    counters = counted(commits, random)

    left = list((remaining - Counter(gone)).elements())
    assert differences(recount(left, at), said(counters.snapshot(at))) == []


@pytest.mark.parametrize("moment", MOMENTS)
def test_hours_fall_into_the_local_days_and_weeks_of_any_year(moment: str) -> None:
    at = datetime.fromisoformat(moment)
    comments = [Heard(at - n * HOUR) for n in range(24 * 4)] + [Heard(at - n * 25 * HOUR) for n in range(4, 100)]

    counters = counted((heard.cells for heard in comments), Random(1), folds=0)

    assert differences(recount(comments, at), said(counters.snapshot(at))) == []


def test_tags_are_those_of_48_hours_and_of_the_48_before() -> None:
    hours_ago = [0, 47, 48, 49, 95, 96, 97]
    comments = [Heard(AT - n * HOUR, category="CRÍTICA", tags=("show_som",)) for n in hours_ago]

    (tag,) = counted((heard.cells for heard in comments), Random(1)).snapshot(AT).escopos[0].tags

    assert (tag.comentarios, tag.criticas, tag.comentarios_antes, tag.criticas_antes) == (2, 2, 3, 3)


@pytest.mark.parametrize(("hours", "shown"), [(0, True), (-1, False)])
def test_an_album_is_a_release_when_it_was_first_mentioned_inside_the_eight_weeks(hours: int, shown: bool) -> None:
    first = opening(date(2026, 3, 16)) + hours * HOUR  # the Monday seven weeks before this week's
    comments = (
        [Heard(first, artist="Anabela", album="Baile de Vidro")]
        + [Heard(AT - n * HOUR, artist="Anabela", album="BAILE DE VIDRO") for n in range(5)]
        + [Heard(first + n * HOUR, artist="Anabela", album="Baile de Vidro") for n in range(1, 6)]
    )

    released = counted((heard.cells for heard in comments), Random(1)).snapshot(AT).escopos[0].lancamentos

    assert [release.primeira_mencao for release in released] == ([local(first)] if shown else [])


def test_a_comment_ahead_of_the_clock_waits_for_its_hour() -> None:
    at = AT.replace(minute=55)
    said_now = [Heard(at - n * HOUR, album="Baile de Vidro", tags=("show_som",)) for n in range(5)]
    ahead = Heard(at + timedelta(minutes=9), album="Baile de Vidro", tags=("show_som",))

    counters = counted((heard.cells for heard in [*said_now, ahead]), Random(1))

    assert differences(recount(said_now, at), said(counters.snapshot(at))) == []
    assert counters.snapshot(at + timedelta(minutes=5)).total == 6


def test_a_day_that_skips_midnight_has_no_comments_at_midnight() -> None:
    at = datetime.fromisoformat("2018-11-04T23:00:00-02:00")
    comments = [Heard(at - n * HOUR) for n in range(24)]

    week = counted((heard.cells for heard in comments), Random(1)).snapshot(at).escopos[0].periodos["7d"]

    sunday, saturday = week.horarios[6].horas, week.horarios[5].horas
    assert sunday == [0] + [1] * 23
    assert saturday == [0] * 23 + [1]
    assert [bucket.por_categoria["ELOGIO"] for bucket in week.volume[-2:]] == [1, 23]


def test_an_hour_that_is_repeated_counts_twice_in_its_place() -> None:
    at = datetime.fromisoformat("2019-02-17T00:00:00-03:00")
    comments = [Heard(at - n * HOUR) for n in range(4)]

    week = counted((heard.cells for heard in comments), Random(1)).snapshot(at).escopos[0].periodos["7d"]

    assert week.horarios[5].horas[22:] == [1, 2]
    assert week.horarios[6].horas[:2] == [1, 0]


def test_the_report_is_the_same_every_time_it_is_made() -> None:
    random = Random(3)
    comments = [heard_by_chance(random, AT, 24 * 60) for _ in range(20)]
    counters = counted((heard.cells for heard in comments), random)

    first, again = counters.snapshot(AT), counters.snapshot(AT)

    assert pack(first) == pack(again)


def test_the_charts_show_everyone_over_seven_days() -> None:
    random = Random(4)
    snapshot = counted((heard_by_chance(random, AT, 200).cells for _ in range(40)), random).snapshot(AT)

    everyone, charts = snapshot.escopos[0], {chart.id: chart.dados for chart in snapshot.graficos}

    week = everyone.periodos["7d"]
    assert charts == {
        **{name: getattr(week, name) for name in ("categorias", "volume", "sentimento", "confianca")},
        **{name: getattr(week, name) for name in ("artistas", "horarios")},
        **{name: getattr(everyone, name) for name in ("tags", "lancamentos", "semanas")},
    }
    assert (everyone.id, snapshot.fuso) == ("todos", "America/Sao_Paulo")
    assert all(chart.titulo for chart in snapshot.graficos)


def test_shares_have_four_digits() -> None:
    comments = [Heard(AT, sentiment=sentiment) for sentiment in ("POSITIVO", "NEUTRO", "NEUTRO")]

    figures = counted((heard.cells for heard in comments), Random(5)).snapshot(AT).escopos[0].periodos["24h"].resumo

    assert (figures.parcela_elogios, figures.saldo) == (1.0, 0.3333)


@pytest.mark.parametrize("names", [["AC/DC", "AC DC"], ["Todos", "Anabela"], ["!!!", "???"], ["Artista", "***"]])
def test_every_scope_has_an_id_of_its_own(names: list[str]) -> None:
    counters = counted((Heard(AT, artist=name).cells for name in names), Random(5))

    ids = {scope.nome: scope.id for scope in counters.snapshot(AT).escopos}

    assert set(ids) == {"Todos os artistas", *names}
    assert len(set(ids.values())) == 3


def test_only_the_twenty_biggest_artists_can_be_chosen_but_all_are_counted() -> None:
    comments = [Heard(AT, artist=f"artista {n:02}") for n in range(25) for _ in range(n + 1)]

    snapshot = counted((heard.cells for heard in comments), Random(6), folds=0).snapshot(AT)

    assert [scope.nome for scope in snapshot.escopos[1:]] == [f"artista {n:02}" for n in range(24, 4, -1)]
    assert snapshot.total == sum(range(26))


def test_the_most_talked_about_come_first() -> None:
    artists, albums = ["Anabela", "João do Coreto", "Marola"], ["Baile de Vidro", "Segredo Aberto", "segredo"]
    comments = [Heard(AT, artist=artists[n], album=albums[n]) for n in range(3) for _ in range(5 + (n + 1) % 3)]

    everyone = counted((heard.cells for heard in comments), Random(7)).snapshot(AT).escopos[0]

    assert [row.artista for row in everyone.periodos["24h"].artistas] == ["João do Coreto", "Anabela", "Marola"]
    assert [release.artista for release in everyone.lancamentos] == ["João do Coreto", "Anabela", "Marola"]


def test_only_the_fifteen_biggest_tags_are_shown_and_never_the_others() -> None:
    comments = [Heard(AT, tags=(f"tag_{n:02}", "outros")) for n in range(20) for _ in range(n + 1)]

    tags = counted((heard.cells for heard in comments), Random(7)).snapshot(AT).escopos[0].tags

    assert [tag.codigo for tag in tags] == [f"tag_{n:02}" for n in range(19, 4, -1)]


def test_a_minute_is_published_once_and_an_older_one_never_replaces_it() -> None:
    store = MemoryStore()
    publish = PublishReport(MemoryAggregates(store), MemorySnapshots(store))
    seconds = timedelta(seconds=40)

    published = [publish(AT), publish(AT + seconds), publish(AT - HOUR), publish(AT + 2 * seconds)]

    assert published == [True, False, False, True]
    assert store.report is not None
    assert store.report.minute == AT + timedelta(minutes=1)


def test_a_full_shard_is_folded_into_its_weeks_and_the_report_does_not_notice() -> None:
    comments = [Heard(AT - n * HOUR, artist="Anabela") for n in range(FOLD_AT)]
    counters = counted((heard.cells for heard in comments), Random(8), folds=0)
    counters.store.shards = {4: {name: n for shard in counters.store.shards.values() for name, n in shard.items()}}
    before = counters.snapshot(AT)

    PublishReport(MemoryAggregates(counters.store), MemorySnapshots(counters.store))(AT)

    assert (counters.store.shards, counters.snapshot(AT)) == ({}, before)
    assert counters.store.report == pack(before)


def test_a_shard_that_is_not_full_stays_as_it_is() -> None:
    counters = counted([Heard(AT).cells], Random(9), folds=0)

    PublishReport(MemoryAggregates(counters.store), MemorySnapshots(counters.store))(AT)

    assert len(counters.store.shards) == 1
    assert counters.store.weeks == {}


def test_a_shard_that_changed_since_it_was_read_is_not_folded() -> None:
    counters = counted([Heard(AT).cells], Random(10), folds=0)
    (as_read,) = MemoryAggregates(counters.store).read([]).shards

    counters.commit(Heard(AT - HOUR).cells, as_read.shard)

    assert MemoryAggregates(counters.store).fold(as_read) is False
    assert counters.snapshot(AT).total == 2


def test_a_correction_of_what_was_others_when_it_was_counted_never_shows_less_than_nothing() -> None:
    loud = [Heard(AT, artist=f"Artista {n:02}", album="Um", tags=(f"tag_{n:02}",)) for n in range(60) for _ in range(9)]
    late = Heard(AT, artist="Tardia", album="Dois", tags=("tag_nova",))
    counters = Counters()
    for commit in (loud, [late], [late] * 20):
        for heard in commit:
            counters.commit(heard.cells, 0)
        counters.fold(0)
    corrected = replace(late, category="CRÍTICA", sentiment="NEGATIVO", tags=())
    for _ in range(21):
        counters.commit(add([corrected.cells, minus(late.cells)]), 0)

    snapshot = counters.snapshot(AT)

    assert snapshot.total == 9 * 60 + 21
    (scope,) = [scope for scope in snapshot.escopos if scope.nome == "Tardia"]
    assert min(numbers(snapshot.model_dump(mode="json", exclude={"manchete"}))) >= 0
    assert {tag.codigo for tag in scope.tags} == set()


def numbers(shown: Any) -> Iterator[float]:
    """All of them but those that may fall: what is compared with a time before, and balances."""
    if isinstance(shown, dict):
        for name, value in shown.items():
            if name not in ("variacao", "saldo"):
                yield from numbers(value)
    elif isinstance(shown, list):
        for value in shown:
            yield from numbers(value)
    elif isinstance(shown, int | float):
        yield shown


def test_a_tag_is_called_what_curators_said_it_stands_for() -> None:
    counters = counted([Heard(AT, tags=("show_chuva",)).cells], Random(10))
    tags = TagCatalogue().decided("show_chuva", Accepted(explanation="Chuva no show", by="ana", at=AT))

    PublishReport(MemoryAggregates(counters.store), MemorySnapshots(counters.store), lambda: tags)(AT)

    assert counters.store.report is not None
    shown = json.loads(gzip.decompress(counters.store.report.packed))["escopos"][0]["tags"]
    assert [(tag["codigo"], tag["nome"]) for tag in shown] == [("show_chuva", "Chuva no show")]
