"""A trained linear model, reduced to its numbers: serving needs no scikit-learn, whose import alone takes a second."""

from typing import Any, NamedTuple

import numpy as np

from local.standin.model.features import Blocks


class Linear(NamedTuple):
    """Scores of the labels: each block times its slopes, plus `bias`. `sharpness` is how sure a unit of score is."""

    slopes: dict[str, Any]
    bias: Any
    sharpness: float = 1.0

    def scores(self, blocks: Blocks) -> Any:
        return sum(blocks[name] @ slopes for name, slopes in self.slopes.items()) + self.bias

    def chances(self, blocks: Blocks) -> Any:
        return softmax(self.scores(blocks) * self.sharpness)


def softmax(scores: Any) -> Any:
    grown = np.exp(scores - scores.max(axis=1, keepdims=True))
    return grown / grown.sum(axis=1, keepdims=True)


def logarithm(chances: Any) -> Any:
    """Of the mean of several models' chances; never of nothing."""
    return np.log(np.clip(np.mean(chances, axis=0), 1e-4, 1))
