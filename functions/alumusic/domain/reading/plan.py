"""One plan for every list, count, chart and export: what the store's indexes answer, and what is left to compare."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

from alumusic.domain.reading.filter import CommentFilter, Order
from alumusic.domain.reading.terms import SEARCHED, Terms, terms_of
from alumusic.domain.text.folding import STOP_WORDS, folded

MOST_DISJUNCTIONS = 30  # Firestore's, of a query in its disjunctive normal form
MOST_COUNTED = 4  # words of a search that are counted to find the rarest; the longest ones
WORD = "word"
"""Field of a `Choice`: a word of the text, artist, album or song. Each store knows where it keeps them."""
_MOST_BYTES = 1_500  # of a value in an index entry


class CommentRow(NamedTuple):
    id: str
    fields: Mapping[str, Any]


class Choice(NamedTuple):
    """The field is one of the values; where it is a list, it holds one of them."""

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
"""A document's place in an order: the value of every sorted field, then its id."""


@dataclass(frozen=True)
class IndexedQuery:
    """What a store answers from its indexes alone."""

    choices: tuple[Choice, ...]
    array: Choice | None
    bounds: tuple[Bound, ...]
    order: Order

    @cached_property
    def sorts(self) -> tuple[Sort, ...]:
        """The order asked for; a range on the other field joins it, as Firestore wants. Ids settle what is equal."""
        first, other = ("received_at", "confidence") if self.order is Order.NEWEST else ("confidence", "received_at")
        descending = self.order is not Order.LEAST_CERTAIN
        ranged = any(bound.field == other for bound in self.bounds)
        return (Sort(first, descending), *([Sort(other, descending)] if ranged else []))

    def position(self, stored: CommentRow) -> Position:
        return (*(stored.fields[sort.field] for sort in self.sorts), stored.id)

    def narrowed(self, field: str, value: Any) -> "IndexedQuery | None":
        """And the field is this value; None when that can't be."""
        rest = tuple(choice for choice in self.choices if choice.field != field)
        allowed = next((choice.values for choice in self.choices if choice.field == field), (value,))
        return replace(self, choices=(*rest, Choice(field, (value,)))) if value in allowed else None


@dataclass(frozen=True)
class Plan:
    """`arrays` are the conditions on lists, of which a query may ask one; every order of asking finds the same."""

    choices: tuple[Choice, ...]
    arrays: tuple[Choice, ...]
    bounds: tuple[Bound, ...]
    order: Order
    terms: Terms | None

    @property
    def hopeless(self) -> bool:
        """A search without a single word in it finds nothing."""
        return self.terms is not None and not self.terms.every

    @cached_property
    def options(self) -> tuple[Choice, ...]:
        """The conditions on lists that an index can answer; the store is asked which of them is the rarest."""
        words = self.terms.every if self.terms else ()
        useful = {word for word in words if word not in STOP_WORDS and len(word.encode()) <= _MOST_BYTES}
        longest = sorted(useful, key=lambda word: (-len(word), word))[:MOST_COUNTED]
        facets = [facet for facet in self.arrays if len(facet.values) <= MOST_DISJUNCTIONS]
        return (*(Choice(WORD, (word,)) for word in longest), *facets)

    def indexed(self, option: int) -> IndexedQuery:
        """What to ask the store, by the condition of this number among `options`."""
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
        """Whether the store's answer is the whole answer."""
        words = self.terms.every if self.terms else ()
        on_lists = len(self.arrays) + len(words)
        if on_lists > 1 or len(self.options) != on_lists:
            return False
        return len(self.indexed(0).choices) == len(self.choices)

    def reads(self, wanted: Sequence[str]) -> tuple[str, ...]:
        """These fields, those that tell where a document stands, and those that have to be compared."""
        placed = [sort.field for sort in self.indexed(0).sorts]
        if self.exact:
            return tuple(dict.fromkeys((*wanted, *placed)))
        compared = [choice.field for choice in (*self.choices, *self.arrays)] + [bound.field for bound in self.bounds]
        return tuple(dict.fromkeys((*wanted, *placed, *compared, *(SEARCHED if self.terms else ()))))

    def matches(self, fields: Mapping[str, Any]) -> bool:
        """All that was asked, compared with one comment."""
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
    given: dict[str, tuple[Any, ...]] = {
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
    for field, values in given.items():
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
