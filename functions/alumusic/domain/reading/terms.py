"""Words and phrases of a search, and whether a comment contains them."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from alumusic.domain.text.folding import words

SEARCHED = ("text", "artist", "album", "song")
_QUOTES = str.maketrans("“”„«»", '"""""')
_PARTS = re.compile(r'"([^"]*)"?|([^"]+)')


class Terms(NamedTuple):
    """A match contains all words and all phrases. A phrase is a sequence of words in one field."""

    words: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...]

    @property
    def every(self) -> tuple[str, ...]:
        """All words, including those of phrases."""
        return (*self.words, *(word for phrase in self.phrases for word in phrase))

    def found_in(self, document: Mapping[str, Any]) -> bool:
        fields = [words(document[name]) for name in SEARCHED if document.get(name)]
        known = {word for field in fields for word in field}
        if not known.issuperset(self.words):
            return False
        lines = [_line(field) for field in fields]
        return all(any(_line(phrase) in line for line in lines) for phrase in self.phrases)


def terms_of(search: str) -> Terms:
    """An unclosed quote extends to the end. A phrase of one word counts as a word."""
    loose: list[str] = []
    phrases: list[tuple[str, ...]] = []
    for quoted, plain in _PARTS.findall(search.translate(_QUOTES)):
        phrase = tuple(words(quoted))
        if len(phrase) > 1:
            phrases.append(phrase)
        loose += words(plain) + list(phrase if len(phrase) == 1 else ())
    return Terms(tuple(dict.fromkeys(loose)), tuple(dict.fromkeys(phrases)))


def _line(found: "list[str] | tuple[str, ...]") -> str:
    return f" {' '.join(found)} "
