"""The questions with their expected answers, the known comments, and the count of expected numbers over them."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from alumusic.domain.comments.classification import Category, Sentiment
from alumusic.domain.questions.question import Verdict

FOLDER = Path(__file__).parent


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Group(_Row):
    """`vezes` equal comments in one week: 0 is the current week, -1 the last complete one."""

    semana: int = Field(ge=-7, le=0)
    vezes: int = Field(ge=1)
    texto: str
    categoria: Category
    sentimento: Sentiment
    artista: str | None = None
    tags: tuple[str, ...] = ()


class Count(_Row):
    """A number that the answer must state: of the comments that match every field set, or (`parcela`) their share."""

    semana: int | None = None
    categoria: Category | None = None
    sentimento: Sentiment | None = None
    artista: str | None = None
    tag: str | None = None
    parcela: bool = False

    def holds(self, group: Group) -> bool:
        return (
            self.semana in (None, group.semana)
            and self.categoria in (None, group.categoria)
            and self.sentimento in (None, group.sentimento)
            and self.artista in (None, group.artista)
            and (self.tag is None or self.tag in group.tags)
        )

    def of(self, content: Iterable[Group]) -> float:
        """The number of comments, or their percentage of all comments of the week."""
        content = list(content)
        found = sum(group.vezes for group in content if self.holds(group))
        if not self.parcela:
            return found
        return 100 * found / sum(group.vezes for group in content if self.semana in (None, group.semana))


class Asking(_Row):
    """A question. `pergunta` names a week by its offset, as in {-3}."""

    id: str
    pergunta: str
    situacao: Verdict
    espera: tuple[Count, ...] = ()
    semanas: tuple[int, ...] = ()
    """Exactly the weeks that the answer must cite; empty: any."""
    nomes: tuple[str, ...] = ()
    fontes: Count | None = None
    """Every source must match, and there must be at least one; None: any sources, or none."""
    nunca: tuple[str, ...] = ()


def load_content(folder: Path = FOLDER) -> list[Group]:
    return [Group.model_validate(row) for row in _rows(folder / "content.jsonl")]


def load_questions(folder: Path = FOLDER) -> list[Asking]:
    return [Asking.model_validate(row) for row in _rows(folder / "questions.jsonl")]


def _rows(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
