"""The searchable words of a comment in its document, spread over several indexed lists."""

from collections.abc import Iterable
from zlib import crc32

from alumusic.domain.text.folding import STOP_WORDS, words

# Several lists instead of one: the emulator's time for a list grows with the square of its length.
WORD_LISTS = 8


def word_list(word: str) -> str:
    """The document field that holds `word` if the comment contains it."""
    return f"words_{crc32(word.encode()) % WORD_LISTS}"


def word_lists(texts: Iterable[str | None]) -> dict[str, list[str]]:
    """The distinct words of the texts, without stop words, by list. Empty lists are left out."""
    found: dict[str, list[str]] = {}
    for word in sorted({word for text in texts if text for word in words(text)} - STOP_WORDS):
        found.setdefault(word_list(word), []).append(word)
    return found
