"""A stored value with the version to replace it under, and the loop around an attempt to replace it."""

from collections.abc import Iterator
from typing import Any, Generic, NamedTuple, TypeVar

Value = TypeVar("Value")


class Versioned(NamedTuple, Generic[Value]):
    """`version` is the store's own mark of the last change: a write under it fails if the value has changed since."""

    value: Value
    version: Any


def attempts(most: int, contended: Exception) -> Iterator[int]:
    """For a loop that reads, tries to commit, and is left once it has. Raises `contended` after the last attempt."""
    yield from range(most)
    raise contended
