"""Text as it is compared and searched: lower case, no accents, no stop words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alumusic.domain.search import STOP_WORDS, WORD_LISTS, fold, word_list, word_lists, words


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("João DO CORETO", "joao do coreto"),
        ("Críticas, Dúvidas e SUGESTÕES", "criticas, duvidas e sugestoes"),
        ("coração", "coracao"),
        ("cora\u0063\u0327a\u0303o", "coracao"),
        ("ﬁnal", "final"),
        ("Straße", "strasse"),
        ("", ""),
    ],
)
def test_spellings_of_a_word_fold_to_one(written: str, folded: str) -> None:
    found = fold(written)

    assert found == folded


@pytest.mark.parametrize("written", ["𝐒𝐡𝐨𝐰", "𝓢𝓱𝓸𝔀", "Ｓｈｏｗ", "ⓈⒽⓄⓌ"])
def test_letters_in_costume_fold_too(written: str) -> None:
    found = fold(written)

    assert found == "show"


@settings(max_examples=40, deadline=None)
@given(st.text("aÉçß𝐀𝓫Ⓒ™№ﬁĲǅΣİ한ΰ", max_size=6))
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold(text)

    assert fold(once) == once


def test_words_are_letters_and_digits_without_punctuation() -> None:
    found = words("Que show!!! @Anabela, 10/10 — top_demais... (2024)")

    assert found == ["que", "show", "anabela", "10", "10", "top_demais", "2024"]


def test_stop_words_are_written_folded_so_that_they_can_match() -> None:
    folded = {fold(word) for word in STOP_WORDS}

    assert folded == STOP_WORDS


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=20) | st.none(), max_size=4))
def test_every_word_is_in_the_list_where_it_is_looked_for(texts: list[str | None]) -> None:
    found = word_lists(texts)

    wanted = {word for text in texts if text for word in words(text)} - STOP_WORDS
    assert {word for held in found.values() for word in held} == wanted
    assert all(word_list(word) == name for name, held in found.items() for word in held)
    assert all(held == sorted(set(held)) and held for held in found.values())


def test_words_spread_over_all_the_lists() -> None:
    found = word_lists([" ".join(f"palavra{n}" for n in range(400))])

    assert len(found) == WORD_LISTS
    assert max(map(len, found.values())) < 80
