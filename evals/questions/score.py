"""Scores an answer by its text, with rules that are independent of the product's own checks."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict

from evals.interval import Figure, exact_share
from evals.questions.set import Asking, Group

MOST_WORDS = 150
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?")


class Answered(NamedTuple):
    """`body` is the API's answer, or None for an error status."""

    asking: Asking
    status: int
    body: Mapping[str, Any] | None


class Score(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    verdict: bool
    numbers: bool
    weeks: bool
    sources: bool
    form: bool
    """At most 150 words, without any of the forbidden strings."""
    held: bool
    """False if the model's answer was rejected twice and the text was composed from the figures instead."""

    @property
    def right(self) -> bool:
        return self.verdict and self.numbers and self.weeks and self.sources and self.form and self.held


def score(
    answered: Answered, content: Sequence[Group], weeks: Mapping[int, str], sources: Mapping[str, Group]
) -> Score:
    """`weeks`: offset from the current week → ISO name. `sources`: comment id → its group."""
    asking, body = answered.asking, answered.body
    if body is None:
        wrong = dict.fromkeys(("verdict", "numbers", "weeks", "sources", "form", "held"), False)
        return Score(id=asking.id, **wrong)
    text = str(body["texto_gerado"])
    cited = [sources.get(key) for key in body["fontes"]]
    return Score(
        id=asking.id,
        verdict=body["situacao"] == asking.situacao,
        numbers=_numbers_right(text, asking, content),
        weeks=set(body["semanas_citadas"]) == {weeks[place] for place in asking.semanas} or _any_week(asking),
        sources=_sources_right(cited, asking),
        form=len(text.split()) <= MOST_WORDS and not any(word in text for word in asking.nunca),
        held=body["origem"] == "modelo" or asking.situacao != "respondida",
    )


def figures(scores: Sequence[Score]) -> dict[str, Figure]:
    names = ("right", "verdict", "numbers", "weeks", "sources", "form", "held")
    return {name: exact_share(sum(getattr(one, name) for one in scores), len(scores)) for name in names}


def _numbers_right(text: str, asking: Asking, content: Sequence[Group]) -> bool:
    """Whether the text has each expected number and name. A percentage may be rounded to an integer."""
    numbers = {float(found.replace(".", "").replace(",", ".")) for found in _NUMBER.findall(text)}
    for count in asking.espera:
        expected = count.of(content)
        if not any(abs(number - expected) <= (0.51 if count.parcela else 0) for number in numbers):
            return False
    return all(name.lower() in text.lower() for name in asking.nomes)


def _any_week(asking: Asking) -> bool:
    """Whether any cited weeks are right: the question is on all weeks, or is refused."""
    return not asking.semanas


def _sources_right(cited: Sequence[Group | None], asking: Asking) -> bool:
    if any(group is None for group in cited):
        return False
    if asking.fontes is None:
        return True
    return bool(cited) and all(group is not None and asking.fontes.holds(group) for group in cited)
