"""A submission becomes one batch with its messages, however often it is sent."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from alumusic.adapters.memory import MemoryBatches, MemoryComments, MemoryPublisher, MemoryStore
from alumusic.domain.comments.comment import BatchMessage
from alumusic.domain.comments.receipt import Receipt, Submission, fingerprint
from alumusic.errors import Code, Conflict, InvalidRequest, NothingValid, TooLarge, TransientFailure
from alumusic.services.sending.send import Ingest, IngestLimits
from tests.support.comments import AT, answers, batch, comment, uuid


class BrokenQueue:
    def publish(self, messages: Sequence[BatchMessage], *, repeated: bool) -> None:
        raise TransientFailure("a fila não respondeu", Code.QUEUE_UNAVAILABLE)


@dataclass
class Queue:
    """Records the messages and the `repeated` flag of each publication."""

    sent: list[BatchMessage] = field(default_factory=list)
    repeated: list[bool] = field(default_factory=list)

    def publish(self, messages: Sequence[BatchMessage], *, repeated: bool) -> None:
        self.sent += messages
        self.repeated.append(repeated)


class ForgetfulBatches(MemoryBatches):
    """The store fails when a batch is marked as published."""

    def mark_published(self, batch_id: str, at: datetime) -> bool:
        raise TransientFailure("o banco de dados não respondeu", Code.STORE_UNAVAILABLE)


@dataclass
class Meanwhile(Queue):
    """Calls `act` during the first publication."""

    act: Callable[[], object] = lambda: None

    def publish(self, messages: Sequence[BatchMessage], *, repeated: bool) -> None:
        super().publish(messages, repeated=repeated)
        act, self.act = self.act, lambda: None
        act()


@dataclass
class World:
    store: MemoryStore = field(default_factory=MemoryStore)
    queue: Any = field(default_factory=Queue)
    now: datetime = AT
    batches: type[MemoryBatches] = MemoryBatches

    def send(self, items: Sequence[Any], key: str | None = None, body: str = "b", sender: str = "s1") -> Receipt:
        limits = IngestLimits(comments_per_message=10, comments_per_batch=5_000, characters=5_000)
        stores = self.batches(self.store), MemoryComments(self.store)
        ingest = Ingest(*stores, self.queue, limits, b"key", lambda: self.now)
        return ingest(Submission(sender, items, body, key))


def texts(count: int) -> list[dict[str, str]]:
    return [{"texto": f"comentário {n}"} for n in range(count)]


def test_41_comments_become_five_messages() -> None:
    world = World(queue=MemoryPublisher("comments"))

    receipt = world.send(texts(41))

    assert [len(message.comments) for message in world.queue.sent] == [10, 10, 10, 10, 1]
    assert [message.part for message in world.queue.sent] == [0, 1, 2, 3, 4]
    assert [c.id for message in world.queue.sent for c in message.comments] == list(receipt.accepted)


def test_the_batch_says_what_was_promised_and_when_it_was_published() -> None:
    world = World()

    receipt = world.send([{"texto": "a"}, {"texto": ""}, {"texto": "b"}], body="impressão")

    found = world.store.batches[receipt.batch_id]
    assert (found.total, found.sender, found.fingerprint) == (2, "s1", "impressão")
    assert (found.received_at, found.published_at) == (AT, AT)
    assert [rejection.position for rejection in receipt.rejections] == [1]


def test_the_same_request_again_publishes_nothing_and_gets_the_same_answer() -> None:
    world = World()
    first = world.send(texts(12), key="k")

    world.now += timedelta(minutes=5)
    again = world.send(texts(12), key="k")

    assert again == first._replace(repeated=True)
    assert len(world.queue.sent) == 2
    assert len(world.store.batches) == 1


def test_without_a_key_the_same_comments_are_another_batch() -> None:
    world = World()

    first, again = world.send(texts(1)), world.send(texts(1))

    assert first.batch_id != again.batch_id
    assert not set(first.accepted) & set(again.accepted)


def test_a_key_with_another_body_is_a_conflict() -> None:
    world = World()
    world.send(texts(1), key="k", body="one")

    with pytest.raises(Conflict) as refusal:
        world.send(texts(2), key="k", body="two")

    assert refusal.value.code == "chave_reutilizada"
    assert len(world.queue.sent) == 1


def test_a_key_belongs_to_its_sender() -> None:
    world = World()

    mine, theirs = world.send(texts(1), key="k", sender="s1"), world.send(texts(1), key="k", sender="s2")

    assert mine.batch_id != theirs.batch_id
    assert len(world.queue.sent) == 2


def test_an_unfinished_first_attempt_is_completed_with_the_same_ids() -> None:
    complete = World().send(texts(3), key="k")
    world = World(now=AT + timedelta(hours=1))
    world.store.batches[complete.batch_id] = batch(complete.batch_id, sender="s1", fingerprint="b", total=3)

    receipt = world.send(texts(3), key="k")

    assert receipt == complete
    assert [c.id for c in world.queue.sent[0].comments] == list(complete.accepted)
    assert world.queue.sent[0].comments[0].received_at == AT
    assert world.store.batches[complete.batch_id].published_at == world.now


def test_only_a_completed_attempt_is_announced_as_repeated() -> None:
    world = World()
    receipt = world.send(texts(1), key="k")
    world.store.batches[receipt.batch_id] = batch(receipt.batch_id, sender="s1", fingerprint="b")

    world.send(texts(1), key="k")

    assert world.queue.repeated == [False, True]


def test_when_the_queue_fails_nothing_was_promised_and_the_error_rises() -> None:
    world = World(queue=BrokenQueue())

    with pytest.raises(TransientFailure):
        world.send(texts(3), key="k")

    assert world.store.batches == {}


def test_a_sender_that_has_to_repeat_is_told_how() -> None:
    with pytest.raises(TransientFailure) as failure:
        World(queue=BrokenQueue()).send(texts(3))

    assert "Idempotency-Key" in failure.value.details[0]


def test_messages_that_the_queue_acknowledged_are_promised_even_if_the_store_cannot_mark_them() -> None:
    world = World(batches=ForgetfulBatches)

    first = world.send(texts(3), key="k")
    world.batches = MemoryBatches
    again = world.send(texts(3), key="k")

    assert first == again
    assert world.queue.repeated == [False, True]
    assert world.store.batches[first.batch_id].published_at == AT


def test_a_repetition_publishes_again_what_is_still_pending_after_a_long_while() -> None:
    world = World()
    first = world.send(texts(3), key="k")
    MemoryComments(world.store).store_outcomes(first.batch_id, answers([comment(0, id=first.accepted[0])]), AT)

    world.now = AT + timedelta(minutes=9)
    world.send(texts(3), key="k")
    soon = list(world.queue.repeated)
    world.now = AT + timedelta(minutes=10)
    receipt = world.send(texts(3), key="k")
    world.send(texts(3), key="k")

    assert soon == [False]
    assert world.queue.repeated == [False, True]
    assert (receipt.accepted, receipt.repeated) == (first.accepted, True)


def test_a_repetition_of_what_is_settled_publishes_nothing() -> None:
    world = World()
    first = world.send(texts(2), key="k")
    done = [comment(n, id=key) for n, key in enumerate(first.accepted)]
    MemoryComments(world.store).store_outcomes(first.batch_id, answers(done), AT)

    world.now = AT + timedelta(hours=1)
    world.send(texts(2), key="k")

    assert world.queue.repeated == [False]


def test_an_attempt_that_fails_withdraws_no_batch_that_a_parallel_one_has_published() -> None:
    world = World(queue=Meanwhile())

    def succeed_and_fail() -> None:
        world.send(texts(3), key="k")
        MemoryBatches(world.store).withdraw(next(iter(world.store.batches)))

    world.queue.act = succeed_and_fail
    receipt = world.send(texts(3), key="k")

    assert receipt.batch_id in world.store.batches


def test_an_attempt_whose_batch_a_parallel_one_withdrew_promises_nothing() -> None:
    world = World(queue=Meanwhile())
    world.queue.act = lambda: MemoryBatches(world.store).withdraw(next(iter(world.store.batches)))

    with pytest.raises(TransientFailure) as failure:
        world.send(texts(3), key="k")

    assert failure.value.code == "lote_retirado"


def test_after_a_failed_queue_the_same_key_may_be_sent_again() -> None:
    world = World(queue=BrokenQueue())
    with pytest.raises(TransientFailure):
        world.send(texts(3), key="k")

    world.queue = Queue()
    receipt = world.send(texts(3), key="k")

    assert len(world.queue.sent[0].comments) == len(receipt.accepted) == 3


def test_an_id_that_exists_already_is_rejected_under_its_index() -> None:
    world = World()
    MemoryComments(world.store).store_outcomes("earlier", answers([comment(7)]), AT)

    receipt = world.send([{"texto": ""}, {"texto": "a"}, {"id": uuid(7), "texto": "b"}, {"texto": ""}])

    assert [(r.position, r.code) for r in receipt.rejections] == [
        (0, "texto_vazio"),
        (2, "id_existente"),
        (3, "texto_vazio"),
    ]
    assert [c.text for c in world.queue.sent[0].comments] == ["a"]
    assert world.store.batches[receipt.batch_id].total == 1


def test_an_id_that_exists_because_of_this_very_batch_is_no_clash() -> None:
    world = World()
    first = world.send([{"id": uuid(7), "texto": "a"}], key="k")
    MemoryComments(world.store).store_outcomes(first.batch_id, answers([comment(7)]), AT)

    again = world.send([{"id": uuid(7), "texto": "a"}], key="k")

    assert again == first._replace(repeated=True)


@pytest.mark.parametrize(
    ("items", "key", "error", "code"),
    [
        ([], None, InvalidRequest, "lista_vazia"),
        (texts(5_001), None, TooLarge, "lote_grande"),
        (texts(1), "k" * 201, InvalidRequest, "chave_longa"),
        ([{"texto": ""}, 7], None, NothingValid, "nada_valido"),
    ],
)
def test_a_refused_request_leaves_no_trace(items: list[Any], key: str, error: type[Exception], code: str) -> None:
    world = World()

    with pytest.raises(error) as refusal:
        world.send(items, key=key)

    assert refusal.value.code == code  # type: ignore[attr-defined]
    assert (world.store.batches, world.queue.sent) == ({}, [])


def test_5000_comments_are_one_batch() -> None:
    world = World()

    receipt = world.send(texts(5_000), key="k" * 200)

    assert (len(receipt.accepted), len(world.queue.sent)) == (5_000, 500)


def test_nothing_valid_tells_what_is_wrong_with_each_item() -> None:
    world = World()

    with pytest.raises(NothingValid) as refusal:
        world.send([{"texto": ""}, 7])

    assert [(d["indice"], d["codigo"]) for d in refusal.value.details] == [(0, "texto_vazio"), (1, "tipo_invalido")]


def test_a_future_date_is_judged_by_the_first_receipt() -> None:
    world = World()
    items = [{"texto": "a"}, {"texto": "b", "publicado_em": (AT + timedelta(hours=1)).isoformat()}]
    first = world.send(items, key="k")

    world.now = datetime(2026, 6, 1, tzinfo=UTC)
    again = world.send(items, key="k")

    assert again == first._replace(repeated=True)
    assert [rejection.code for rejection in again.rejections] == ["data_futura"]


def test_a_fingerprint_tells_bodies_and_types_apart() -> None:
    prints = {fingerprint(b"a", "text/csv"), fingerprint(b"b", "text/csv"), fingerprint(b"a", "application/json")}

    assert len(prints) == 3
    assert fingerprint(b"a", "text/csv") in prints
