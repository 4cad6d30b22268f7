"""Counts random comments with random compaction, and compares the report with the naive recount."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any, NamedTuple

from alumusic.adapters.memory import MemoryCounters, MemoryStore
from alumusic.domain.comments.tags import TagCatalogue
from alumusic.domain.counting.cells import SHARDS, Cells, minus
from alumusic.domain.counting.counters import merged
from alumusic.domain.report.builder import build_snapshot, weeks_needed
from alumusic.domain.report.snapshot import Snapshot
from tests.support.recount import CATEGORIES, COMPARED, SENTIMENTS, SPELLINGS, TAGS, Heard, recount

MOMENTS = [
    "2026-05-06T12:30:00-03:00",
    "2026-05-04T00:00:00-03:00",  # the first moment of a Monday
    "2026-05-03T23:59:00-03:00",  # Sunday, already Monday in UTC
    "2026-01-01T00:20:00-03:00",  # ISO week 1 began in December
    "2021-01-03T18:00:00-03:00",  # a Sunday of week 53, in January
    "2018-11-04T01:00:00-02:00",  # daylight saving has just begun: midnight became one o'clock
    "2018-11-05T12:00:00-02:00",
    "2019-02-16T23:30:00-02:00",  # the first 23h of the day on which daylight saving ends
    "2019-02-16T23:30:00-03:00",  # the second 23h
    "2019-02-18T12:00:00-03:00",
    "2018-12-31T22:00:00-02:00",
    "2019-04-01T00:00:00-03:00",  # the periods before it include both changes
]


@dataclass
class Counters:
    """In-memory counters with commits to any shard and compaction at any time."""

    store: MemoryStore = field(default_factory=MemoryStore)

    def commit(self, cells: Cells, shard: int) -> None:
        counted = self.store.shards.setdefault(shard, {})
        for name, count in cells.items():
            counted[name] = counted.get(name, 0) + count

    def compact(self, shard: int) -> None:
        counters = MemoryCounters(self.store)
        for state in counters.read([]).shards:
            if state.shard == shard:
                assert counters.compact(state)

    def snapshot(self, at: datetime) -> Snapshot:
        """The report at this moment, not published."""
        weeks = weeks_needed(at)
        return build_snapshot(at, merged(weeks, MemoryCounters(self.store).read(weeks)), TagCatalogue().tags)


def counted(commits: Iterable[Cells], random: Random, folds: float = 0.2) -> Counters:
    counters = Counters()
    for cells in commits:
        counters.commit(cells, random.randrange(SHARDS))
        if random.random() < folds:
            counters.compact(random.randrange(SHARDS))
    return counters


def said(snapshot: Snapshot) -> dict[str, Any]:
    """The snapshot in the recount's format: names in folded form, ties sorted by name."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            names = {"artista", "album", "nome"}
            return {
                str(key): COMPARED.get(inner or None, inner) if key in names else plain(inner)
                for key, inner in value.items()
                if key != "id"
            }
        return [plain(inner) for inner in value] if isinstance(value, list) else value

    scopes = [plain(scope.model_dump(by_alias=True)) for scope in snapshot.scopes]
    for scope in scopes:
        for view in scope["periodos"].values():
            view["artistas"].sort(key=lambda row: (-row["comentarios"], row["artista"]))
        scope["lancamentos"].sort(key=lambda r: (-sum(d["comentarios"] for d in r["dias"]), r["artista"], r["album"]))
    return {
        "total": snapshot.total,
        "gerado_em": snapshot.generated_at,
        "janela": snapshot.window.model_dump(by_alias=True),
        "periodos": [(period.id, period.start, period.end, period.unit) for period in snapshot.periods],
        "escopos": scopes,
    }


def differences(expected: Any, found: Any, path: str = "") -> list[str]:
    """Paths at which two reports differ. Tolerates rounding: shares are published with four digits."""
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


class Story(NamedTuple):
    at: datetime
    comments: list[Heard]
    """From at most twenty weeks before `at`."""
    random: Random
    """Decides shards, compaction, corrections and deletions."""


def story(seed: int) -> Story:
    random = Random(seed)
    at = datetime.fromisoformat(random.choice(MOMENTS))
    at += random.choice([timedelta(0), timedelta(minutes=17), timedelta(days=-3, hours=5)])
    reach = random.choice([30, 120, 24 * 40, 24 * 140])
    return Story(at, [heard_by_chance(random, at, reach) for _ in range(random.randrange(81))], random)


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


def differences_of(told: Story) -> list[str]:
    """Differences between the report of the story's comments and their recount."""
    counters = counted((heard.cells for heard in told.comments), told.random)

    return differences(recount(told.comments, told.at), said(counters.snapshot(told.at)))


def differences_after_changes(told: Story) -> list[str]:
    """The same after corrections and deletions in any order, against a recount of the comments that remain."""
    at, comments, random = told
    deleted = [heard for heard in comments if random.random() < 0.2]
    changes = [(heard, corrected(heard, random)) for heard in comments if random.random() < 0.5]
    remaining = Counter(comments) + Counter(new for _, new in changes) - Counter(old for old, _ in changes)
    gone = list((Counter(heard for heard in deleted if remaining[heard]) & remaining).elements())

    commits = [heard.cells for heard in comments]
    commits += [cells for old, new in changes for cells in (minus(old.cells), new.cells)]
    commits += [minus(heard.cells) for heard in gone]
    random.shuffle(commits)
    counters = counted(commits, random)

    left = list((remaining - Counter(gone)).elements())
    return differences(recount(left, at), said(counters.snapshot(at)))
