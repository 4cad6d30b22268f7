"""A naive second implementation of the public report: scans every comment for every number."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from alumusic.domain.comments.classification import Category
from alumusic.domain.comments.tags import CATALOGUE
from alumusic.domain.counting.cells import Cells, cells_of
from tests.support.comments import classification, comment

ZONE = ZoneInfo("America/Sao_Paulo")
HOUR = timedelta(hours=1)
CATEGORIES = ["ELOGIO", "CRÍTICA", "SUGESTÃO", "DÚVIDA", "SPAM"]
SENTIMENTS = ["POSITIVO", "NEUTRO", "NEGATIVO"]
SPELLINGS: dict[str, list[str | None]] = {  # folded name → spellings of each artist and album
    "anabela": ["Anabela", "ANABELA", "anabela"],
    "joao do coreto": ["João do Coreto", "Joao do Coreto", "JOÃO DO CORETO"],
    "baile de vidro": ["Baile de Vidro", "BAILE DE VIDRO"],
    "segredo aberto": ["Segredo Aberto", "segredo aberto"],
    "": [None],
}
COMPARED = {spelling: name for name, spellings in SPELLINGS.items() for spelling in spellings}
TAGS = ["show_som", "musica_letra", "plataforma_bug", "turne_europa"]


@dataclass(frozen=True)
class Heard:
    """The fields of a comment that count: time, artist, album and classification."""

    at: datetime
    category: str = "ELOGIO"
    sentiment: str = "POSITIVO"
    tenth: int = 9
    artist: str | None = None
    album: str | None = None
    tags: tuple[str, ...] = ()

    @cached_property
    def hour(self) -> datetime:
        """Start of the hour in UTC; counters have a resolution of an hour."""
        return self.at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)

    @cached_property
    def day(self) -> date:
        return local(self.hour).date()

    @property
    def cells(self) -> Cells:
        said = comment(published_at=self.at, received_at=self.at, artist=self.artist, album=self.album)
        confidence = self.tenth / 10 + 0.05
        return cells_of(
            said,
            classification(Category(self.category), sentiment=self.sentiment, confidence=confidence, tags=self.tags),
        )


def local(moment: datetime) -> datetime:
    return moment.astimezone(ZONE)


def opening(day: date) -> datetime:
    """The first hour of a local day, in UTC."""
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC) - 12 * HOUR
    while local(moment).date() < day:
        moment += HOUR
    return moment


@dataclass(frozen=True)
class Stretch:
    """A period of the report: starts of its buckets, its end, and the start of the period before it."""

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
    oldest = (oldest - timedelta(days=oldest.weekday())).replace(hour=0)  # counters are read in whole UTC weeks
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
