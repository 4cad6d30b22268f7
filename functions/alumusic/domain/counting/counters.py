"""Current state of the counters: weeks, and the shards not yet compacted into them."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from alumusic.domain.counting.cells import Cells, add
from alumusic.domain.counting.week import Week, by_week


class ShardState(NamedTuple):
    """`version` is the store's identifier of the shard's last change."""

    shard: int
    cells: Cells
    version: Any


class Counters(NamedTuple):
    """A consistent read: no comment is counted twice, or missed, between shards and weeks."""

    weeks: dict[int, Week]
    shards: Sequence[ShardState]


def merged(numbers: Sequence[int], state: Counters) -> list[Week]:
    """The weeks with these numbers, including the counts that are still in shards."""
    weeks = {number: state.weeks.get(number) or Week(number) for number in numbers}
    # Add all shards at once: in a full table, which names enter depends on the counts added together.
    for number, rows in by_week(add(shard.cells for shard in state.shards)).items():
        if number in weeks:
            weeks[number].add(rows)
    return list(weeks.values())
