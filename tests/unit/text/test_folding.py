"""Folded text for comparison and search: lower case, no accents, no stop words."""

import pytest

from alumusic.adapters.firestore.word_lists import WORD_LISTS, word_lists
from alumusic.domain.text.folding import STOP_WORDS, folded, words


@pytest.mark.parametrize(
    ("written", "expected"),
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
def test_spellings_of_a_word_fold_to_one(written: str, expected: str) -> None:
    found = folded(written)

    assert found == expected


@pytest.mark.parametrize("written", ["𝐒𝐡𝐨𝐰", "𝓢𝓱𝓸𝔀", "Ｓｈｏｗ", "ⓈⒽⓄⓌ"])
def test_letters_in_other_forms_fold_too(written: str) -> None:
    found = folded(written)

    assert found == "show"


def test_words_are_letters_and_digits_without_punctuation() -> None:
    found = words("Que show!!! @Anabela, 10/10 — top_demais... (2024)")

    assert found == ["que", "show", "anabela", "10", "10", "top_demais", "2024"]


def test_stop_words_are_written_folded_so_that_they_can_match() -> None:
    found = {folded(word) for word in STOP_WORDS}

    assert found == STOP_WORDS


def test_words_spread_over_all_the_lists() -> None:
    found = word_lists([" ".join(f"palavra{n}" for n in range(400))])

    assert len(found) == WORD_LISTS
    assert max(map(len, found.values())) < 80
