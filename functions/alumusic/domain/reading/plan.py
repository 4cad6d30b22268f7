"""The plan of a list, count, chart or export: what the store's indexes answer, and what is left to compare."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

from alumusic.domain.reading.filter import CommentFilter, Order
from alumusic.domain.reading.terms import SEARCHED, Terms, terms_of
from alumusic.domain.text.folding import STOP_WORDS, folded

MOST_DISJUNCTIONS = 30  # Firestore's limit for a query in disjunctive normal form
MOST_COUNTED = 4  # longest words of a search, counted to find the rarest
WORD = "word"
"""Field of a `Choice` for a word of the text, artist, album or song. Each store maps it to its own fields."""
_MOST_BYTES = 1_500  # Firestore's limit for a value in an index entry


class CommentRow(NamedTuple):
    id: str
    fields: Mapping[str, Any]


class Choice(NamedTuple):
    """The field equals one of the values; a list field contains one of them."""

    field: str
    values: tuple[Any, ...]


class Bound(NamedTuple):
    field: str
    operator: str
    """>=, <= or <."""
    value: Any


class Sort(NamedTuple):
    field: str
    descending: bool


Position = tuple[Any, ...]
"""Sort key of a document: the value of every sorted field, then the id."""


@dataclass(frozen=True)
class IndexedQuery:
    """The part of a plan that a store answers from its indexes alone."""

    choices: tuple[Choice, ...]
    array: Choice | None
    bounds: tuple[Bound, ...]
    order: Order

    @cached_property
    def sorts(self) -> tuple[Sort, ...]:
        """The requested order. Firestore wants a field with a range among the sorted ones. The id breaks ties."""
        first, other = ("received_at", "confidence") if self.order is Order.NEWEST else ("confidence", "received_at")
        descending = self.order is not Order.LEAST_CERTAIN
        ranged = any(bound.field == other for bound in self.bounds)
        return (Sort(first, descending), *([Sort(other, descending)] if ranged else []))

    def position(self, stored: CommentRow) -> Position:
        return (*(stored.fields[sort.field] for sort in self.sorts), stored.id)

    def narrowed(self, field: str, value: Any) -> "IndexedQuery | None":
        """The same query, and `field` equals `value`; None if the query excludes that value."""
        rest = tuple(choice for choice in self.choices if choice.field != field)
        allowed = next((choice.values for choice in self.choices if choice.field == field), (value,))
        return replace(self, choices=(*rest, Choice(field, (value,)))) if value in allowed else None


@dataclass(frozen=True)
class Plan:
    """`arrays` are the conditions on list fields. A query may contain only one; any choice finds the same comments."""

    choices: tuple[Choice, ...]
    arrays: tuple[Choice, ...]
    bounds: tuple[Bound, ...]
    order: Order
    terms: Terms | None

    @property
    def hopeless(self) -> bool:
        """True for a search without a word, which finds nothing."""
        return self.terms is not None and not self.terms.every

    @cached_property
    def options(self) -> tuple[Choice, ...]:
        """Conditions on list fields that an index can answer. The store is queried by the rarest of them."""
        words = self.terms.every if self.terms else ()
        useful = {word for word in words if word not in STOP_WORDS and len(word.encode()) <= _MOST_BYTES}
        longest = sorted(useful, key=lambda word: (-len(word), word))[:MOST_COUNTED]
        facets = [facet for facet in self.arrays if len(facet.values) <= MOST_DISJUNCTIONS]
        return (*(Choice(WORD, (word,)) for word in longest), *facets)

    def indexed(self, option: int) -> IndexedQuery:
        """The store's query by the option with this index."""
        array = self.options[option] if self.options else None
        width = len(array.values) if array else 1
        asked = []
        for choice in sorted(self.choices, key=lambda choice: len(choice.values)):
            if width * len(choice.values) <= MOST_DISJUNCTIONS:
                width *= len(choice.values)
                asked.append(choice)
        return IndexedQuery(tuple(asked), array, self.bounds, self.order)

    @cached_property
    def exact(self) -> bool:
        """Whether the indexes answer the whole plan, so that no document has to be compared."""
        words = self.terms.every if self.terms else ()
        on_lists = len(self.arrays) + len(words)
        if on_lists > 1 or len(self.options) != on_lists:
            return False
        return len(self.indexed(0).choices) == len(self.choices)

    def reads(self, wanted: Sequence[str]) -> tuple[str, ...]:
        """Fields to read: the wanted ones, those of the sort key, and those that have to be compared."""
        placed = [sort.field for sort in self.indexed(0).sorts]
        if self.exact:
            return tuple(dict.fromkeys((*wanted, *placed)))
        compared = [choice.field for choice in (*self.choices, *self.arrays)] + [bound.field for bound in self.bounds]
        return tuple(dict.fromkeys((*wanted, *placed, *compared, *(SEARCHED if self.terms else ()))))

    def matches(self, fields: Mapping[str, Any]) -> bool:
        """Whether a comment meets every condition."""
        return (
            all(fields.get(field) in values for field, values in self.choices)
            and all(not set(values).isdisjoint(fields.get(field) or ()) for field, values in self.arrays)
            and all(within(fields.get(bound.field), bound) for bound in self.bounds)
            and (self.terms is None or self.terms.found_in(fields))
        )


def plan(asked: CommentFilter, order: Order = Order.NEWEST) -> Plan:
    search = terms_of(asked.search) if asked.search else None
    tags = Choice("tags", tuple(dict.fromkeys(asked.tag)))
    candidates = Choice("candidates", tuple(dict.fromkeys(asked.candidate)))
    arrays = tuple(choice for choice in (tags, candidates) if choice.values)
    return Plan(tuple(_choices(asked)), arrays, tuple(_bounds(asked)), order, search)


def within(value: Any, bound: Bound) -> bool:
    if value is None:
        return False
    if bound.operator == ">=":
        return bool(value >= bound.value)
    return bool(value < bound.value or (bound.operator == "<=" and value == bound.value))


def _choices(asked: CommentFilter) -> Iterator[Choice]:
    conditions: dict[str, tuple[Any, ...]] = {
        "category": tuple(str(one) for one in asked.category),
        "sentiment": tuple(str(one) for one in asked.sentiment),
        "status": tuple(str(one) for one in asked.status),
        "artist_key": tuple(folded(name) for name in asked.artist),
        "album_key": tuple(folded(name) for name in asked.album),
        "model": asked.model,
        "prompt_version": asked.prompt_version,
        "batch_id": asked.batch,
        "reviewed": () if asked.reviewed is None else (asked.reviewed,),
    }
    for field, values in conditions.items():
        if values:
            yield Choice(field, tuple(dict.fromkeys(values)))


def _bounds(asked: CommentFilter) -> Iterator[Bound]:
    if asked.since is not None:
        yield Bound("received_at", ">=", asked.since)
    if asked.until is not None:
        yield Bound("received_at", "<", asked.until)
    if asked.confidence_min is not None:
        yield Bound("confidence", ">=", asked.confidence_min)
    if asked.confidence_max is not None:
        yield Bound("confidence", "<=", asked.confidence_max)
