"""The report of a run: all measurements in one model, from which the text, the JSON and the page are made."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

import numpy as np
from pydantic import AwareDatetime, BaseModel, ConfigDict

from alumusic.domain.comments.classification import Category
from alumusic.domain.comments.tags import CATALOGUE
from evals import metric
from evals.answer import Answer
from evals.gate import Gate
from evals.interval import RESAMPLES, SEED, Figure
from evals.report.figures import measure, measure_flips, measure_injections
from evals.sample import GoldSet, Sample
from evals.scorer import BINS, Scored, confusion
from evals.usage import Usage

Matrix = list[list[int]]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Item(_Part):
    sample: Sample
    answer: Answer
    other_orders: tuple[Category | None, ...] = ()
    """The categories answered in the other passes, whose order of sending differs."""

    @property
    def right(self) -> bool:
        return self.sample.categoria == self.answer.categoria


class TagRow(_Part):
    tag: str
    support: int
    answered: int
    precision: float
    recall: float
    f1: float


class Bin(_Part):
    """Answers with a confidence in [low, low + 0.1)."""

    low: float
    count: int
    confidence: float
    accuracy: float


class Report(_Part):
    made_at: AwareDatetime
    model: str
    prompt_version: str
    stand_in: bool
    """Whether the project's stand-in answered instead of the model."""
    gold_sha256: str
    limited: bool
    """Whether only a part of the gold set was sent; floors are then shown, not enforced."""
    shuffles: int
    bootstrap_resamples: int = RESAMPLES
    bootstrap_seed: int = SEED
    figures: dict[str, Figure]
    confusion: Matrix
    sentiment_confusion: Matrix
    tags: list[TagRow]
    calibration: list[Bin]
    usage: Usage
    gates: list[Gate]
    items: list[Item]
    injections: list[Item]

    @property
    def passed(self) -> bool:
        if self.limited:
            return self.figures["answered"].value > 0
        return all(gate.passed for gate in self.gates)

    @property
    def answered_by(self) -> str:
        return f"the local stand-in, in the place of {self.model}" if self.stand_in else self.model

    @classmethod
    def read(cls, path: Path) -> Self:
        return cls.model_validate_json(path.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Run:
    """The results of a run. `passes` has the answers of the first pass, then those of each shuffled one."""

    gold_set: GoldSet
    passes: list[dict[str, Answer]]
    usage: Usage
    model: str
    prompt_version: str
    stand_in: bool
    limited: bool


def figures_of(run: Run) -> dict[str, Figure]:
    gold, injections = run.gold_set
    figures = measure(Scored.of(gold, run.passes[0])) | measure_injections(Scored.of(injections, run.passes[0]))
    if len(run.passes) > 1:
        figures["flip_rate"] = measure_flips([Scored.of(gold, answers).answers for answers in run.passes])
    return figures


def report_of(run: Run, figures: dict[str, Figure], gates: list[Gate], made_at: datetime) -> Report:
    gold = run.gold_set.gold
    scored = Scored.of(gold, run.passes[0])
    every = np.ones((1, len(gold)))
    return Report(
        made_at=made_at,
        model=run.model,
        prompt_version=run.prompt_version,
        stand_in=run.stand_in,
        gold_sha256=fingerprint(gold),
        limited=run.limited,
        shuffles=len(run.passes) - 1,
        figures=figures,
        confusion=confusion(scored.categories, every)[0].astype(int).tolist(),
        sentiment_confusion=confusion(scored.sentiments, every)[0].astype(int).tolist(),
        tags=_tag_rows(scored),
        calibration=_bins(scored),
        usage=run.usage,
        gates=gates,
        items=_items(gold, run.passes),
        injections=_items(run.gold_set.injections, run.passes),
    )


def fingerprint(samples: Sequence[Sample]) -> str:
    """A hash of texts and labels: runs with the same hash used the same gold set."""
    return hashlib.sha256("\n".join(sample.model_dump_json() for sample in samples).encode()).hexdigest()


def _items(samples: Sequence[Sample], passes: Sequence[dict[str, Answer]]) -> list[Item]:
    in_order = [Scored.of(samples, answers).answers for answers in passes]
    return [
        Item(sample=sample, answer=first, other_orders=tuple(answer.categoria for answer in others))
        for sample, first, *others in zip(samples, *in_order, strict=True)
    ]


def _tag_rows(scored: Scored) -> list[TagRow]:
    truth, answered = scored.true_tags, scored.answered_tags
    hits, answers, support = (truth * answered).sum(0), answered.sum(0), truth.sum(0)
    precision, recall = metric.ratio(hits, answers), metric.ratio(hits, support)
    f1 = metric.f1_of(hits, answers - hits, support - hits)
    return [
        TagRow(tag=tag, support=int(s), answered=int(a), precision=float(p), recall=float(r), f1=float(f))
        for tag, s, a, p, r, f in zip(CATALOGUE, support, answers, precision, recall, f1, strict=True)
    ]


def _bins(scored: Scored) -> list[Bin]:
    counts = scored.bins.sum(0)
    confidence = metric.ratio(scored.confidences @ scored.bins, counts)
    accuracy = metric.ratio(scored.right @ scored.bins, counts)
    return [
        Bin(low=n / BINS, count=int(counts[n]), confidence=float(confidence[n]), accuracy=float(accuracy[n]))
        for n in range(BINS)
    ]
