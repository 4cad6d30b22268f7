"""Feature extraction: named blocks of features; each model gives the blocks its own weights."""

from collections.abc import Mapping, Sequence
from typing import Any, Self

import numpy as np
from scipy import sparse

from local.standin.model.concepts import concepts
from local.standin.model.grams import Grams, characters, ends, words
from local.standin.model.lexicon import tag_words
from local.standin.model.signals import signals
from local.standin.model.text import Reading

Blocks = dict[str, Any]  # name → sparse matrix or dense array, one row a comment
Weights = Mapping[str, float]


class Features:
    def __init__(self) -> None:
        self.grams = {
            "words": Grams(words),
            "chars": Grams(characters, least=2),
            "ends": Grams(ends, least=2),
            "concepts": Grams(concepts, least=2),
        }

    def fit(self, readings: Sequence[Reading]) -> Self:
        for grams in self.grams.values():
            grams.fit(readings)
        return self

    def blocks(self, readings: Sequence[Reading]) -> Blocks:
        found: Blocks = {name: grams.transform(readings) for name, grams in self.grams.items()}
        found["signals"] = np.array([signals(r) for r in readings], dtype=np.float32)
        found["topics"] = np.array([_topics(r) for r in readings], dtype=np.float32)
        return found


def _topics(reading: Reading) -> list[float]:
    return [min(count, 2) / 2 for count in tag_words().count(reading.words).values()]


def weigh(blocks: Blocks, weights: Weights) -> sparse.csr_array:
    """The weighted blocks, joined into one matrix."""
    weighed = [sparse.csr_array(blocks[name] * np.float32(weight)) for name, weight in weights.items()]
    return sparse.csr_array(sparse.hstack(weighed, format="csr"))


def rows(blocks: Blocks, chosen: Any) -> Blocks:
    """`chosen`: an array of row numbers."""
    return {name: block[chosen] for name, block in blocks.items()}
