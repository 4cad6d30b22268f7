"""Positions of a search's matches in a text, in UTF-16 code units, as JavaScript counts."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from alumusic.domain.reading.terms import Terms
from alumusic.domain.text.folding import WORD, folded

_Span = tuple[int, int]


class _Word(NamedTuple):
    """A folded word, and its range in the original text."""

    folded: str
    start: int
    end: int


def highlights(text: str, terms: Terms) -> tuple[_Span, ...]:
    """[start, end) of every matched word and phrase, in order; overlapping matches are merged."""
    found = _words(text)
    texts = [word.folded for word in found]
    loose = set(terms.words)
    spans = [(word.start, word.end) for word in found if word.folded in loose]
    for phrase in terms.phrases:
        size = len(phrase)
        for at in range(len(texts) - size + 1):
            if tuple(texts[at : at + size]) == phrase:
                spans.append((found[at].start, found[at + size - 1].end))
    units = _units(text)
    return tuple((units[start], units[end]) for start, end in _joined(sorted(spans)))


def _words(text: str) -> list[_Word]:
    pieces = [_fold_one(char) for char in text]
    origin = [at for at, piece in enumerate(pieces) for _ in piece]
    return [
        _Word(match[0], origin[match.start()], _with_marks(text, origin[match.end() - 1] + 1))
        for match in WORD.finditer("".join(pieces))
    ]


@lru_cache(4096)
def _fold_one(char: str) -> str:
    """Folding works per character: normalisation reorders only combining marks, and folding removes them."""
    return folded(char)


def _with_marks(text: str, end: int) -> int:
    """Includes combining marks: an accent that is a character of its own belongs to the letter before it."""
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end


def _joined(spans: list[_Span]) -> Iterator[_Span]:
    last: _Span | None = None
    for start, end in spans:
        if last and start < last[1]:
            last = (last[0], max(last[1], end))
            continue
        if last:
            yield last
        last = (start, end)
    if last:
        yield last


def _units(text: str) -> list[int]:
    """UTF-16 offset of every index into the text."""
    units = [0]
    for char in text:
        units.append(units[-1] + (2 if ord(char) > 0xFFFF else 1))
    return units
