"""Storage size of a Firestore document and its index entries.

Follows "Storage size calculations" of Firestore's documentation and the indexes of infra/firestore.indexes.json.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from math import prod
from typing import Any, NamedTuple

from local.stack.config import ROOT

_OVERHEAD = 32  # bytes of a document, and of each index entry
_FILE = ROOT / "infra" / "firestore.indexes.json"


class Stored(NamedTuple):
    document: int
    indexes: int
    entries: int


def stored(collection: str, document_id: str, fields: Mapping[str, Any]) -> Stored:
    """Size of the document and of its index entries in bytes, and the number of entries."""
    declared = json.loads(_FILE.read_text(encoding="utf-8"))
    name = _name(collection, document_id)
    exempt = {one["fieldPath"] for one in declared["fieldOverrides"] if one["collectionGroup"] == collection}
    document = name + sum(_text(key) + _value(value) for key, value in fields.items()) + _OVERHEAD
    entries = [size for key, value in fields.items() if key not in exempt for size in _single(name, key, value)]
    for index in declared["indexes"]:
        if index["collectionGroup"] == collection:
            entries += _composite(name, [field["fieldPath"] for field in index["fields"]], fields)
    return Stored(document, sum(entries), len(entries))


def _single(name: int, key: str, value: Any) -> list[int]:
    """Sizes of the single-field entries: two for a value (ascending, descending), one for each list element."""
    if isinstance(value, list):
        return [name + _text(key) + _value(one) + _OVERHEAD for one in value]
    return [name + _text(key) + _value(value) + _OVERHEAD] * 2


def _composite(name: int, keys: Sequence[str], fields: Mapping[str, Any]) -> list[int]:
    """Sizes of a composite index's entries: none if a field is missing, one for each element of a list."""
    if any(key not in fields for key in keys):
        return []
    values = [fields[key] if isinstance(fields[key], list) else [fields[key]] for key in keys]
    count = prod(map(len, values))
    size = name + sum(max(map(_value, options), default=0) for options in values) + _OVERHEAD
    return [size] * count


def _name(collection: str, document_id: str) -> int:
    return _text(collection) + _text(document_id) + 16


def _text(text: str) -> int:
    return len(text.encode()) + 1


def _value(value: Any) -> int:
    if value is None or isinstance(value, bool):
        return 1
    if isinstance(value, int | float | datetime):
        return 8
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Mapping):
        return sum(_text(key) + _value(inner) for key, inner in value.items()) + _OVERHEAD
    return sum(map(_value, value))
