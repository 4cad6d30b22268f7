"""The words of a comment in its document: spread over several lists, each with its own index."""

from collections.abc import Iterable
from zlib import crc32

from alumusic.domain.text.folding import STOP_WORDS, words

# A comment's words are spread over lists: the emulator's time for one grows with the square of its length.
WORD_LISTS = 8


def word_list(word: str) -> str:
    """The field of a comment's document that holds the word, if the comment does."""
    return f"words_{crc32(word.encode()) % WORD_LISTS}"


def word_lists(texts: Iterable[str | None]) -> dict[str, list[str]]:
    """Distinct words of the texts without stop words, each in its list; lists without a word are left out."""
    found: dict[str, list[str]] = {}
    for word in sorted({word for text in texts if text for word in words(text)} - STOP_WORDS):
        found.setdefault(word_list(word), []).append(word)
    return found
