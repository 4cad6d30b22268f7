"""Operational figures: waiting comments and their age, reasons of failures, versions."""

import tomllib
from datetime import timedelta
from pathlib import Path

from alumusic import __version__
from alumusic.adapters.memory import MemoryBatches, MemoryComments, MemoryDeadLetters, MemoryOperation, MemoryStore
from alumusic.domain.comments.comment import Batch
from alumusic.services.operation.backlog import ShowBacklog
from alumusic.services.operation.figures import ShowOperation
from tests.support.comments import AT, answers, batch, comment, failure


class Counted(MemoryComments):
    """Counts the reads of a batch's progress."""

    asked = 0

    def stored(self, batch_id: str) -> int:
        self.asked += 1
        return super().stored(batch_id)


def queue(store: MemoryStore) -> ShowBacklog:
    return ShowBacklog(MemoryBatches(store), Counted(store))


def stored(*batches: Batch) -> MemoryStore:
    store = MemoryStore()
    store.batches = {each.id: each for each in batches}
    return store


def promised(n: int, **fields: int) -> Batch:
    """A batch received `n` minutes ago."""
    received = AT - timedelta(minutes=n)
    return batch(f"b{n}", received_at=received, published_at=received, **fields)


def test_the_queue_is_as_old_as_its_oldest_batch_and_as_long_as_all() -> None:
    store = stored(promised(1, total=5), promised(3, total=2), promised(9))
    MemoryComments(store).store_outcomes("b1", answers([comment(1)]), AT)
    MemoryComments(store).store_outcomes("b9", answers([comment(9)], failure()), AT)

    assert queue(store)(AT) == (6, 180, True)


def test_nothing_waits_where_all_is_settled() -> None:
    assert queue(MemoryStore())(AT) == (0, 0, True)


def test_a_batch_that_was_never_published_is_waited_for_by_nobody() -> None:
    assert queue(stored(batch("meio")))(AT) == (0, 0, True)


def test_a_long_queue_is_followed_to_its_end() -> None:
    assert queue(stored(*(promised(n) for n in range(60))))(AT) == (60, 59 * 60, True)


def test_a_queue_longer_than_what_is_looked_at_says_so() -> None:
    assert queue(stored(*(promised(n) for n in range(120))))(AT) == (100, 99 * 60, False)


def test_a_batch_seen_whole_is_not_counted_again() -> None:
    store = stored(promised(1), promised(2))
    show = queue(store)
    for n in (1, 2):
        MemoryComments(store).store_outcomes(f"b{n}", answers([comment(n)]), AT)

    show(AT)
    show(AT)

    assert isinstance(show.comments, Counted)
    assert show.comments.asked == 2


def test_failures_are_told_with_their_reasons_the_most_frequent_first() -> None:
    store = stored(promised(1))
    comments = MemoryComments(store)
    comments.store_outcomes("b1", answers([comment(1)], failure("bloqueado")), AT)
    comments.store_outcomes("b1", answers([comment(2), comment(3)], failure("tentativas_esgotadas")), AT)
    comments.store_outcomes("b1", answers([comment(4)]), AT)
    MemoryDeadLetters(store).keep("m1", b"?", "nada", AT)

    found = ShowOperation(MemoryOperation(store), queue(store), lambda: None, lambda: AT, "1", "r")()

    assert (found.failed, found.unreadable) == (3, 1)
    assert [(one.code, one.comments) for one in found.reasons] == [("tentativas_esgotadas", 2), ("bloqueado", 1)]


def test_the_version_is_the_project_s() -> None:
    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text())

    assert project["project"]["version"] == __version__
