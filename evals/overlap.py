"""Likeness of the gold set to the project's own texts: the corpus, the demo comments, the prompts' examples."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import CountVectorizer

from alumusic.domain.text.folding import words
from alumusic.prompts import load_prompt
from evals.sample import Sample, read_rows
from local.stack.config import ROOT

# Comments of the gold set were written one by one, and any two of them have a likeness below 0.32. From 0.40 on, a
# pair shares a whole clause in which only names or numbers differ; below it, only stock phrases ("link na bio").
LIKENESS = 0.40
# A short comment within a long one has a low likeness. It counts as contained if the other text has half of its word
# triples.
CONTAINED, LEAST_TRIPLES = 0.5, 3
_SHOT = re.compile(r'^"(.+)" →', re.MULTILINE)


class Overlap(NamedTuple):
    id: str
    text: str
    other: str
    likeness: float
    """Jaccard index of character 4-grams within words."""
    contained: float
    """Share of the sample's word triples that occur in the other text."""

    @property
    def near_duplicate(self) -> bool:
        return self.likeness >= LIKENESS or self.contained >= CONTAINED


def project_texts(root: Path = ROOT) -> list[str]:
    """The texts that the stand-in is trained on, that the demo shows, and that the prompts use as examples."""
    files = [*sorted((root / "local/corpus").glob("*.jsonl")), *sorted((root / "local/demo").glob("*.jsonl"))]
    texts = [str(row["texto"]) for path in files for row in read_rows(path)]
    prompts = sorted((root / "functions/alumusic/prompts").glob("v*.md"))
    return texts + [shot for path in prompts for shot in _SHOT.findall(load_prompt(path.stem).instructions)]


def overlaps(samples: Sequence[Sample], others: Sequence[str]) -> list[Overlap]:
    """Each sample with the text most like it, in descending likeness."""
    ours, theirs = [_plain(sample.texto) for sample in samples], [_plain(text) for text in others]
    shared, own, foreign = _shared(ours, theirs, CountVectorizer(binary=True, analyzer="char_wb", ngram_range=(4, 4)))
    likeness = shared / np.maximum(own[:, None] + foreign[None, :] - shared, 1)
    triples = CountVectorizer(binary=True, ngram_range=(3, 3), token_pattern=r"\S+")
    shared, own, _ = _shared(ours, theirs, triples)
    contained = np.where(shared >= LEAST_TRIPLES, shared / np.maximum(own[:, None], 1), 0.0)
    nearest = np.maximum(likeness / LIKENESS, contained / CONTAINED).argmax(axis=1)
    found = [
        Overlap(sample.id, sample.texto, others[k], round(float(likeness[n, k]), 3), round(float(contained[n, k]), 3))
        for n, (sample, k) in enumerate(zip(samples, nearest.tolist(), strict=True))
    ]
    return sorted(found, key=lambda one: -max(one.likeness / LIKENESS, one.contained / CONTAINED))


def _plain(text: str) -> str:
    return " ".join(words(text))


def _shared(
    ours: list[str], theirs: list[str], grams: CountVectorizer
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """The number of grams that each pair shares, and the numbers of each of our and of their texts."""
    try:
        grams.fit(ours + theirs)
    except ValueError:  # no text is long enough for a single gram
        return np.zeros((len(ours), len(theirs)), int), np.zeros(len(ours), int), np.zeros(len(theirs), int)
    a, b = grams.transform(ours).astype(np.int64), grams.transform(theirs).astype(np.int64)
    return (a @ b.T).toarray(), np.asarray(a.sum(axis=1)).ravel(), np.asarray(b.sum(axis=1)).ravel()
