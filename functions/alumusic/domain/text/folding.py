"""How text is reduced to search terms: lower case, no accents, no Portuguese stop words."""

import re
import unicodedata
from collections.abc import Iterable
from itertools import filterfalse
from zlib import crc32

WORD = re.compile(r"[^\W_]+(?:_[^\W_]+)*")
# A comment's words are spread over lists: the emulator's time for one grows with the square of its length.
WORD_LISTS = 8
STOP_WORDS = frozenset(
    [
        "a",
        "ao",
        "aos",
        "as",
        "com",
        "como",
        "da",
        "das",
        "de",
        "do",
        "dos",
        "e",
        "em",
        "entre",
        "era",
        "essa",
        "esse",
        "esta",
        "este",
        "eu",
        "foi",
        "ha",
        "isso",
        "isto",
        "ja",
        "la",
        "lhe",
        "mais",
        "mas",
        "me",
        "meu",
        "minha",
        "na",
        "nas",
        "nem",
        "no",
        "nos",
        "o",
        "os",
        "ou",
        "para",
        "pela",
        "pelo",
        "por",
        "pra",
        "pro",
        "que",
        "quem",
        "se",
        "sem",
        "ser",
        "seu",
        "sua",
        "so",
        "tambem",
        "te",
        "tem",
        "um",
        "uma",
        "voce",
        "vc",
    ]
)


def folded(text: str) -> str:
    """Lower case, without accents: how two spellings of a word are compared."""
    # Once more after folding the case: letters in costume (𝓼𝓱𝓸𝔀) only then show what they are.
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(filterfalse(unicodedata.combining, plain))


def words(text: str) -> list[str]:
    return WORD.findall(folded(text))


def word_list(word: str) -> str:
    """The field of a comment's document that holds the word, if the comment does."""
    return f"words_{crc32(word.encode()) % WORD_LISTS}"


def word_lists(texts: Iterable[str | None]) -> dict[str, list[str]]:
    """Distinct words of the texts without stop words, each in its list; lists without a word are left out."""
    found: dict[str, list[str]] = {}
    for word in sorted({word for text in texts if text for word in words(text)} - STOP_WORDS):
        found.setdefault(word_list(word), []).append(word)
    return found
