"""`agreement`: agreement of two independent labellings of the same comments."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from evals import metric
from evals.answer import Answer
from evals.sample import GOLD, Sample, read_rows
from evals.scorer import Scored, confusion

_LABELS = ("id", "texto", "categoria", "sentimento", "tags")


class Agreement(NamedTuple):
    samples: int
    category_kappa: float
    sentiment_kappa: float
    tag_jaccard: float
    category_differs: int
    sentiment_differs: int
    tags_differ: int


def first_labelling(folder: Path = GOLD) -> list[Sample]:
    """Every comment labelled twice, withdrawn ones too, with its first labels, before differences were settled."""
    rows = [row for name in ("gold", "injections", "withdrawn") for row in read_rows(folder / f"{name}.jsonl")]
    before: dict[str, dict[str, Any]] = {}
    for case in read_rows(folder / "settled.jsonl"):
        before.setdefault(case["id"], {})[case["field"]] = case["first"]
    return [Sample.model_validate({name: row[name] for name in _LABELS} | before.get(row["id"], {})) for row in rows]


def second_labelling(folder: Path = GOLD) -> dict[str, Answer]:
    rows = read_rows(folder / "second_labels.jsonl")
    return {row.pop("id"): Answer.model_validate(row) for row in rows}


def agreement(first: Sequence[Sample], second: Mapping[str, Answer]) -> Agreement:
    scored = Scored.of(first, second)
    weights = scored.answered[None, :]
    categories, sentiments = confusion(scored.categories, weights), confusion(scored.sentiments, weights)
    pairs = list(zip(scored.samples, scored.answers, strict=True))
    return Agreement(
        samples=int(weights.sum()),
        category_kappa=float(metric.kappa(categories)[0]),
        sentiment_kappa=float(metric.kappa(sentiments)[0]),
        tag_jaccard=float(metric.ratio(scored.tag_likeness.sum(), weights.sum())),
        category_differs=sum(s.categoria != a.categoria for s, a in pairs),
        sentiment_differs=sum(s.sentimento != a.sentimento for s, a in pairs),
        tags_differ=sum(set(s.tags) != set(a.tags) for s, a in pairs),
    )


def as_text(found: Agreement) -> str:
    return (
        f"{found.samples} comments labelled twice\n"
        f"category:  Cohen's kappa {found.category_kappa:.3f}, {found.category_differs} differ\n"
        f"sentiment: Cohen's kappa {found.sentiment_kappa:.3f}, {found.sentiment_differs} differ\n"
        f"tags:      mean Jaccard {found.tag_jaccard:.3f}, {found.tags_differ} sets differ\n"
    )
