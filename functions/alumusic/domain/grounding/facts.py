"""Whether every number that a text claims is among the figures it was given."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import reduce
from typing import Any

from alumusic.domain.grounding.numbers_in_text import Claim, ClaimKind, noun_of, numbers_in
from alumusic.domain.text.folding import folded

_HALF = Decimal("0.5")


class Facts:
    """The numbers, weeks and dates of what the model was given, read by the same rules as its text.

    A number that is said to be one of a category or sentiment ("38 críticas") must stand under that name; any other
    must stand anywhere. What it does not see: a right number that is said of the wrong week, artist or subject.

    `given` holds whole numbers, texts, lists and maps; shares are texts ("38,5 %"), so that they are read as written.
    `names`: artists and subjects, whose digits claim nothing.
    """

    def __init__(self, given: Any, names: Iterable[str] = ()) -> None:
        self.names = sorted({folded(name) for name in names if any(char.isdigit() for char in name)}, key=len)[::-1]
        known = [
            claim._replace(of=noun) for noun, text in _texts(given) for claim in numbers_in(self._without_names(text))
        ]
        self.weeks = {claim.text for claim in known if claim.kind is ClaimKind.WEEK}
        self.dates = {claim.text for claim in known if claim.kind is ClaimKind.DATE}
        self.numbers = [
            claim for claim in known if claim.kind in (ClaimKind.COUNT, ClaimKind.PERCENT, ClaimKind.POINTS)
        ]

    def unfounded(self, text: str) -> list[str]:
        """The claims that nothing given bears out, as read."""
        return [claim.text for claim in numbers_in(self._without_names(text)) if not self._holds(claim)]

    def bears_out(self, text: str) -> bool:
        """Whether any number of the text is given here, or a week of these is named."""
        found = [
            claim
            for claim in numbers_in(self._without_names(text))
            if claim.kind not in (ClaimKind.VAGUE, ClaimKind.YEAR)
        ]
        return any(self._holds(claim) for claim in found)

    def weeks_named(self, text: str) -> set[str]:
        """Of the weeks given, those that the text names."""
        named = {claim.text for claim in numbers_in(text) if claim.kind is ClaimKind.WEEK}
        return {week for week in self.weeks if week in named or _number(week) in named}

    def _holds(self, claim: Claim) -> bool:
        if claim.kind is ClaimKind.WEEK:
            return claim.text in self.weeks or claim.text in map(_number, self.weeks)
        if claim.kind is ClaimKind.DATE:
            return any(date.endswith(claim.text) for date in self.dates)
        if claim.kind is ClaimKind.YEAR:
            return any(name.startswith(claim.text) for name in (*self.weeks, *self.dates))
        same = (known for known in self.numbers if known.kind is claim.kind and claim.of in (None, known.of))
        if claim.kind is ClaimKind.COUNT:
            return any(known.value == claim.value for known in same)
        return any(_rounds_to(known.value, claim.value) for known in same)

    def _without_names(self, text: str) -> str:
        return reduce(lambda left, name: left.replace(name, " "), self.names, folded(text))


def _rounds_to(value: Decimal, said: Decimal) -> bool:
    """38,46 may be said as 38,5 or 38; what lies in the middle, either way."""
    exponent = said.as_tuple().exponent
    step = Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)
    return abs(value - said) <= (_HALF * step if step <= 1 else 0)


def _number(week: str) -> str:
    return week.rpartition("-W")[2].lstrip("0")


def _texts(given: Any, noun: str | None = None) -> Iterator[tuple[str | None, str]]:
    """Each value, with the category or sentiment that the keys above it name."""
    if isinstance(given, Mapping):
        for key, value in given.items():
            yield from _texts(value, noun_of(folded(str(key))) or noun)
    elif isinstance(given, list | tuple):
        for value in given:
            yield from _texts(value, noun)
    elif isinstance(given, int | str):
        yield noun, str(given)
