"""95 % intervals: seeded bootstrap for statistics of many samples, exact (Clopper-Pearson) for shares of few."""

from collections.abc import Callable

import numpy as np
from pydantic import BaseModel, ConfigDict
from scipy.stats import binomtest

from evals.metric import Floats

RESAMPLES = 2_000
SEED = 20_260_101
_LEVEL = 0.95

Statistic = Callable[[Floats], Floats]
"""Maps weights (resamples × samples: how often each sample was drawn) to one value per resample."""


class Figure(BaseModel):
    """A measured value, its 95 % interval, and the number of samples."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: float
    low: float
    high: float
    n: int


def resamples(n: int, rounds: int = RESAMPLES, seed: int = SEED) -> Floats:
    """Shape (rounds, n): how often each of `n` samples is drawn in a round of n draws with replacement."""
    drawn = np.random.default_rng(seed).integers(n, size=(rounds, n))
    flat = (drawn + n * np.arange(rounds)[:, None]).ravel()
    return np.bincount(flat, minlength=rounds * n).reshape(rounds, n).astype(float)


def bootstrapped(statistic: Statistic, weights: Floats) -> Figure:
    """Percentile interval. `weights` are those of `resamples`, shared by all figures of a run."""
    n = weights.shape[1]
    value = float(statistic(np.ones((1, n)))[0])
    tail = 50 * (1 - _LEVEL)
    low, high = np.percentile(statistic(weights), [tail, 100 - tail])
    return Figure(value=value, low=float(low), high=float(high), n=n)


def exact_share(successes: int, n: int) -> Figure:
    """Clopper-Pearson: correct also for a share near 0 or 1, where the bootstrap interval is too narrow."""
    if n == 0:
        return Figure(value=0.0, low=0.0, high=1.0, n=0)
    bounds = binomtest(successes, n).proportion_ci(_LEVEL, "exact")
    return Figure(value=successes / n, low=float(bounds.low), high=float(bounds.high), n=n)
