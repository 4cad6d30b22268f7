"""Reads the labelled comments of the training corpus."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).resolve().parents[2] / "corpus"


class Example(NamedTuple):
    texto: str
    categoria: str
    sentimento: str
    tags: tuple[str, ...]


def read(paths: Iterable[Path]) -> list[Example]:
    lines = (line for path in sorted(paths) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return [_example(json.loads(line)) for line in lines]


def _example(row: dict[str, str]) -> Example:
    return Example(row["texto"], row["categoria"], row["sentimento"], tuple(row["tags"]))
