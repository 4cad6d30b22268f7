"""The progress of a batch, and who may read it."""

from datetime import timedelta

import pytest

from alumusic.adapters.memory import MemoryBatches, MemoryComments, MemoryStore
from alumusic.domain.comments.comment import Batch
from alumusic.errors import NotFound
from alumusic.services.sending.progress import BatchProgress
from tests.support.comments import AT, answers, batch, comment, failure


def service(*batches: Batch) -> BatchProgress:
    store = MemoryStore()
    store.batches = {each.id: each for each in batches}
    return BatchProgress(MemoryBatches(store), MemoryComments(store))


def test_a_batch_on_its_way_is_pending() -> None:
    progress = service(batch("lote", total=7)).one("lote", None)

    assert (progress.classified, progress.failed, progress.pending) == (0, 0, 7)


def test_stored_comments_are_classified_or_failed_and_the_others_pending() -> None:
    found = service(batch("lote", total=7), batch("outro"))
    found.comments.store_outcomes("lote", answers([comment(1), comment(2)]), AT)  # type: ignore[attr-defined]
    found.comments.store_outcomes("lote", answers([comment(3)], failure()), AT)  # type: ignore[attr-defined]
    found.comments.store_outcomes("outro", answers([comment(4)]), AT)  # type: ignore[attr-defined]

    progress = found.one("lote", None)

    assert (progress.classified, progress.failed, progress.pending) == (2, 1, 4)


def test_comments_of_an_earlier_batch_are_not_waited_for() -> None:
    progress = service(batch("lote", total=3, duplicate_ids=("a", "b"))).one("lote", None)

    assert progress.pending == 1


def test_pending_is_never_negative() -> None:
    progress = service(batch("lote", total=1, duplicate_ids=("a", "b"))).one("lote", None)

    assert progress.pending == 0


def test_a_sender_sees_its_own_batch() -> None:
    progress = service(batch("lote", sender="servico:1")).one("lote", "servico:1")

    assert progress.batch.id == "lote"


@pytest.mark.parametrize(("batch_id", "sender"), [("lote", "servico:2"), ("nenhum", "servico:1"), ("nenhum", None)])
def test_another_sender_s_batch_is_as_good_as_none(batch_id: str, sender: str | None) -> None:
    with pytest.raises(NotFound) as refusal:
        service(batch("lote", sender="servico:1")).one(batch_id, sender)

    assert refusal.value.message == "este lote não existe"


def test_the_list_holds_the_sender_s_batches_newest_first() -> None:
    batches = [batch(f"b{n}", sender=f"servico:{n % 2}", received_at=AT + timedelta(minutes=n)) for n in range(5)]

    mine, everybodys = service(*batches).recent("servico:1", 9), service(*batches).recent(None, 9)

    assert [progress.batch.id for progress in mine] == ["b3", "b1"]
    assert [progress.batch.id for progress in everybodys] == ["b4", "b3", "b2", "b1", "b0"]


def test_the_list_is_bounded() -> None:
    batches = [batch(f"b{n}", received_at=AT + timedelta(minutes=n)) for n in range(6)]

    found = service(*batches).recent(None, 4)

    assert [progress.batch.id for progress in found] == ["b5", "b4", "b3", "b2"]
