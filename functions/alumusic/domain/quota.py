"""What a request takes of a quota."""

from typing import NamedTuple


class Share(NamedTuple):
    """`kind` is what there is so much of, for whom, as the refusal says it; `key` is who that is. No limit is 0."""

    kind: str
    key: str
    limit: int
    amount: int = 1
