"""Optimistic concurrency: a stored value with its version, and the retry loop for replacing it."""

from collections.abc import Iterator
from typing import Any, Generic, NamedTuple, TypeVar

Value = TypeVar("Value")


class Versioned(NamedTuple, Generic[Value]):
    """`version` is a precondition for the store: a write with it fails if the value has changed since the read."""

    value: Value
    version: Any


def attempts(most: int, contended: Exception) -> Iterator[int]:
    """Iterate to read and try to commit; break on success. Raises `contended` after `most` attempts."""
    yield from range(most)
    raise contended
