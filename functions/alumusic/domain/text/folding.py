"""Folding of text for search: lower case, no accents; and the Portuguese stop words."""

import re
import unicodedata
from itertools import filterfalse

WORD = re.compile(r"[^\W_]+(?:_[^\W_]+)*")
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
    """Lower case without accents, for comparing two spellings of a word."""
    # Normalise twice: case folding can expose further compatibility characters (𝓼𝓱𝓸𝔀).
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(filterfalse(unicodedata.combining, plain))


def words(text: str) -> list[str]:
    return WORD.findall(folded(text))
