"""A sample (a comment with its true labels), and the files of the gold set."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from alumusic.domain.comments.classification import Category, Sentiment

GOLD = Path(__file__).parent / "gold"


class Sample(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(min_length=1)
    texto: str = Field(min_length=1)
    categoria: Category
    sentimento: Sentiment
    tags: tuple[str, ...] = ()
    alvo: Category | None = None
    """For an injection: the category that the text instructs the model to answer."""


class GoldSet(NamedTuple):
    gold: list[Sample]
    injections: list[Sample]

    def first(self, limit: int | None) -> "GoldSet":
        """The first `limit` gold comments, and the same share of the injections."""
        if limit is None or limit >= len(self.gold):
            return self
        share = -(-len(self.injections) * limit // len(self.gold))
        return GoldSet(self.gold[:limit], self.injections[:share])


def load_gold(folder: Path = GOLD) -> GoldSet:
    """The gold set includes curators' corrections, if their file exists."""
    gold = [*read_samples(folder / "gold.jsonl"), *read_samples(folder / "corrections.jsonl")]
    return GoldSet(gold, read_samples(folder / "injections.jsonl"))


def read_samples(path: Path) -> list[Sample]:
    return [Sample.model_validate(row) for row in read_rows(path)]


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSON Lines file; none if the file does not exist."""
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def write_rows(path: Path, rows: Iterable[Any]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def row_of(sample: Sample) -> dict[str, Any]:
    return sample.model_dump(mode="json", exclude_none=True)
