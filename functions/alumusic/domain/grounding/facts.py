"""Check that every number claimed in a model's text is among the figures of its input."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import reduce
from typing import Any

from alumusic.domain.grounding.numbers_in_text import Claim, ClaimKind, noun_of, numbers_in
from alumusic.domain.text.folding import folded

_HALF = Decimal("0.5")


class Facts:
    """The numbers, weeks and dates of the model's input, parsed by the same rules as its text.

    A number of a category or sentiment ("38 críticas") must be in the input under that name; any other number may be
    anywhere in the input. A correct number stated of the wrong week, artist or subject is not detected.

    `given` holds integers, texts, lists and maps; shares are texts ("38,5 %"), parsed as written.
    `names` are artists and subjects; digits in a name are no claim.
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
        """Claims that the input does not support, as parsed."""
        return [claim.text for claim in numbers_in(self._without_names(text)) if not self._holds(claim)]

    def bears_out(self, text: str) -> bool:
        """Whether the input supports at least one number, week or date of the text."""
        found = [
            claim
            for claim in numbers_in(self._without_names(text))
            if claim.kind not in (ClaimKind.VAGUE, ClaimKind.YEAR)
        ]
        return any(self._holds(claim) for claim in found)

    def weeks_named(self, text: str) -> set[str]:
        """Weeks of the input that the text names."""
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


def _rounds_to(value: Decimal, stated: Decimal) -> bool:
    """38,46 may be stated as 38,5 or 38; a midpoint may be rounded either way."""
    exponent = stated.as_tuple().exponent
    step = Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)
    return abs(value - stated) <= (_HALF * step if step <= 1 else 0)


def _number(week: str) -> str:
    return week.rpartition("-W")[2].lstrip("0")


def _texts(given: Any, noun: str | None = None) -> Iterator[tuple[str | None, str]]:
    """Each value, with the category or sentiment named by the nearest key above it."""
    if isinstance(given, Mapping):
        for key, value in given.items():
            yield from _texts(value, noun_of(folded(str(key))) or noun)
    elif isinstance(given, list | tuple):
        for value in given:
            yield from _texts(value, noun)
    elif isinstance(given, int | str):
        yield noun, str(given)
