"""The counters as they stand: weeks, and the shards that were not folded into them yet."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from alumusic.domain.counting.cells import Cells, add
from alumusic.domain.counting.week import Week, by_week


class ShardState(NamedTuple):
    """`version` is the store's own mark of the shard's last change."""

    shard: int
    cells: Cells
    version: Any


class Counters(NamedTuple):
    """All read at one moment, so that no comment is seen twice or missed between shards and weeks."""

    weeks: dict[int, Week]
    shards: Sequence[ShardState]


def merged(numbers: Sequence[int], state: Counters) -> list[Week]:
    """The weeks of these numbers, with what is still in the shards added."""
    weeks = {number: state.weeks.get(number) or Week(number) for number in numbers}
    # All shards at once: where a table of names is full, what enters depends on what comes together.
    for number, rows in by_week(add(shard.cells for shard in state.shards)).items():
        if number in weeks:
            weeks[number].add(rows)
    return list(weeks.values())
