"""The public report's numbers. tests/properties compares random reports with a recount."""

from datetime import date, datetime, timedelta
from random import Random

import pytest

from alumusic.adapters.memory import MemoryCounters, MemorySnapshots, MemoryStore
from alumusic.domain.comments.classification import Category
from alumusic.domain.report.snapshot import Period, pack
from alumusic.services.report.publish import COMPACT_AT, PublishReport
from tests.support.comments import AT
from tests.support.counting import (
    counted,
    differences,
    heard_by_chance,
    said,
)
from tests.support.recount import HOUR, Heard, local, opening, recount


def test_tags_are_those_of_48_hours_and_of_the_48_before() -> None:
    hours_ago = [0, 47, 48, 49, 95, 96, 97]
    comments = [Heard(AT - n * HOUR, category="CRÍTICA", tags=("show_som",)) for n in hours_ago]

    (tag,) = counted((heard.cells for heard in comments), Random(1)).snapshot(AT).scopes[0].tags

    assert (tag.comments, tag.criticisms, tag.comments_before, tag.criticisms_before) == (2, 2, 3, 3)


@pytest.mark.parametrize(("hours", "shown"), [(0, True), (-1, False)])
def test_an_album_is_a_release_when_it_was_first_mentioned_inside_the_eight_weeks(hours: int, shown: bool) -> None:
    first = opening(date(2026, 3, 16)) + hours * HOUR  # the Monday seven weeks before this week's
    comments = (
        [Heard(first, artist="Anabela", album="Baile de Vidro")]
        + [Heard(AT - n * HOUR, artist="Anabela", album="BAILE DE VIDRO") for n in range(5)]
        + [Heard(first + n * HOUR, artist="Anabela", album="Baile de Vidro") for n in range(1, 6)]
    )

    released = counted((heard.cells for heard in comments), Random(1)).snapshot(AT).scopes[0].releases

    assert [release.first_mention for release in released] == ([local(first)] if shown else [])


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

    week = counted((heard.cells for heard in comments), Random(1)).snapshot(at).scopes[0].periods[Period.WEEK]

    sunday, saturday = week.weekday_hours[6].hours, week.weekday_hours[5].hours
    assert sunday == [0] + [1] * 23
    assert saturday == [0] * 23 + [1]
    assert [bucket.by_category[Category.PRAISE] for bucket in week.volume[-2:]] == [1, 23]


def test_an_hour_that_is_repeated_counts_twice_in_its_place() -> None:
    at = datetime.fromisoformat("2019-02-17T00:00:00-03:00")
    comments = [Heard(at - n * HOUR) for n in range(4)]

    week = counted((heard.cells for heard in comments), Random(1)).snapshot(at).scopes[0].periods[Period.WEEK]

    assert week.weekday_hours[5].hours[22:] == [1, 2]
    assert week.weekday_hours[6].hours[:2] == [1, 0]


def test_the_report_is_the_same_every_time_it_is_made() -> None:
    random = Random(3)
    comments = [heard_by_chance(random, AT, 24 * 60) for _ in range(20)]
    counters = counted((heard.cells for heard in comments), random)

    first, again = counters.snapshot(AT), counters.snapshot(AT)

    assert pack(first) == pack(again)


def test_the_charts_show_everyone_over_seven_days() -> None:
    random = Random(4)
    snapshot = counted((heard_by_chance(random, AT, 200).cells for _ in range(40)), random).snapshot(AT)

    everyone, charts = snapshot.scopes[0], {chart.id: chart.data for chart in snapshot.charts}

    week = everyone.periods[Period.WEEK]
    assert charts == {
        **{"categorias": week.categories, "volume": week.volume, "sentimento": week.sentiment},
        **{"confianca": week.confidence, "artistas": week.artists, "horarios": week.weekday_hours},
        **{"tags": everyone.tags, "lancamentos": everyone.releases, "semanas": everyone.weeks},
    }
    assert (everyone.id, snapshot.time_zone) == ("todos", "America/Sao_Paulo")
    assert all(chart.title for chart in snapshot.charts)


def test_shares_have_four_digits() -> None:
    comments = [Heard(AT, sentiment=sentiment) for sentiment in ("POSITIVO", "NEUTRO", "NEUTRO")]

    figures = counted((heard.cells for heard in comments), Random(5)).snapshot(AT).scopes[0].periods[Period.DAY].summary

    assert (figures.praise_share, figures.balance) == (1.0, 0.3333)


@pytest.mark.parametrize("names", [["AC/DC", "AC DC"], ["Todos", "Anabela"], ["!!!", "???"], ["Artista", "***"]])
def test_every_scope_has_an_id_of_its_own(names: list[str]) -> None:
    counters = counted((Heard(AT, artist=name).cells for name in names), Random(5))

    ids = {scope.name: scope.id for scope in counters.snapshot(AT).scopes}

    assert set(ids) == {"Todos os artistas", *names}
    assert len(set(ids.values())) == 3


def test_only_the_twenty_biggest_artists_can_be_chosen_but_all_are_counted() -> None:
    commits = [{cell: n + 1 for cell in Heard(AT, artist=f"artista {n:02}").cells} for n in range(25)]

    snapshot = counted(commits, Random(6), folds=0).snapshot(AT)

    assert [scope.name for scope in snapshot.scopes[1:]] == [f"artista {n:02}" for n in range(24, 4, -1)]
    assert snapshot.total == sum(range(26))


def test_the_most_talked_about_come_first() -> None:
    artists, albums = ["Anabela", "João do Coreto", "Marola"], ["Baile de Vidro", "Segredo Aberto", "segredo"]
    comments = [Heard(AT, artist=artists[n], album=albums[n]) for n in range(3) for _ in range(5 + (n + 1) % 3)]

    everyone = counted((heard.cells for heard in comments), Random(7)).snapshot(AT).scopes[0]

    assert [row.artist for row in everyone.periods[Period.DAY].artists] == ["João do Coreto", "Anabela", "Marola"]
    assert [release.artist for release in everyone.releases] == ["João do Coreto", "Anabela", "Marola"]


def test_only_the_fifteen_biggest_tags_are_shown_and_never_the_others() -> None:
    commits = [{cell: n + 1 for cell in Heard(AT, tags=(f"tag_{n:02}", "outros")).cells} for n in range(20)]

    tags = counted(commits, Random(7)).snapshot(AT).scopes[0].tags

    assert [tag.code for tag in tags] == [f"tag_{n:02}" for n in range(19, 4, -1)]


def test_a_minute_is_published_once_and_an_older_one_never_replaces_it() -> None:
    store = MemoryStore()
    publish = PublishReport(MemoryCounters(store), MemorySnapshots(store))
    seconds = timedelta(seconds=40)

    published = [publish(AT), publish(AT + seconds), publish(AT - HOUR), publish(AT + 2 * seconds)]

    assert published == [True, False, False, True]
    assert store.report is not None
    assert store.report.minute == AT + timedelta(minutes=1)


def test_a_full_shard_is_folded_into_its_weeks_and_the_report_does_not_notice() -> None:
    comments = [Heard(AT - n * HOUR, artist="Anabela") for n in range(COMPACT_AT)]
    counters = counted((heard.cells for heard in comments), Random(8), folds=0)
    counters.store.shards = {4: {name: n for shard in counters.store.shards.values() for name, n in shard.items()}}
    before = counters.snapshot(AT)

    PublishReport(MemoryCounters(counters.store), MemorySnapshots(counters.store))(AT)

    assert (counters.store.shards, counters.snapshot(AT)) == ({}, before)
    assert counters.store.report == pack(before)


def test_a_shard_that_is_not_full_stays_as_it_is() -> None:
    counters = counted([Heard(AT).cells], Random(9), folds=0)

    PublishReport(MemoryCounters(counters.store), MemorySnapshots(counters.store))(AT)

    assert len(counters.store.shards) == 1
    assert counters.store.weeks == {}


def test_a_shard_that_changed_since_it_was_read_is_not_folded() -> None:
    counters = counted([Heard(AT).cells], Random(10), folds=0)
    (as_read,) = MemoryCounters(counters.store).read([]).shards

    counters.commit(Heard(AT - HOUR).cells, as_read.shard)

    assert MemoryCounters(counters.store).compact(as_read) is False
    assert counters.snapshot(AT).total == 2
