"""Features besides n-grams: counts and positions of cues, capitals, question marks, emojis, amounts of money."""

import math
import re

from local.standin.model.lexicon import cues
from local.standin.model.text import Reading

_HEAD, _TAIL = 3, 4  # words
_AT_HEAD = ("ask", "wish", "imperative", "rhetoric", "selling", "negation", "positive", "negative", "orders")
_AT_TAIL = ("positive", "negative", "rhetoric", "wish")
_MARKS = (
    "xlink", "xemail", "xtelefone", "xdinheiro", "xperfil", "xriso", "xalegria", "xraiva", "xvenda", "xhashtag",
)  # fmt: skip
_CONSONANTS = re.compile(r"[bcdfghjklmnpqrstvwxyz]+")


def signals(reading: Reading) -> list[float]:
    count = cues().count(reading.words)
    return [*_cues(count, len(reading.tokens)), *_places(reading), *_form(reading), *_pairs(count, reading)]


def _cues(count: dict[str, int], tokens: int) -> list[float]:
    length = max(tokens, 1)
    found = [(min(n, 3) / 3, n > 0, min(4 * n / length, 1)) for n in count.values()]
    balance = count["positive"] - count["negative"]
    silent = count["positive"] == count["negative"] == 0
    return [float(value) for values in [*found, (balance / 3, balance > 0, balance < 0, silent)] for value in values]


def _places(reading: Reading) -> list[float]:
    found, tail = cues().find(reading.words), len(reading.words) - _TAIL
    at_head = {match.kind for match in found if match.end <= _HEAD}
    at_tail = {match.kind for match in found if match.start >= tail}
    return [float(kind in at_head) for kind in _AT_HEAD] + [float(kind in at_tail) for kind in _AT_TAIL]


def _form(reading: Reading) -> list[float]:
    raw, tokens = reading.raw, reading.tokens
    letters = [char for char in raw if char.isalpha()]
    capitals = sum(char.isupper() for char in letters) / max(len(letters), 1)
    shouted = any(word.isupper() and len(word) > 2 for word in raw.split())
    asks = ("?" in raw, raw.rstrip().endswith("?"), raw.count("?") > 1)
    calls = ("!" in raw, raw.count("!") > 1, "..." in raw or "…" in raw, '"' in raw, capitals > 0.6, shouted)
    length = (math.log1p(len(tokens)) / 5, len(tokens) <= 3, len(tokens) >= 25)
    return [float(value) for value in (*asks, *calls, *length, *(mark in tokens for mark in _MARKS), *_noise(reading))]


def _noise(reading: Reading) -> tuple[bool, bool, bool]:
    """Signs of random typing: few vowels, long runs of consonants."""
    letters = [char for char in reading.folded if char.isalpha()]
    vowels = sum(char in "aeiou" for char in letters) / max(len(letters), 1)
    run = max(map(len, _CONSONANTS.findall(reading.folded)), default=0)
    return bool(letters) and vowels < 0.3, run >= 5, not letters


def _pairs(count: dict[str, int], reading: Reading) -> list[float]:
    """Combinations of cues whose meaning differs from that of each cue."""
    asks, wishes = "?" in reading.raw, count["wish"] + count["imperative"] > 0
    off_topic = count["domain"] == 0
    return [
        float(pair)
        for pair in (
            off_topic,
            off_topic and len(reading.tokens) > 6,
            asks and count["ask"] > 0,
            asks and count["rhetoric"] > 0,
            asks and count["negative"] > 0,
            asks and wishes,
            wishes and not asks,
            count["positive"] > 0 and count["contrast"] > 0,
        )
    ]
