"""Agreement of the model and people: counts, and Cohen's kappa, which corrects for agreement by chance."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from alumusic.domain.comments.classification import Category


class Pair(NamedTuple):
    model: Category
    people: Category


Confusion = Counter[Pair]


def confusion(pairs: Iterable[Pair]) -> Confusion:
    return Counter(pairs)


def of_model(counts: Confusion, category: Category) -> int:
    return sum(counts[Pair(category, other)] for other in Category)


def of_people(counts: Confusion, category: Category) -> int:
    return sum(counts[Pair(other, category)] for other in Category)


def equal(counts: Confusion) -> int:
    return sum(counts[Pair(category, category)] for category in Category)


def kappa(counts: Confusion) -> float | None:
    """None if one side uses fewer than two categories: kappa then says nothing."""
    total = counts.total()
    sides = [[side(counts, category) for category in Category] for side in (of_model, of_people)]
    if any(sum(n > 0 for n in side) < 2 for side in sides):
        return None
    observed = equal(counts) / total
    by_chance: float = sum(model * people for model, people in zip(*sides, strict=True)) / (total * total)
    return (observed - by_chance) / (1 - by_chance)
