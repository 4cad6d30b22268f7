"""Bounded tables of open-ended names: the most frequent have a place of their own, all others count as "outros"."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from alumusic.domain.text.folding import folded

MAX_WAITING = 128  # overflow names that keep their counts, so that a slowly growing name can still enter the table

Waiting = dict[str, int]


class NameTable(NamedTuple):
    """`names` is in order of place; `waiting` has the counts of the most frequent names without a place."""

    names: list[str]
    waiting: Waiting


@lru_cache(8_192)  # every cell repeats the same few names
def plain(name: str) -> str:
    """Key shared by all spellings of a name."""
    return folded(name)


def places(names: Iterable[str]) -> dict[str, int]:
    """Plain name → its place."""
    return {plain(name): at for at, name in enumerate(names)}


def grown(table: NameTable, weights: Sequence[int], new: Iterable[tuple[str, int]], most: int, fixed: int) -> NameTable:
    """Adds `new` counts; keeps up to `most` names, always the first `fixed`. `weights` are the counts in place."""
    known, counted = places(table.names), list(weights)
    waiting = {plain(name): (name, count) for name, count in table.waiting.items()}
    arrived = False
    for name, count in new:
        key = plain(name)
        if key in known:
            counted[known[key]] += count
        else:
            spelling, earlier = waiting.get(key, (name, 0))
            waiting[key] = (spelling, earlier + count)
            arrived = True
    if not arrived:
        return table
    seated = [(counted[at], name) for at, name in enumerate(table.names)][fixed:]
    ranked = sorted([*seated, *((n, name) for name, n in waiting.values())], key=lambda pair: (-pair[0], pair[1]))
    chosen = {name for _, name in ranked[: most - fixed]}
    stay = [name for name in table.names[fixed:] if name in chosen]
    enter = sorted(name for name, _ in waiting.values() if name in chosen)
    rest = [(name, count) for count, name in ranked[most - fixed :]]
    return NameTable(table.names[:fixed] + stay + enter, _most_frequent(rest))


def _most_frequent(counts: Iterable[tuple[str, int]]) -> Waiting:
    return dict(sorted(counts, key=lambda pair: (-pair[1], pair[0]))[:MAX_WAITING])
