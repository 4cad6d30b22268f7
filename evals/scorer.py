"""Scores answers against samples: arrays of each sample's contribution to each count, which metrics weight and sum."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from alumusic.domain.comments.classification import Category, Sentiment
from alumusic.domain.comments.tags import CATALOGUE
from evals.answer import NO_ANSWER, Answer
from evals.metric import Floats, jaccard
from evals.sample import Sample

CATEGORIES = tuple(Category)
SENTIMENTS = tuple(Sentiment)
BINS = 10  # bins of confidence, each 0.1 wide


@dataclass(frozen=True)
class Scored:
    """Samples and their answers, in the same order. A sample without an answer is included, as wrong."""

    samples: tuple[Sample, ...]
    answers: tuple[Answer, ...]

    @classmethod
    def of(cls, samples: Sequence[Sample], answers: Mapping[str, Answer]) -> "Scored":
        return cls(tuple(samples), tuple(answers.get(sample.id, NO_ANSWER) for sample in samples))

    @cached_property
    def categories(self) -> Floats:
        """Samples × cells of the confusion matrix: 1 in the sample's cell, else 0."""
        pairs = [(s.categoria, a.categoria) for s, a in zip(self.samples, self.answers, strict=True)]
        return _cells(pairs, CATEGORIES)

    @cached_property
    def sentiments(self) -> Floats:
        pairs = [(s.sentimento, a.sentimento) for s, a in zip(self.samples, self.answers, strict=True)]
        return _cells(pairs, SENTIMENTS)

    @cached_property
    def right(self) -> Floats:
        return np.array(
            [s.categoria == a.categoria for s, a in zip(self.samples, self.answers, strict=True)], dtype=float
        )

    @cached_property
    def answered(self) -> Floats:
        return np.array([a.categoria is not None for a in self.answers], dtype=float)

    @cached_property
    def true_tags(self) -> Floats:
        return _marks([sample.tags for sample in self.samples])

    @cached_property
    def answered_tags(self) -> Floats:
        return _marks([answer.tags for answer in self.answers])

    @cached_property
    def tag_likeness(self) -> Floats:
        """Jaccard index of each sample's true and answered tags; 0 without an answer."""
        pairs = zip(self.samples, self.answers, strict=True)
        return np.array([jaccard(frozenset(s.tags), frozenset(a.tags)) for s, a in pairs]) * self.answered

    @cached_property
    def confidences(self) -> Floats:
        return np.array([answer.confianca or 0.0 for answer in self.answers])

    @cached_property
    def bins(self) -> Floats:
        """Samples × bins of confidence; an unanswered sample is in no bin."""
        which = np.minimum((self.confidences * BINS).astype(int), BINS - 1)
        return np.asarray(np.eye(BINS)[which] * self.answered[:, None])


def confusion(cells: Floats, weights: Floats) -> Floats:
    """One confusion matrix per row of weights."""
    labels = int(np.sqrt(cells.shape[1]))  # labels * (labels + 1) cells
    return np.asarray(weights @ cells).reshape(-1, labels, labels + 1)


def _cells(pairs: Sequence[tuple[str, str | None]], labels: Sequence[str]) -> Floats:
    place: dict[str | None, int] = {label: n for n, label in enumerate(labels)}
    width = len(labels) + 1
    codes = [place[truth] * width + place.get(answer, len(labels)) for truth, answer in pairs]
    return np.eye(len(labels) * width)[codes]


def _marks(tags: Sequence[Sequence[str]]) -> Floats:
    return np.array([[code in found for code in CATALOGUE] for found in tags], dtype=float).reshape(-1, len(CATALOGUE))
