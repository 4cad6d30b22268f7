"""Metrics as functions of counts. Counts may have leading axes: one confusion matrix, or one per resample.

A confusion matrix has a row per true label and a column per answered label, plus a last column for no answer.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def ratio(part: Floats, whole: Floats) -> Floats:
    """0 where `whole` is 0."""
    part, whole = np.broadcast_arrays(part, whole)
    return np.divide(part, whole, out=np.zeros(part.shape), where=whole != 0)


def accuracy(confusion: Floats) -> Floats:
    return ratio(_hits(confusion).sum(-1), confusion.sum((-2, -1)))


def support(confusion: Floats) -> Floats:
    return np.asarray(confusion.sum(-1))


def precision(confusion: Floats) -> Floats:
    return ratio(_hits(confusion), confusion[..., :-1].sum(-2))


def recall(confusion: Floats) -> Floats:
    return ratio(_hits(confusion), support(confusion))


def f1(confusion: Floats) -> Floats:
    return ratio(2 * _hits(confusion), support(confusion) + confusion[..., :-1].sum(-2))


def macro_f1(confusion: Floats) -> Floats:
    """The unweighted mean over the classes that occur as a true or an answered label."""
    occurs = (support(confusion) + confusion[..., :-1].sum(-2)) > 0
    return ratio(f1(confusion).sum(-1), occurs.sum(-1).astype(float))


def weighted_f1(confusion: Floats) -> Floats:
    return ratio((f1(confusion) * support(confusion)).sum(-1), confusion.sum((-2, -1)))


def kappa(confusion: Floats) -> Floats:
    """Cohen's kappa. No answer is a label that no sample truly has. 1 if both sides always use the same one label."""
    total = confusion.sum((-2, -1))
    chance = ratio((support(confusion) * confusion[..., :-1].sum(-2)).sum(-1), total**2)
    agreed = accuracy(confusion)
    return np.where(chance == 1, agreed, ratio(agreed - chance, 1 - chance))


def f1_of(true_positives: Floats, false_positives: Floats, false_negatives: Floats) -> Floats:
    return ratio(2 * true_positives, 2 * true_positives + false_positives + false_negatives)


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """1 for two empty sets, since they agree."""
    return len(one & other) / len(one | other) if one | other else 1.0


def calibration_error(gaps: Floats, answered: Floats) -> Floats:
    """ECE from each bin's sum of (confidence - right) in the last axis. 1, the worst, if nothing was answered."""
    return np.where(answered > 0, ratio(np.abs(gaps).sum(-1), answered), 1.0)


def _hits(confusion: Floats) -> Floats:
    return np.diagonal(confusion[..., :-1], axis1=-2, axis2=-1)
