"""A trained linear model as plain arrays. Serving needs no scikit-learn, whose import takes a second."""

from typing import Any, NamedTuple

import numpy as np

from local.standin.model.features import Blocks


class Linear(NamedTuple):
    """Label scores: each block times its slopes, plus `bias`. `sharpness` scales scores before the softmax."""

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
    """Logarithm of the mean of several models' probabilities, clipped below so that it is finite."""
    return np.log(np.clip(np.mean(chances, axis=0), 1e-4, 1))
