"""Compares modelling approaches and prints the tables of `docs/standin.md`.

Run it with `python -m local.standin.model.compare --gold PATH`. Corpus figures are cross-validated; gold comments are
used for measuring only. `distinct` leaves out the gold comments that resemble a comment of the corpus.
"""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.decomposition import TruncatedSVD
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
from sklearn.multiclass import OneVsRestClassifier
from sklearn.naive_bayes import ComplementNB
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC

from local.standin.model import corpus
from local.standin.model.classifier import TAG_FLOOR, Model, look
from local.standin.model.corpus import Example
from local.standin.model.features import Blocks, Features, Weights, rows, weigh
from local.standin.model.linear import logarithm
from local.standin.model.training import RECIPES, SENTIMENT, TAGS, Recipe, folds, learn, learn_tags, out_of_fold, train

_ALIKE = 0.6  # cosine similarity of character tf-idf from which two comments count as duplicates
_GRAMS = {"words": 1.0, "chars": 1.0}
_ALL = RECIPES[0].weights

APPROACHES: dict[str, tuple[Weights, Callable[[], Any]]] = {
    "complement naive Bayes, words": ({"words": 1}, lambda: ComplementNB(alpha=0.3)),
    "complement naive Bayes, words + letters": (_GRAMS, lambda: ComplementNB(alpha=0.3)),
    "logistic regression, words + letters": (
        _GRAMS,
        lambda: OneVsRestClassifier(LogisticRegression(C=10, solver="liblinear")),
    ),
    "linear SVC, words + letters": (_GRAMS, lambda: LinearSVC(C=0.3, random_state=0)),
    "latent semantics (200) + logistic regression": (
        _GRAMS,
        lambda: make_pipeline(TruncatedSVD(200, random_state=0), LogisticRegression(C=30, max_iter=500)),
    ),
    "linear SVC, signals and cues alone": ({"signals": 0.5}, lambda: LinearSVC(C=1, random_state=0)),
    "linear SVC, words + letters + concepts": (_GRAMS | {"concepts": 1}, lambda: LinearSVC(C=0.3, random_state=0)),
    "linear SVC, all blocks": (_ALL, lambda: LinearSVC(C=0.15, random_state=0)),
    "complement naive Bayes, words + ends + concepts": (RECIPES[1].weights, lambda: ComplementNB(alpha=0.3)),
}


class Ground(NamedTuple):
    """Corpus and gold set with their features. `distinct` marks gold comments unlike every corpus comment."""

    corpus: Sequence[Example]
    gold: Sequence[Example]
    blocks: Blocks
    gold_blocks: Blocks
    distinct: Any

    @classmethod
    def of(cls, examples: Sequence[Example], gold: Sequence[Example]) -> "Ground":
        seen, unseen = [look(e.texto) for e in examples], [look(e.texto) for e in gold]
        features = Features().fit(seen)
        blocks, gold_blocks = features.blocks(seen), features.blocks(unseen)
        alike = (gold_blocks["chars"] @ blocks["chars"].T).max(axis=1).toarray().ravel()
        return cls(examples, gold, blocks, gold_blocks, alike < _ALIKE)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m local.standin.model.compare", description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    ground = Ground.of(corpus.read(corpus.FOLDER.glob("*.jsonl")), corpus.read([parser.parse_args().gold]))
    print(f"{len(ground.corpus)} comments in the corpus, {len(ground.gold)} gold, {ground.distinct.sum()} distinct\n")
    print("| category | corpus acc. | corpus F1 | gold acc. | gold F1 | distinct acc. |\n|---|---|---|---|---|---|")
    for name, (weights, estimator) in APPROACHES.items():
        _say(name, *_category(ground, weights, estimator))
    ours = _served(ground)
    _say("**served: SVC + two naive Bayes, calibrated**", *_figures(ground, ours.seen[0], ours.gold[0], "categoria"))
    _sentiment(ground, ours)
    _tags(ground, ours)


class Served(NamedTuple):
    """Predictions of the served model: categories, tag scores. `seen` is the corpus, predicted out of fold."""

    seen: tuple[Any, Any]
    gold: tuple[Any, Any]
    model: Model


def _category(ground: Ground, weights: Weights, estimator: Callable[[], Any]) -> list[float]:
    seen, gold, labels = (
        weigh(ground.blocks, weights),
        weigh(ground.gold_blocks, weights),
        _labels(ground.corpus, "categoria"),
    )
    unseen = np.empty(len(labels), dtype=labels.dtype)
    for known, asked in folds(labels):
        unseen[asked] = estimator().fit(seen[known], labels[known]).predict(seen[asked])
    return _figures(ground, unseen, estimator().fit(seen, labels).predict(gold), "categoria")


def _served(ground: Ground) -> Served:
    model, labels = train(ground.corpus, "compared"), _labels(ground.corpus, "categoria")
    opinions = logarithm([out_of_fold(ground.blocks, labels, recipe) for recipe in RECIPES])
    chances = model.calibrated.chances({"opinions": opinions})
    gold_chances, _, gold_tags = model.scores([look(example.texto) for example in ground.gold])
    ground.blocks["category"], ground.gold_blocks["category"] = chances, gold_chances
    names = np.array(model.labels[0])
    return Served((names[chances.argmax(1)], None), (names[gold_chances.argmax(1)], gold_tags), model)


def _sentiment(ground: Ground, ours: Served) -> None:
    print("\n| sentiment | corpus acc. | corpus F1 | gold acc. | gold F1 | distinct acc. |\n|---|---|---|---|---|---|")
    recipes = {
        "linear SVC, all blocks": Recipe(_ALL, lambda: LinearSVC(C=0.15, random_state=0)),
        "linear SVC, all blocks + category": Recipe({"category": 2, **_ALL}, lambda: LinearSVC(C=0.15, random_state=0)),
        "**served: concepts + signals + category**": SENTIMENT,
    }
    labels, names = _labels(ground.corpus, "sentimento"), np.array(ours.model.labels[1])
    for name, recipe in recipes.items():
        unseen = names[out_of_fold(ground.blocks, labels, recipe).argmax(1)]
        gold = names[learn(ground.blocks, labels, recipe).scores(ground.gold_blocks).argmax(1)]
        unseen, gold = (
            np.where(ours.seen[0] == "SPAM", "NEUTRO", unseen),
            np.where(ours.gold[0] == "SPAM", "NEUTRO", gold),
        )
        _say(name, *_figures(ground, unseen, gold, "sentimento"))


def _tags(ground: Ground, ours: Served) -> None:
    print("\n| tags | corpus micro-F1 | gold micro-F1 | distinct micro-F1 |\n|---|---|---|---|")
    for name, weights in {
        "the lexicon alone": {"topics": 1.0},
        "words + letters": _GRAMS,
        "**served: words + letters + lexicon**": TAGS.weights,
    }.items():
        recipe, labels = Recipe(weights, TAGS.estimator), _labels(ground.corpus, "categoria")
        unseen = np.zeros((len(labels), len(ours.model.labels[2])))
        for known, asked in folds(labels):
            some = [ground.corpus[n] for n in known]
            one = learn_tags(rows(ground.blocks, known), some, ours.model.labels[2], recipe)
            unseen[asked] = one.scores(rows(ground.blocks, asked))
        gold = learn_tags(ground.blocks, ground.corpus, ours.model.labels[2], recipe).scores(ground.gold_blocks)
        _say(name, *_tag_figures(ground, ours, unseen, gold))


def _tag_figures(ground: Ground, ours: Served, unseen: Any, gold: Any) -> list[float]:
    codes = ours.model.labels[2]
    truth, gold_truth = (
        np.array([[c in e.tags for c in codes] for e in some]) for some in (ground.corpus, ground.gold)
    )
    given = (unseen > TAG_FLOOR) & (ours.seen[0] != "SPAM")[:, None]
    gold_given, distinct = (gold > TAG_FLOOR) & (ours.gold[0] != "SPAM")[:, None], ground.distinct
    pairs = ((truth, given), (gold_truth, gold_given), (gold_truth[distinct], gold_given[distinct]))
    return [f1_score(a, b, average="micro") for a, b in pairs]


def _labels(examples: Sequence[Example], field: str) -> Any:
    return np.array([getattr(example, field) for example in examples])


def _figures(ground: Ground, unseen: Any, gold: Any, field: str) -> list[float]:
    truth, gold_truth = _labels(ground.corpus, field), _labels(ground.gold, field)
    return [
        accuracy_score(truth, unseen),
        f1_score(truth, unseen, average="macro"),
        accuracy_score(gold_truth, gold),
        f1_score(gold_truth, gold, average="macro"),
        accuracy_score(gold_truth[ground.distinct], gold[ground.distinct]),
    ]


def _say(name: str, *figures: float) -> None:
    print(f"| {name} | {' | '.join(f'{figure:.3f}' for figure in figures)} |", flush=True)


if __name__ == "__main__":
    main()
