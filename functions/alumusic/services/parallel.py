"""Run calls of a store concurrently in threads: nearly all of their time is waiting."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

COMMITS = 8  # concurrent commits
_READS = 16

_Given = TypeVar("_Given")
_Found = TypeVar("_Found")
_Other = TypeVar("_Other")


def in_parallel(call: Callable[[_Given], _Found], given: Iterable[_Given], most: int = _READS) -> list[_Found]:
    """Results in the order given, with at most `most` concurrent calls."""
    with ThreadPoolExecutor(most) as pool:
        return list(pool.map(call, given))


def both(here: Callable[[], _Found], beside: Callable[[], _Other]) -> tuple[_Found, _Other]:
    """Runs `here` in the caller's thread, and `beside` in another one meanwhile."""
    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(beside)
        return here(), other.result()
