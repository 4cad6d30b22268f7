"""Trains the stand-in's model. Needs scikit-learn, so nothing imports this module at start-up."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.naive_bayes import ComplementNB
from sklearn.svm import LinearSVC

from local.standin.model.classifier import Model, look
from local.standin.model.corpus import Example
from local.standin.model.features import Blocks, Features, Weights, rows, weigh
from local.standin.model.linear import Linear, logarithm

FOLDS = 5
_SVC_SHARPNESS = 2.0  # scales SVC margins to probabilities comparable with those of naive Bayes


class Recipe(NamedTuple):
    """How to train one model: feature blocks with their weights, estimator, sharpness of the scores."""

    weights: Weights
    estimator: Callable[[], Any]
    sharpness: float = 1.0


SVC = Recipe(
    {"words": 1, "chars": 1, "ends": 0.7, "concepts": 1, "signals": 0.3},
    lambda: LinearSVC(C=0.15, random_state=0),
    _SVC_SHARPNESS,
)
BAYES_OF_CONCEPTS = Recipe({"words": 1, "ends": 1, "concepts": 1}, lambda: ComplementNB(alpha=0.3))
BAYES_OF_LETTERS = Recipe({"words": 1, "chars": 1}, lambda: ComplementNB(alpha=0.3))
RECIPES = (SVC, BAYES_OF_CONCEPTS, BAYES_OF_LETTERS)
SENTIMENT = Recipe(
    {"category": 2, "concepts": 0.5, "signals": 0.3}, lambda: LinearSVC(C=0.15, random_state=0), _SVC_SHARPNESS
)
TAGS = Recipe({"words": 1, "chars": 1, "topics": 0.5}, lambda: LinearSVC(C=0.5, random_state=0))


def train(examples: Sequence[Example], version: str, recipes: Sequence[Recipe] = RECIPES) -> Model:
    readings = [look(example.texto) for example in examples]
    features = Features().fit(readings)
    blocks = features.blocks(readings)
    category = np.array([example.categoria for example in examples])
    sentiment = np.array([example.sentimento for example in examples])
    codes = sorted({code for example in examples for code in example.tags})
    unseen = [out_of_fold(blocks, category, recipe) for recipe in recipes]
    opinions = logarithm(unseen)
    calibrated = _calibrated(opinions, category)
    blocks["category"] = calibrated.chances({"opinions": opinions})
    return Model(
        version=version,
        features=features,
        members=[learn(blocks, category, recipe) for recipe in recipes],
        calibrated=calibrated,
        sentiment=learn(blocks, sentiment, SENTIMENT),
        tags=learn_tags(blocks, examples, codes),
        labels=(tuple(map(str, np.unique(category))), tuple(map(str, np.unique(sentiment))), tuple(codes)),
    )


def learn(blocks: Blocks, labels: Any, recipe: Recipe) -> Linear:
    estimator = recipe.estimator().fit(weigh(blocks, recipe.weights), labels)
    if isinstance(estimator, ComplementNB):
        return _linear(blocks, recipe, estimator.feature_log_prob_, np.zeros(1))
    return _linear(blocks, recipe, estimator.coef_, estimator.intercept_)


def _linear(blocks: Blocks, recipe: Recipe, coefficients: Any, bias: Any) -> Linear:
    """Splits the coefficients by block and multiplies in the block weights, which saves work for each comment."""
    widths = [blocks[name].shape[1] for name in recipe.weights]
    parts = np.split(coefficients, np.cumsum(widths)[:-1], axis=1)
    slopes = {
        name: np.ascontiguousarray(part.T * weight, dtype=np.float32)
        for (name, weight), part in zip(recipe.weights.items(), parts, strict=True)
    }
    return Linear(slopes, bias.astype(np.float32), recipe.sharpness)


def out_of_fold(blocks: Blocks, labels: Any, recipe: Recipe) -> Any:
    """Probabilities for each comment from a model trained without it."""
    chances = np.zeros((len(labels), len(np.unique(labels))))
    for seen, unseen in folds(labels):
        chances[unseen] = learn(rows(blocks, seen), labels[seen], recipe).chances(rows(blocks, unseen))
    return chances


def folds(labels: Any) -> list[tuple[Any, Any]]:
    return list(StratifiedKFold(FOLDS, shuffle=True, random_state=1).split(labels, labels))


def _calibrated(opinions: Any, labels: Any) -> Linear:
    """Calibrates the members' mean opinion, fitted on out-of-fold predictions."""
    fitted = LogisticRegression(C=0.3, max_iter=500).fit(opinions, labels)
    return Linear({"opinions": fitted.coef_.T}, fitted.intercept_)


def learn_tags(blocks: Blocks, examples: Sequence[Example], codes: Sequence[str], recipe: Recipe = TAGS) -> Linear:
    """One-versus-rest models, one a tag code, stacked into one `Linear`."""
    chosen = weigh(blocks, recipe.weights)
    fitted = [recipe.estimator().fit(chosen, [code in example.tags for example in examples]) for code in codes]
    coefficients, bias = np.vstack([one.coef_ for one in fitted]), np.concatenate([one.intercept_ for one in fitted])
    return _linear(blocks, recipe, coefficients, bias)
