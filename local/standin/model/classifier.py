"""The stand-in's trained model: predicts category, sentiment, tags and confidence from n-grams and cues."""

import hashlib
import pickle
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from alumusic.domain.text.masking import mask
from local.standin.model import corpus
from local.standin.model.features import Features
from local.standin.model.linear import Linear, logarithm
from local.standin.model.text import Reading, read

TAG_FLOOR = -0.4  # least score of a tag; gives the best micro-F1 in cross-validation on the corpus
_MOST_TAGS, _EVIDENCE_WORDS = 4, 6  # as the prompt asks


class Verdict(NamedTuple):
    """The classification of one comment; field names are those of the model's reply."""

    evidencia: str
    categoria: str
    sentimento: str
    tags: list[str]
    confianca: float


_EMPTY = Verdict("", "SPAM", "NEUTRO", [], 0.5)  # for a text without letters, digits or emojis


@dataclass(frozen=True)
class Model:
    """`labels` are the categories, sentiments and tag codes, in the column order of the scores."""

    version: str
    features: Features
    members: list[Linear]
    calibrated: Linear
    sentiment: Linear
    tags: Linear
    labels: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]

    def judge(self, texts: Sequence[str]) -> list[Verdict]:
        readings = [look(text) for text in texts]
        if not readings:
            return []
        found = zip(texts, *self.scores(readings), strict=True)
        return [self._verdict(*row) if _says_something(row[0]) else _EMPTY for row in found]

    def scores(self, readings: Sequence[Reading]) -> tuple[Any, Any, Any]:
        """Category probabilities, sentiment scores, tag scores; one row a comment."""
        blocks = self.features.blocks(readings)
        opinions = logarithm([member.chances(blocks) for member in self.members])
        chances = blocks["category"] = self.calibrated.chances({"opinions": opinions})
        return chances, self.sentiment.scores(blocks), self.tags.scores(blocks)

    def _verdict(self, text: str, chances: Any, feelings: Any, tags: Any) -> Verdict:
        categories, sentiments, codes = self.labels
        category = categories[int(chances.argmax())]
        spam = category == "SPAM"
        given = [] if spam else [codes[n] for n in np.argsort(-tags)[:_MOST_TAGS] if tags[n] > TAG_FLOOR]
        sentiment = "NEUTRO" if spam else sentiments[int(feelings.argmax())]
        return Verdict(_evidence(text), category, sentiment, given, round(float(chances.max()), 2))


def look(text: str) -> Reading:
    """Masks and parses a text. Training masks too, because `classify` sends masked comments only."""
    return read(mask(text))


def _says_something(text: str) -> bool:
    return any(char.isalnum() or unicodedata.category(char) == "So" for char in text)


def _evidence(text: str) -> str:
    return " ".join(text.split()[:_EVIDENCE_WORDS])


def load(cache: Path | None) -> Model:
    """Loads the model from the cache, or trains it and stores it there. The cache key covers corpus and code."""
    name = version()
    kept = cache / f"{name}.pickle" if cache else None
    if kept and kept.exists():
        return _restored(kept)
    from local.standin.model.training import train  # imported here: only training needs scikit-learn

    model = train(corpus.read(corpus.FOLDER.glob("*.jsonl")), name)
    if kept:
        _keep(model, kept)
    return model


def _restored(kept: Path) -> Model:
    model: Model = pickle.loads(kept.read_bytes())
    return model


def _keep(model: Model, kept: Path) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    written = kept.with_suffix(".new")
    written.write_bytes(pickle.dumps(model, protocol=5))
    written.replace(kept)  # atomic, so that another process never reads a partial file


def version() -> str:
    """A hash of the corpus and of the modules of this folder."""
    here = Path(__file__).parent
    sources = [*here.glob("*.py"), *here.glob("*.txt"), *corpus.FOLDER.glob("*.jsonl")]
    digest = hashlib.sha256(b"\0".join(source.read_bytes() for source in sorted(sources)))
    return f"standin-{digest.hexdigest()[:12]}"
