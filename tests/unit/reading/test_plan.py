"""Query plans: conditions that an index answers, and conditions compared in memory."""

from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from alumusic.domain.comments.classification import Category
from alumusic.domain.reading.filter import CommentFilter, Order
from alumusic.domain.reading.plan import MOST_DISJUNCTIONS, Choice, plan
from alumusic.domain.reading.terms import Terms, terms_of


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"categoria": ["ELOGIO", "SPAM"], "sentimento": ["NEUTRO"], "status": ["CONCLUIDO"]},
        {"artista": ["Anitta"], "revisado": False, "confianca_min": 0.2, "de": datetime(2026, 5, 1, tzinfo=UTC)},
        {"tag": ["show_som", "show_preco"], "categoria": ["CRÍTICA"]},
        {"candidata": ["show_luz"]},
        {"busca": "Coração"},
        {"busca": '"coração"', "lote": ["a", "b"]},
    ],
)
def test_some_filters_are_answered_by_indexes_alone(given: dict[str, Any]) -> None:
    found = plan(CommentFilter(**given))

    assert found.exact


@pytest.mark.parametrize(
    "given",
    [
        {"busca": "show incrível"},
        {"busca": "o"},
        {"busca": '"o que é"'},
        {"busca": "show", "tag": ["show_som"]},
        {"tag": ["show_som"], "candidata": ["show_luz"]},
        {"modelo": [f"m{n}" for n in range(31)]},
        {"tag": [f"t{n}" for n in range(31)]},
        {"categoria": ["ELOGIO", "SPAM", "DÚVIDA", "CRÍTICA"], "modelo": [f"m{n}" for n in range(8)]},
    ],
)
def test_other_filters_are_compared_with_the_documents_read(given: dict[str, Any]) -> None:
    found = plan(CommentFilter(**given))

    assert not found.exact


def test_the_disjunctions_stay_within_what_the_store_takes() -> None:
    found = plan(
        CommentFilter(
            tag=("a", "b"), category=(Category.PRAISE, Category.SPAM), model=tuple(f"m{n}" for n in range(10))
        )
    )

    asked = found.indexed(0)

    sizes = [len(asked.array.values) if asked.array else 1, *(len(choice.values) for choice in asked.choices)]
    assert asked.choices == (Choice("category", ("ELOGIO", "SPAM")),)
    assert sizes[0] * sizes[1] <= MOST_DISJUNCTIONS


def test_names_are_compared_folded() -> None:
    found = plan(CommentFilter(artist=("LUÍSA Sonza",), album=("Refrão",)))

    assert found.choices == (Choice("artist_key", ("luisa sonza",)), Choice("album_key", ("refrao",)))


@pytest.mark.parametrize(
    ("order", "ranges", "sorts"),
    [
        (Order.NEWEST, {}, [("received_at", True)]),
        (Order.NEWEST, {"de": datetime(2026, 5, 1, tzinfo=UTC)}, [("received_at", True)]),
        (Order.NEWEST, {"confianca_min": 0.5}, [("received_at", True), ("confidence", True)]),
        (Order.LEAST_CERTAIN, {"confianca_min": 0.5}, [("confidence", False)]),
        (
            Order.LEAST_CERTAIN,
            {"ate": datetime(2026, 5, 1, tzinfo=UTC)},
            [("confidence", False), ("received_at", False)],
        ),
        (Order.MOST_CERTAIN, {"ate": datetime(2026, 5, 1, tzinfo=UTC)}, [("confidence", True), ("received_at", True)]),
    ],
)
def test_a_range_on_the_other_field_joins_the_order(order: Order, ranges: Any, sorts: list[tuple[str, bool]]) -> None:
    found = plan(CommentFilter(**ranges), order).indexed(0).sorts

    assert list(found) == sorts


@pytest.mark.parametrize(
    ("search", "words", "phrases"),
    [
        ("Que SHOW!", ("que", "show"), ()),
        ('o "show de bola" foi', ("o", "foi"), (("show", "de", "bola"),)),
        ('"Coração"', ("coracao",), ()),
        ("“som da voz”", (), (("som", "da", "voz"),)),
        ('show "som da', ("show",), (("som", "da"),)),
        ("rock'n'roll", ("rock", "n", "roll"), ()),
        ("show show", ("show",), ()),
        ('""', (), ()),
    ],
)
def test_a_search_is_words_and_phrases(search: str, words: tuple[str, ...], phrases: tuple[Any, ...]) -> None:
    found = terms_of(search)

    assert found == Terms(words, phrases)


@pytest.mark.parametrize(
    ("search", "fits"),
    [
        ("incrivel SHOW", True),
        ("show anitta versions", True),
        ("sho", False),
        ('"foi incrível"', True),
        ('"incrível foi"', False),
        ('"incrível anitta"', False),
        ('"o show" anitta', True),
    ],
)
def test_a_phrase_stands_in_one_field_and_words_anywhere(search: str, fits: bool) -> None:
    document = {"text": "O show foi incrível", "artist": "Anitta", "album": "Versions of Me", "song": None}

    found = terms_of(search).found_in(document)

    assert found is fits


def test_a_bare_date_is_a_day_of_sao_paulo() -> None:
    found = CommentFilter.model_validate({"de": "2026-05-01", "ate": "2026-05-01"})

    assert found.since == datetime(2026, 5, 1, 3, tzinfo=UTC)
    assert found.until == datetime(2026, 5, 2, 3, tzinfo=UTC)


def test_a_plus_that_the_address_lost_is_understood() -> None:
    found = CommentFilter.model_validate({"de": "2026-05-01T10:00:00 02:00"})

    assert found.since == datetime(2026, 5, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    "value", ["2026-02-30", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00", "ontem", "2026-05-01T10:00:00"]
)
def test_an_invalid_moment_is_refused(value: str) -> None:
    with pytest.raises(ValidationError):
        CommentFilter.model_validate({"de": value})


@pytest.mark.parametrize(
    ("value", "meant"), [("sim", True), ("Não", False), ("nao", False), ("true", True), ("0", False)]
)
def test_reviewed_is_yes_or_no(value: str, meant: bool) -> None:
    assert CommentFilter.model_validate({"revisado": value}).reviewed is meant
