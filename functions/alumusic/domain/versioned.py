"""A stored value with the version to replace it under."""

from typing import Any, Generic, NamedTuple, TypeVar

Value = TypeVar("Value")


class Versioned(NamedTuple, Generic[Value]):
    """`version` is the store's own mark of the last change: a write under it fails if the value has changed since."""

    value: Value
    version: Any
