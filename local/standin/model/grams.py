"""Tf-idf over n-grams of any kind. Replaces scikit-learn's, whose input checks are slow for ten comments."""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise

import numpy as np
from scipy import sparse

from local.standin.model.text import Reading

Analyse = Callable[[Reading], list[str]]


class Grams:
    """`least` is the least number of comments that a gram must occur in to become a feature."""

    def __init__(self, analyse: Analyse, least: int = 1) -> None:
        self.analyse, self.least = analyse, least
        self.known: dict[str, int] = {}
        self.rarity: list[float] = []

    def fit(self, readings: Sequence[Reading]) -> None:
        occurs = Counter(gram for reading in readings for gram in set(self.analyse(reading)))
        kept = sorted(gram for gram, count in occurs.items() if count >= self.least)
        self.known = {gram: number for number, gram in enumerate(kept)}
        self.rarity = [math.log((1 + len(readings)) / (1 + occurs[gram])) + 1 for gram in kept]

    def transform(self, readings: Sequence[Reading]) -> sparse.csr_array:
        data: list[float] = []
        columns: list[int] = []
        ends = [0]
        for reading in readings:
            counted = Counter(number for gram in self.analyse(reading) if (number := self.known.get(gram)) is not None)
            values = [(1 + math.log(count)) * self.rarity[number] for number, count in counted.items()]
            length = math.hypot(*values) or 1.0
            data += [value / length for value in values]
            columns += counted
            ends.append(len(data))
        shape = (len(readings), len(self.known))
        return sparse.csr_array(
            (np.array(data, dtype=np.float32), np.array(columns, dtype=np.int32), np.array(ends, dtype=np.int32)),
            shape=shape,
        )


def characters(reading: Reading) -> list[str]:
    """Grams of two to five characters inside each word, with a space at both ends."""
    words = [f" {token} " for token in reading.tokens]
    return [word[i : i + n] for word in words for n in range(2, 6) for i in range(len(word) - n + 1)]


def words(reading: Reading) -> list[str]:
    tokens = reading.tokens
    return [*tokens, *(f"{a}_{b}" for a, b in pairwise(tokens))]


# Longest first: `stem` removes the first that fits.
_WRITTEN_ENDINGS = """issimos issimas issimo issima mente inhos inhas acoes inho inha acao ando endo indo aram eram iram
    aria eria ados adas idos idas avam ado ada ido ida ava ar er ir ei ou am em as os es a o e s"""
_ENDINGS = _WRITTEN_ENDINGS.split()


@cache
def stem(word: str) -> str:
    """A rough stem that is equal for most forms of a word."""
    if len(word) < 5 or word.startswith("x"):
        return word
    fits = (end for end in _ENDINGS if word.endswith(end) and len(word) - len(end) >= 3)
    return word.removesuffix(next(fits, ""))


def ends(reading: Reading) -> list[str]:
    """Stems, and the first and last words, which often mark a request or a question."""
    tokens = reading.tokens
    stems = [f"~{stem(token)}" for token in tokens]
    if not tokens:
        return stems
    first, last = (f"^{'_'.join(tokens[:n])}" for n in (1, 2, 3)), (f"{'_'.join(tokens[-n:])}$" for n in (1, 2))
    return [*stems, *first, *last, f"^…{tokens[0][-2:]}"]
