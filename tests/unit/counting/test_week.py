"""A week of counters is independent of order, has exact totals and fits into a document."""

import json

import numpy as np
import pytest

from alumusic.adapters.firestore.counting.week_document import week_from_document, week_to_document
from alumusic.domain.comments.classification import Category, ModelUsage, Sentiment
from alumusic.domain.counting.cells import (
    MAX_NAME,
    add,
    hour_of,
    usage_cells,
    week_id,
    week_of,
)
from alumusic.domain.counting.names import MAX_WAITING
from alumusic.domain.counting.week import MAX_ALBUMS, MAX_ARTISTS, MAX_TAGS, OTHERS, Week, by_week
from tests.support.comments import AT
from tests.support.weeks import MONDAY, NUMBER, folded, heard

DOCUMENT_BYTES = 1_048_576  # the size limit of a Firestore document, with field names


def test_weeks_start_on_monday_at_midnight_utc_and_are_named_for_it() -> None:
    hours = [MONDAY - 1, MONDAY, MONDAY + 167, MONDAY + 168]

    weeks = [week_of(hour) - NUMBER for hour in hours]

    assert weeks == [-1, 0, 0, 1]
    assert week_id(NUMBER) == "week-2026-05-04"


def test_a_comment_is_counted_under_hour_artist_category_sentiment_and_bin() -> None:
    week = folded(heard(30, Category.CRITICISM, Sentiment.NEGATIVE, "Anabela", "Escândalo", ["show_som"]))

    anabela, album, tag = week.artists.index("Anabela"), week.albums.index('["Anabela", "Escândalo"]'), 1
    assert week.volume[30, anabela, 1, 2] == week.volume.sum() == 1
    assert week.confidence[30, anabela, 1, 9] == week.confidence.sum() == 1
    assert week.album[30, album].tolist() == [1, 1]
    assert week.tag[30, anabela, tag].tolist() == [1, 1]


def test_only_criticism_counts_as_criticism_of_albums_and_tags() -> None:
    week = folded(*(heard(0, category, artist="A", album="B", tags=["show_som"]) for category in Category))

    assert week.album.sum(axis=(0, 1)).tolist() == [5, 1]
    assert week.tag.sum(axis=(0, 1, 2)).tolist() == [5, 1]


def test_spellings_of_a_name_are_one_name() -> None:
    week = folded(heard(artist="João do Coreto", album="Dengo"), heard(artist="JOAO DO CORETO", album="dengo"))

    assert week.artists == ["", OTHERS, "João do Coreto"]
    assert week.albums == [OTHERS, '["João do Coreto", "Dengo"]']
    assert week.volume[0, 2].sum() == 2


def test_usage_is_kept_by_day_model_and_figure() -> None:
    spent = usage_cells(ModelUsage(model="m", prompt_version="v1", calls=3), AT)

    week = folded(spent, spent)

    assert week.usage == {f'[{hour_of(AT) // 24}, "m", "v1", "chamadas"]': 6}


@pytest.mark.parametrize("most", [0, 255, 256, 70_000, 2**24, 2**31 - 1, -3])
def test_a_counter_of_any_size_comes_back_from_the_document(most: int) -> None:
    week = Week(NUMBER)
    week.volume[3, 1, 2, 0], week.volume[167, 0, 4, 2] = most, 1

    assert np.array_equal(week_from_document(NUMBER, week_to_document(week)).volume, week.volume)


def test_a_week_from_a_document_can_be_added_to() -> None:
    back = week_from_document(NUMBER, week_to_document(folded(heard(artist="Anabela"))))

    back.add(by_week(heard(artist="Anabela"))[NUMBER])

    assert back.volume.sum() == 2


def test_under_hostile_variety_tables_stay_bounded_and_totals_exact() -> None:
    names = [heard(n % 168, artist=f"artista {n}", album=f"álbum {n}", tags=[f"tag_{n}"]) for n in range(1_000)]

    week = folded(*(add(names[start : start + 100]) for start in range(0, 1_000, 100)))

    assert (len(week.artists), len(week.albums), len(week.tags)) == (MAX_ARTISTS, MAX_ALBUMS, MAX_TAGS)
    assert [len(counts) for counts in week.waiting.values()] == [MAX_WAITING] * 3
    assert week.volume.sum() == week.confidence.sum() == week.album[..., 0].sum() == week.tag[..., 0].sum() == 1_000
    assert (week.volume.sum(axis=(1, 2, 3)) == np.bincount(np.arange(1_000) % 168)).all()


def test_names_beyond_the_table_are_counted_as_others_and_the_biggest_stay() -> None:
    big = add([heard(artist=f"grande {n}", album="x", tags=[f"grande_{n}"]) for n in range(20)] * 5)
    small = [heard(artist=f"pequeno {n}", album="x", tags=[f"pequeno_{n}"]) for n in range(200)]

    week = folded(add(small[:100]), big, add(small[100:]))

    assert {f"grande {n}" for n in range(20)} <= set(week.artists)
    assert {f"grande_{n}" for n in range(20)} <= set(week.tags)
    assert {f'["grande {n}", "x"]' for n in range(20)} <= set(week.albums)
    assert week.volume[:, 1].sum() == 300 - week.volume[:, 2:].sum() > 0


def test_an_artist_who_grows_takes_the_place_of_a_smaller_one() -> None:
    crowd = add([heard(artist=f"artista {n:02}") for n in range(MAX_ARTISTS - 2)] * 2)
    newcomer = add([heard(artist="novo")] * 3)

    week = folded(crowd, newcomer)

    assert week.volume[:, week.artists.index("novo")].sum() == 3
    assert week.volume[:, 1].sum() == 2


def test_an_artist_who_comes_little_by_little_takes_that_place_too() -> None:
    crowd = add([heard(artist=f"artista {n:02}") for n in range(MAX_ARTISTS - 2)] * 3)
    newcomer = add([heard(artist="novo")] * 2)

    week = folded(crowd, *[newcomer] * 10)

    assert "novo" in week.artists


def test_comments_without_artist_never_lose_their_place() -> None:
    crowd = add([heard(artist=f"artista {n}") for n in range(200)] * 2)

    week = folded(heard(), crowd)

    assert week.artists[:2] == ["", OTHERS]
    assert week.volume[:, 0].sum() == 1


@pytest.mark.parametrize("most", [2, 1_000])
def test_a_full_week_fits_its_document(most: int) -> None:
    rng = np.random.default_rng(7)
    week = Week(NUMBER, ["", OTHERS], [OTHERS], [OTHERS])
    names = [f"{n} ".ljust(MAX_NAME, "é") for n in range(MAX_WAITING)]
    pairs = [json.dumps([name, name], ensure_ascii=False) for name in names]
    week.artists += names[: MAX_ARTISTS - 2]
    week.albums += pairs[: MAX_ALBUMS - 1]
    week.tags += [name[:60] for name in names[: MAX_TAGS - 1]]
    week.waiting = {"artists": dict.fromkeys(names, 1_000), "albums": dict.fromkeys(pairs, 1_000)}
    week.volume = rng.integers(0, most, (168, MAX_ARTISTS, 5, 3), np.int32)
    week.confidence = rng.integers(0, most, (168, MAX_ARTISTS, 5, 10), np.int32)
    week.album = rng.integers(0, most, (168, MAX_ALBUMS, 2), np.int32)
    week.tag = rng.integers(0, most, (168, MAX_ARTISTS, MAX_TAGS, 2), np.int32)

    document = week_to_document(week)

    arrays = sum(len(value) for value in document.values() if isinstance(value, bytes))
    tables = {name: value for name, value in document.items() if not isinstance(value, bytes)}
    assert arrays + len(json.dumps(tables, ensure_ascii=False).encode()) < DOCUMENT_BYTES
