"""The counter cells of one classified comment."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from alumusic.domain.comments.classification import Category, ModelUsage, Sentiment
from alumusic.domain.comments.comment import MAX_FIELD
from alumusic.domain.comments.intake import Intake, read_items
from alumusic.domain.counting.cells import OLDEST_HOURS, SHARDS, add, cells_of, confidence_bin, hour_of, minus, shard_of
from alumusic.domain.counting.cells import usage_cells as cells_of_usage
from alumusic.domain.counting.week import by_week
from tests.support.comments import AT, classification, comment, uuid

HOUR = int(AT.timestamp()) // 3600
FIELD_NAME_BYTES = 1_500  # Firestore's limit; a cell is stored as a field


def test_a_comment_is_one_volume_cell_and_one_cell_a_tag() -> None:
    heard = comment(artist="Anabela", album="Baile de Vidro")
    judged = classification(Category.CRITICISM, sentiment=Sentiment.NEGATIVE, tags=("musica_letra", "show_som"))

    cells = cells_of(heard, judged)

    assert cells == {
        f'["v",{HOUR},"CRÍTICA","NEGATIVO",9,"Anabela","Baile de Vidro"]': 1,
        f'["t",{HOUR},"CRÍTICA","Anabela","musica_letra"]': 1,
        f'["t",{HOUR},"CRÍTICA","Anabela","show_som"]': 1,
    }


def test_a_comment_without_names_is_counted_under_empty_ones() -> None:
    cells = cells_of(comment(), classification(confidence=0.5))

    assert cells == {f'["v",{HOUR},"ELOGIO","POSITIVO",5,"",""]': 1}


def test_candidates_are_not_counted() -> None:
    cells = cells_of(comment(), classification(candidates=("turne_europa",)))

    assert all(name.startswith('["v"') for name in cells)


def test_a_comment_is_counted_in_the_hour_it_was_written() -> None:
    written = AT - timedelta(hours=2, minutes=30)

    cells = cells_of(comment(published_at=written), classification())

    assert next(iter(cells)).startswith(f'["v",{HOUR - 2},')


@pytest.mark.parametrize(
    ("written_hours_ago", "counted_hours_ago"),
    [(OLDEST_HOURS, OLDEST_HOURS), (OLDEST_HOURS + 1, OLDEST_HOURS), (20 * 366 * 24, OLDEST_HOURS)],
)
def test_the_oldest_comments_count_as_just_so_old(written_hours_ago: int, counted_hours_ago: int) -> None:
    old = comment(published_at=AT - timedelta(hours=written_hours_ago))

    cells = cells_of(old, classification())

    assert next(iter(cells)).startswith(f'["v",{HOUR - counted_hours_ago},')


def test_a_shard_spans_at_most_121_weeks_whatever_was_sent() -> None:
    dates = [AT, AT - timedelta(days=3000), datetime(1990, 1, 1, tzinfo=UTC), AT + timedelta(minutes=10)]

    weeks = by_week(add(cells_of(comment(published_at=date), classification()) for date in dates))

    assert max(weeks) - min(weeks) + 1 <= 121


@pytest.mark.parametrize(
    ("confidence", "expected"), [(0.0, 0), (0.0999, 0), (0.1, 1), (0.55, 5), (0.9, 9), (0.999, 9), (1.0, 9)]
)
def test_confidence_falls_into_ten_bins(confidence: float, expected: int) -> None:
    found = confidence_bin(confidence)

    assert found == expected


@pytest.mark.parametrize("tenth", range(10))
def test_a_whole_tenth_opens_its_bin(tenth: int) -> None:
    found = confidence_bin(tenth / 10)

    assert found == tenth


def test_a_correction_cancels_what_was_counted() -> None:
    heard = comment(artist="Anabela")
    before = cells_of(heard, classification(Category.PRAISE, tags=("show_som",)))
    after = cells_of(heard, classification(Category.CRITICISM))

    total = add([before, minus(before), after])

    assert {name: count for name, count in total.items() if count} == after


def test_negative_counts_are_kept_for_another_shard_to_balance() -> None:
    cells = minus(cells_of(comment(), classification()))

    assert list(add([cells]).values()) == [-1]


def test_usage_is_counted_in_whole_numbers_by_day_and_only_what_is_there() -> None:
    usage = ModelUsage(
        model="m", prompt_version="v1", calls=3, comments=7, cached=1, tokens_in=90, latency_ms=800,
        latencies_ms=(100, 110, 590), price_usd=0.0000126,
    )  # fmt: skip

    cells = cells_of_usage(usage, AT)

    day = HOUR // 24
    figures = {"chamadas": 3, "comentarios": 7, "em_cache": 1, "tokens_entrada": 90, "latencia_ms": 800}
    expected = {**figures, "preco_micro_usd": 13, "latencia_ate_112": 2, "latencia_ate_854": 1}
    assert cells == Counter({f'["u",{day},"m","v1","{name}"]': count for name, count in expected.items()})


def test_hours_are_whole_hours_of_utc() -> None:
    half_past = datetime.fromisoformat("2026-05-06T23:59:59.999-03:00")

    assert hour_of(half_past) == hour_of(datetime(2026, 5, 7, 2, tzinfo=UTC))


def test_a_commit_keeps_its_shard_and_commits_spread_over_all() -> None:
    keys = [uuid(n) for n in range(500)]

    shards = [shard_of(key) for key in keys]

    assert shards == [shard_of(key) for key in keys]
    assert set(shards) == set(range(SHARDS))
    assert max(Counter(shards).values()) < 3 * 500 / SHARDS


def test_a_retry_of_a_commit_counts_in_another_shard_and_retries_spread() -> None:
    keys = [key for key in map(uuid, range(500)) if shard_of(key) == 0]

    second = [shard_of(key, 1) for key in keys]

    assert 0 not in second
    assert len(set(second)) > SHARDS / 2
    assert all(shard_of(key, retry) != shard_of(key, retry + 1) for key in keys for retry in range(4))


@pytest.mark.parametrize("letter", ["a", "é", "字", "😀", '"', "\x01"])
def test_the_longest_names_that_come_in_make_a_cell_that_the_store_takes(letter: str) -> None:
    longest = {"texto": "amei", "artista": letter * MAX_FIELD, "album": letter * MAX_FIELD}

    accepted = read_items([longest], Intake(UUID(int=1), AT, b"key", 5_000)).comments

    cells = add(cells_of(comment, classification(tags=("x" * 60,))) for comment in accepted)
    assert accepted or letter != "a"
    assert [name for name in cells if len(name.encode()) > FIELD_NAME_BYTES] == []
