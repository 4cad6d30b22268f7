"""Folding is idempotent, and every word is in the list that the search looks in."""

from hypothesis import given, settings
from hypothesis import strategies as st

from alumusic.adapters.firestore.word_lists import word_list, word_lists
from alumusic.domain.text.folding import STOP_WORDS, folded, words


@settings(max_examples=40, deadline=None)
@given(st.text("aÉçß𝐀𝓫Ⓒ™№ﬁĲǅΣİ한ΰ", max_size=6))
def test_letters_of_many_forms_fold_the_same_the_second_time(text: str) -> None:
    once = folded(text)

    assert folded(once) == once


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=20) | st.none(), max_size=4))
def test_every_word_is_in_the_list_where_it_is_looked_for(texts: list[str | None]) -> None:
    found = word_lists(texts)

    wanted = {word for text in texts if text for word in words(text)} - STOP_WORDS
    assert {word for held in found.values() for word in held} == wanted
    assert all(word_list(word) == name for name, held in found.items() for word in held)
    assert all(held == sorted(set(held)) and held for held in found.values())
