"""Highlights are [start, end) in UTF-16 code units of the original text."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alumusic.domain.reading.highlights import highlights
from alumusic.domain.reading.terms import Terms, terms_of
from alumusic.domain.text.folding import folded, words

letters = st.text("aeoAÉçã \u0301\u0303💚𝓼ﬁ½ﷺ'_1.-", max_size=30) | st.text(max_size=30)


def cut(text: str, search: str) -> list[str]:
    """The result of JavaScript's `slice`."""
    raw = text.encode("utf-16-le", "surrogatepass")
    return [
        raw[2 * start : 2 * end].decode("utf-16-le", "surrogatepass")
        for start, end in highlights(text, terms_of(search))
    ]


@pytest.mark.parametrize(
    ("text", "search", "shown"),
    [
        ("Que show! O SHOW do ano", "show", ["show", "SHOW"]),
        ("💚💚 canção 💚", "cancao", ["canção"]),
        ("a canc\u0327a\u0303o nova", "canção", ["canc\u0327a\u0303o"]),
        ("show\u0301 bom", "show", ["show\u0301"]),
        ("o ﬁnal foi bom", "final", ["ﬁnal"]),
        ("um 𝓼𝓱𝓸𝔀 e tanto", "show", ["𝓼𝓱𝓸𝔀"]),
        ("Straße", "strasse", ["Straße"]),
        ("shows e showzaço", "show", []),
        ("o som, da voz", '"som da voz"', ["som, da voz"]),
        ("som da som da voz", '"som da voz"', ["som da voz"]),
        ("show do show", '"show do show" show', ["show do show"]),
        ("nada aqui", "show", []),
    ],
)
def test_each_hit_is_shown_as_written(text: str, search: str, shown: list[str]) -> None:
    assert cut(text, search) == shown


@settings(max_examples=200, deadline=None)
@given(letters)
def test_a_text_folds_character_by_character(text: str) -> None:
    assert "".join(map(folded, text)) == folded(text)


@settings(max_examples=200, deadline=None)
@given(letters, st.data())
def test_every_word_of_a_text_is_highlighted_whole(text: str, data: st.DataObject) -> None:
    found = words(text)
    if not found:
        return
    word = data.draw(st.sampled_from(found))

    pieces = cut(text, f'"{word}"')

    assert pieces
    assert all(word in words(piece) for piece in pieces)


@settings(max_examples=200, deadline=None)
@given(letters, st.lists(st.sampled_from(["a", "e", "cao", "1"]), max_size=2))
def test_highlights_are_in_order_apart_and_cut_no_character(text: str, wanted: list[str]) -> None:
    found = highlights(text, Terms(tuple(wanted), (("a", "e"),)))

    units = [0]
    for char in text:
        units.append(units[-1] + len(char.encode("utf-16-le", "surrogatepass")) // 2)
    edges = [edge for span in found for edge in span]
    assert edges == sorted(edges)
    assert set(edges) <= set(units)
    assert all(start < end for start, end in found)
    marks = {units[n] for n, char in enumerate(text) if unicodedata.combining(char)}
    assert not marks & {end for _, end in found}
