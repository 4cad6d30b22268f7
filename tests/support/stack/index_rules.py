"""Derives the indexes that a Firestore query needs, by Firestore's rules; the emulator requires none.

- The suffix is the query's sort order, then its ranges on other fields. The id always comes last and is left out.
- A query without equalities needs one index on its suffix: an automatic one for a single field, otherwise a composite
  one.
- Equalities alone (==, in, array_contains, array_contains_any) merge single-field indexes.
- Equalities with a suffix merge one composite index each: the field, then the whole suffix in its directions.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from google.cloud.firestore_v1.types import StructuredQuery

_OPERATOR = StructuredQuery.FieldFilter.Operator
_EQUAL = {_OPERATOR.EQUAL, _OPERATOR.IN}
_HOLDS = {_OPERATOR.ARRAY_CONTAINS, _OPERATOR.ARRAY_CONTAINS_ANY}
_NAMES = {StructuredQuery.Direction.ASCENDING: "ASCENDING", StructuredQuery.Direction.DESCENDING: "DESCENDING"}

Part = tuple[str, str]
"""Field name, and ASCENDING, DESCENDING or CONTAINS."""


class Index(NamedTuple):
    collection: str
    parts: tuple[Part, ...]


def needed(query: Any) -> set[Index]:
    """Includes single-field indexes, which exist unless the field is exempt."""
    collection = query.from_[0].collection_id
    filters = list(_filters(query.where))
    heads = {
        (name, "CONTAINS" if operator in _HOLDS else "ASCENDING") for name, operator in filters if _is_head(operator)
    }
    suffix = [(order.field.field_path, _NAMES[order.direction]) for order in query.order_by]
    last = suffix[-1][1] if suffix else "ASCENDING"
    suffix = [part for part in suffix if part[0] != "__name__"]
    for name in sorted({name for name, operator in filters if not _is_head(operator)}):
        if name not in [part[0] for part in suffix]:
            suffix.append((name, last))
    if not heads:
        return {Index(collection, tuple(suffix))} if suffix else set()
    return {Index(collection, (head, *suffix)) for head in heads}


def needed_by_all(queries: Iterable[Any]) -> set[Index]:
    return set().union(*(needed(query) for query in queries))


def declared(document: dict[str, Any]) -> list[Index]:
    return [
        Index(
            index["collectionGroup"],
            tuple((part["fieldPath"], part.get("order") or part["arrayConfig"]) for part in index["fields"]),
        )
        for index in document["indexes"]
    ]


def _is_head(operator: Any) -> bool:
    return operator in _EQUAL or operator in _HOLDS


def _filters(where: Any) -> Iterable[tuple[str, Any]]:
    if where.composite_filter.filters:
        assert where.composite_filter.op == StructuredQuery.CompositeFilter.Operator.AND
        for part in where.composite_filter.filters:
            yield from _filters(part)
    elif where.field_filter.field.field_path:
        yield where.field_filter.field.field_path, where.field_filter.op
    else:
        assert not where.unary_filter.field.field_path, "a filter that these rules don't know"
