"""The digest of a week: its figures, made once, remade on request."""

from datetime import UTC, date, datetime, timedelta

import pytest

from alumusic.domain.comments.classification import Category, Sentiment
from alumusic.domain.counting.week import MAX_ARTISTS
from alumusic.domain.report.iso_week import IsoWeek
from alumusic.errors import InvalidRequest, NotFound
from tests.support.digest import MONDAY, WEEK, World

NOON = WEEK.start + timedelta(hours=12)
BEFORE = NOON - timedelta(weeks=1)
AFTER = NOON + timedelta(weeks=1)


def test_a_week_has_the_comments_between_its_monday_and_the_next() -> None:
    world = World()
    world.count(3, WEEK.start)
    world.count(5, WEEK.end - timedelta(seconds=1), Category.CRITICISM, Sentiment.NEGATIVE)
    world.count(100, WEEK.end)
    world.count(4, WEEK.start - timedelta(seconds=1))

    found = world.figures()

    assert (found.week, found.start, found.end) == ("2026-W18", date(2026, 4, 27), date(2026, 5, 3))
    assert (found.comments, found.comments_before, found.change) == (8, 4, 1.0)
    assert (found.balance, found.balance_before) == (-0.25, 1.0)
    by_category = {one.category: (one.comments, one.share, one.share_before) for one in found.categories}
    assert by_category[Category.CRITICISM] == (5, 0.625, 0.0)
    assert [sum(day.by_category.values()) for day in found.days] == [3, 0, 0, 0, 0, 0, 5]


def test_a_weeks_tags_and_artists_come_with_the_week_before() -> None:
    world = World()
    world.count(7, NOON, artist="Céu", tags=("show_som", "show_preco"))
    world.count(2, NOON, Category.CRITICISM, artist="céu", tags=("show_som",))
    world.count(4, BEFORE, artist="CEU", tags=("show_som",))

    found = world.figures()

    tags = [(one.code, one.name, one.comments, one.criticisms, one.comments_before) for one in found.tags]
    assert tags == [
        ("show_som", "Qualidade do som no show", 9, 2, 4),
        ("show_preco", "Preço dos ingressos", 7, 0, 0),
    ]
    (artist,) = found.artists
    assert (artist.artist, artist.comments, artist.comments_before) == ("Céu", 9, 4)
    assert artist.by_category[Category.CRITICISM] == 2


def test_noise_is_no_trend_and_a_real_change_is() -> None:
    world = World()
    for at, som, preco in ((BEFORE, 40, 50), (NOON, 90, 52)):
        world.count(som, at, tags=("show_som",))
        world.count(preco, at, tags=("show_preco",))
        world.count(400 - som - preco, at)

    (trend,) = world.figures().trends

    assert (trend.id, trend.comments, trend.comments_before) == ("show_som", 90, 40)
    assert (trend.share, trend.share_before) == (0.225, 0.1)
    assert trend.p < 0.001


def test_an_artist_who_may_have_been_counted_among_others_is_no_trend() -> None:
    world = World()
    for n in range(MAX_ARTISTS):
        world.count(20, BEFORE, artist=f"Artista {n:02}")
    world.count(10, BEFORE, artist="Novata")  # the table of names is full: counted as "outros"
    world.count(300, NOON, artist="Novata")

    found = world.figures()

    assert found.artists[0].artist == "Novata"
    assert found.artists[0].comments_before is None
    assert "novata" not in {trend.id for trend in found.trends}


def test_the_digest_is_made_once_whatever_repeats() -> None:
    world = World()
    world.count(8, NOON)

    first = world.make(WEEK)
    world.count(100, NOON)
    second = world.make(WEEK)

    assert (first, second, world.made) == (True, False, 1)
    assert world.make.one("2026-W18").figures.comments == 8


def test_a_digest_that_came_first_stays() -> None:
    world = World()
    other = World()
    other.make(WEEK)
    world.store.digests["2026-W18"] = other.store.digests["2026-W18"]

    assert not world.digests.create(other.make.one("2026-W18"), ())


def test_a_remake_has_the_counters_of_now_and_the_next_revision() -> None:
    world = World()
    world.count(8, NOON)
    world.make(WEEK)
    world.count(2, NOON)
    world.now = MONDAY + timedelta(hours=1)

    found = world.make.again(WEEK, "chefe@alumusic.com")

    assert (found.revision, found.figures.comments, found.remade_by) == (2, 10, "chefe@alumusic.com")
    assert (found.created_at, found.remade_at) == (MONDAY, world.now)


def test_a_remake_makes_a_week_that_was_missed() -> None:
    world = World()

    assert world.make.again(WEEK, "chefe@alumusic.com").revision == 1


def test_the_texts_cost_is_counted_with_the_digest() -> None:
    world = World()
    world.make(WEEK)
    world.make(WEEK)
    world.make.again(WEEK, "chefe@alumusic.com")

    spent = {name: n for cells in world.store.shards.values() for name, n in cells.items() if '"chamadas"' in name}

    assert list(spent.values()) == [2]


def test_a_week_under_way_has_no_digest() -> None:
    world = World()

    with pytest.raises(InvalidRequest) as error:
        world.make(WEEK.back(-1))
    with pytest.raises(NotFound):
        world.make.one("2026-W19")

    assert error.value.code == "semana_em_curso"
    assert world.make.ended() == WEEK


@pytest.mark.parametrize("name", ["2026-W54", "2026-W00", "2025-W53", "0000-W01", "9999-W52", "2026-18", "2026-W1"])
def test_a_week_that_no_calendar_has_is_refused(name: str) -> None:
    with pytest.raises(ValueError):
        IsoWeek.named(name)


@pytest.mark.parametrize("name", ["2026-W01", "2020-W53", "1970-W01", "2026-W47"])
def test_a_week_keeps_its_name(name: str) -> None:
    week = IsoWeek.named(name)

    assert week.name == name
    assert IsoWeek.of(week.end - timedelta(seconds=1)) == week
    assert IsoWeek.of(datetime(2026, 5, 4, 2, 59, tzinfo=UTC)) == WEEK
