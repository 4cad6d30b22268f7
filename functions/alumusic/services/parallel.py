"""Calls of a store beside each other: nearly all of their time is waiting."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

COMMITS = 8  # commits under way at once
_READS = 16

_Given = TypeVar("_Given")
_Found = TypeVar("_Found")
_Other = TypeVar("_Other")


def in_parallel(call: Callable[[_Given], _Found], given: Iterable[_Given], most: int = _READS) -> list[_Found]:
    """In the order given, with at most so many calls under way."""
    with ThreadPoolExecutor(most) as pool:
        return list(pool.map(call, given))


def both(here: Callable[[], _Found], beside: Callable[[], _Other]) -> tuple[_Found, _Other]:
    """`here` runs in the caller's own thread."""
    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(beside)
        return here(), other.result()
