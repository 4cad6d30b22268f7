"""A message may be redelivered, in whole or in part: each comment is stored and counted once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest

from alumusic.adapters.memory import MemoryComments, MemoryErasedAuthors, MemoryMentions, MemoryReviews, MemoryStore
from alumusic.domain.comments.classification import Answers, Category, Classification, Failure, ModelUsage, Outcome
from alumusic.domain.comments.comment import Comment
from alumusic.domain.counting.cells import add
from alumusic.errors import AluMusicError, Code, ModelUnavailable, PermanentFailure
from alumusic.services.classifying.first import Classify
from alumusic.services.classifying.parking import EXHAUSTED, Park
from alumusic.services.review.erase import EraseComment, LateArrivals
from tests.support.comments import AT, answers, batch, classification, comment, failure, message, uuid

REFUSED = PermanentFailure("o modelo recusou a requisição", Code.MODEL_REFUSED)


@dataclass
class Model:
    """Classifies every comment as praise, except the refused ones."""

    refused: set[str] = field(default_factory=set)
    asked: list[list[str]] = field(default_factory=list)

    def classify(self, comments: Sequence[Comment]) -> Answers:
        self.asked.append([comment.id for comment in comments])
        results: list[Classification | Failure] = [
            failure() if comment.id in self.refused else classification(Category.PRAISE) for comment in comments
        ]
        usage = ModelUsage(model="m", prompt_version="v1", calls=1, comments=len(comments), tokens_in=100)
        return Answers([Outcome(*pair) for pair in zip(comments, results, strict=True)], [usage])


@dataclass
class Choking:
    """Raises `error`, after `seconds`, for any call that contains a poisonous comment."""

    world: "World"
    poisonous: set[str]
    error: AluMusicError = ModelUnavailable("o modelo respondeu 500", Code.MODEL_UNAVAILABLE)
    seconds: float = 0
    calls: int = 1
    """Calls that an answer took; 0 for a remembered one."""
    asked: list[list[str]] = field(default_factory=list)

    def classify(self, comments: Sequence[Comment]) -> Answers:
        self.asked.append([comment.id for comment in comments])
        if self.poisonous & {comment.id for comment in comments}:
            self.world.now += timedelta(seconds=self.seconds)
            raise self.error
        return answers(comments, calls=self.calls)


@dataclass
class Chained:
    """Fails as the first, then as the second; otherwise answers as the second."""

    first: Choking
    second: Choking

    def classify(self, comments: Sequence[Comment]) -> Answers:
        self.first.classify(comments)
        return self.second.classify(comments)


class Asleep:
    def classify(self, comments: Sequence[Comment]) -> Answers:
        raise ModelUnavailable("o modelo não respondeu", Code.MODEL_UNAVAILABLE)


@dataclass
class World:
    store: MemoryStore = field(default_factory=lambda: MemoryStore())
    model: Model = field(default_factory=Model)
    now: datetime = AT

    def __post_init__(self) -> None:
        self.store.batches["lote"] = batch("lote")
        self.store.batches["outro"] = batch("outro")
        self.comments = MemoryComments(self.store)
        erase = EraseComment(MemoryReviews(self.store), MemoryMentions(self.store), lambda: AT)
        self.late = LateArrivals(MemoryErasedAuthors(self.store), erase, lambda: AT)
        self.classify = Classify(self.model, self.comments, self.late, lambda: AT)
        self.park = Park(self.comments, self.late, lambda: AT)

    def choking(self, *poisonous: int, **told: Any) -> tuple[Classify, Choking]:
        model = Choking(self, {uuid(n) for n in poisonous}, **told)
        return Classify(model, self.comments, self.late, lambda: self.now), model

    def counted(self, kind: str = '["v"') -> int:
        """Sum of the counters of a kind over all shards."""
        return sum(count for name, count in add(self.store.shards.values()).items() if name.startswith(kind))

    def statuses(self) -> dict[str, str]:
        return {key: document["status"] for key, document in self.store.comments.items()}


def test_one_message_is_one_call_and_every_comment_is_stored_and_counted() -> None:
    world = World()

    world.classify(message(1, 2, 3), repeated=False)

    assert world.model.asked == [[uuid(1), uuid(2), uuid(3)]]
    assert world.statuses() == {uuid(n): "CONCLUIDO" for n in (1, 2, 3)}
    assert world.counted() == 3


def test_a_redelivery_asks_nothing_and_changes_nothing() -> None:
    world = World()
    world.classify(message(1, 2), repeated=False)
    before = (dict(world.store.comments), add(world.store.shards.values()))

    world.classify(message(1, 2), repeated=True)

    assert (world.store.comments, add(world.store.shards.values())) == before
    assert len(world.model.asked) == 1


def test_a_redelivery_that_nobody_announced_pays_again_but_counts_once() -> None:
    world = World()
    world.classify(message(1, 2), repeated=False)
    stored = dict(world.store.comments)

    world.classify(message(1, 2), repeated=False)

    assert world.store.comments == stored
    assert world.counted() == 2
    assert world.counted('["u"') == 2 * (1 + 2 + 100)


def test_a_partial_redelivery_asks_and_counts_only_the_rest() -> None:
    world = World()
    world.classify(message(1, 2), repeated=False)

    world.classify(message(1, 2, 3), repeated=True)

    assert world.model.asked[1] == [uuid(3)]
    assert world.counted() == 3


def test_a_comment_the_model_refuses_fails_alone_and_is_not_counted() -> None:
    world = World(model=Model(refused={uuid(2)}))

    world.classify(message(1, 2), repeated=False)

    assert world.statuses() == {uuid(1): "CONCLUIDO", uuid(2): "FALHOU"}
    assert world.store.comments[uuid(2)]["failure"]["code"] == "bloqueado"
    assert world.counted() == 1


def test_a_failed_comment_that_is_classified_later_is_done_and_counted_once() -> None:
    world = World()
    world.park(message(1), "bloqueado", "o modelo recusou")

    world.classify(message(1), repeated=True)
    world.classify(message(1), repeated=False)

    assert world.statuses() == {uuid(1): "CONCLUIDO"}
    assert world.store.comments[uuid(1)]["failure"] is None
    assert world.counted() == 1


def test_when_the_model_is_away_nothing_is_stored_and_the_error_rises() -> None:
    world = World()

    with pytest.raises(ModelUnavailable):
        Classify(Asleep(), world.comments, world.late, lambda: AT)(message(1), repeated=False)

    assert (world.store.comments, world.store.shards) == ({}, {})


@pytest.mark.parametrize("attempt", [4, 5, 10, 20, 100])
def test_a_comment_that_always_makes_the_model_fail_takes_no_other_with_it(attempt: int) -> None:
    world = World()
    classify, _ = world.choking(2)

    with pytest.raises(ModelUnavailable):
        classify(message(1, 2, 3), repeated=True, attempt=attempt)
    world.park(message(1, 2, 3), EXHAUSTED["codigo"], EXHAUSTED["motivo"])

    assert world.statuses() == {uuid(1): "CONCLUIDO", uuid(2): "FALHOU", uuid(3): "CONCLUIDO"}
    assert world.counted() == 2


def test_the_first_deliveries_ask_about_the_whole_message() -> None:
    world = World()
    classify, model = world.choking(2)

    with pytest.raises(ModelUnavailable):
        classify(message(1, 2, 3), repeated=True, attempt=3)

    assert model.asked == [[uuid(1), uuid(2), uuid(3)]]


def test_a_model_that_is_away_is_asked_three_times_and_no_more() -> None:
    world = World()
    classify, model = world.choking(*range(1, 11))

    with pytest.raises(ModelUnavailable):
        classify(message(*range(1, 11)), repeated=True, attempt=4)

    assert model.asked == [[uuid(1)], [uuid(2)], [uuid(3)]]


def test_a_comment_on_which_the_model_hangs_is_passed_by_from_both_ends() -> None:
    world = World()
    classify, model = world.choking(2, seconds=90)

    for attempt in (4, 5):
        with pytest.raises(ModelUnavailable):
            classify(message(1, 2, 3), repeated=True, attempt=attempt)

    assert model.asked == [[uuid(1)], [uuid(2)], [uuid(3)], [uuid(2)]]
    assert world.statuses() == {uuid(1): "CONCLUIDO", uuid(3): "CONCLUIDO"}


@pytest.mark.parametrize("attempt", [6, 9, 11, 99])
def test_an_outage_that_lasts_costs_one_call_a_delivery(attempt: int) -> None:
    world = World()
    classify, model = world.choking(1, 2, 3)

    with pytest.raises(ModelUnavailable):
        classify(message(1, 2, 3), repeated=True, attempt=attempt)

    assert len(model.asked) == 1


def test_a_message_that_the_model_refuses_whole_is_asked_one_by_one() -> None:
    world = World()
    classify, _ = world.choking(2, error=REFUSED)

    classify(message(1, 2, 3), repeated=False)

    assert world.statuses() == {uuid(1): "CONCLUIDO", uuid(2): "FALHOU", uuid(3): "CONCLUIDO"}
    assert world.store.comments[uuid(2)]["failure"]["code"] == "modelo_recusou"


@pytest.mark.parametrize("attempt", [1, 2, 3, 4, 5, 6, 10])
def test_a_message_of_which_the_model_refuses_every_comment_waits(attempt: int) -> None:
    world = World()
    classify, model = world.choking(1, 2, 3, 4, error=REFUSED)

    with pytest.raises(ModelUnavailable):
        classify(message(1, 2, 3, 4), repeated=attempt > 1, attempt=attempt)

    assert {ids[0] for ids in model.asked if len(ids) == 1} == {uuid(n) for n in (1, 2, 3, 4)}
    assert (world.store.comments, world.store.shards) == ({}, {})


def test_a_remembered_answer_is_no_sign_that_the_model_works() -> None:
    world = World()
    classify, _ = world.choking(2, error=REFUSED, calls=0)

    with pytest.raises(ModelUnavailable):
        classify(message(1, 2), repeated=False)

    assert world.statuses() == {uuid(1): "CONCLUIDO"}


def test_a_refused_comment_is_parked_although_another_has_to_wait() -> None:
    world = World()
    refusing, failing = world.choking(1, error=REFUSED)[1], world.choking(2)[1]
    classify = Classify(Chained(refusing, failing), world.comments, world.late, lambda: AT)

    with pytest.raises(ModelUnavailable, match="500"):
        classify(message(1, 2, 3), repeated=True, attempt=4)

    assert world.statuses() == {uuid(1): "FALHOU", uuid(3): "CONCLUIDO"}


@pytest.mark.parametrize("attempt", [0, 1, 2, 3])
def test_a_single_comment_that_the_model_refuses_waits_in_the_first_deliveries(attempt: int) -> None:
    world = World()
    classify, model = world.choking(1, error=REFUSED)

    with pytest.raises(ModelUnavailable):
        classify(message(1), repeated=attempt != 1, attempt=attempt)

    assert (model.asked, world.statuses()) == ([[uuid(1)]], {})


@pytest.mark.parametrize("attempt", [4, 5, 6, 10])
def test_a_single_comment_that_the_model_still_refuses_is_parked(attempt: int) -> None:
    world = World()
    classify, model = world.choking(1, error=REFUSED)

    classify(message(1), repeated=True, attempt=attempt)

    assert (model.asked, world.statuses()) == ([[uuid(1)]], {uuid(1): "FALHOU"})
    assert world.store.comments[uuid(1)]["failure"]["code"] == "modelo_recusou"


def test_parked_comments_failed_with_the_reason() -> None:
    world = World()

    world.park(message(1, 2), EXHAUSTED["codigo"], EXHAUSTED["motivo"])

    found = world.store.comments[uuid(2)]
    assert (found["status"], found["failure"]["code"]) == ("FALHOU", "tentativas_esgotadas")
    assert found["failure"]["reason"] == EXHAUSTED["motivo"]
    assert world.counted() == 0


def test_parking_what_is_done_changes_nothing() -> None:
    world = World()
    world.classify(message(1), repeated=False)
    before = (dict(world.store.comments), add(world.store.shards.values()))

    world.park(message(1), "tentativas_esgotadas", "tarde")

    assert (world.store.comments, add(world.store.shards.values())) == before


def test_a_second_failure_replaces_the_reason_and_counts_nothing() -> None:
    world = World()
    world.park(message(1), "bloqueado", "primeiro")

    world.park(message(1), "tentativas_esgotadas", "segundo")

    assert world.store.comments[uuid(1)]["failure"]["reason"] == "segundo"
    assert world.counted() == 0


@pytest.mark.parametrize("repeated", [False, True])
def test_a_comment_of_an_earlier_batch_is_recorded_as_a_duplicate(repeated: bool) -> None:
    world = World()
    world.classify(message(1, batch_id="lote"), repeated=False)

    world.classify(message(1, 2, batch_id="outro"), repeated=repeated)

    assert world.store.batches["outro"].duplicate_ids == (uuid(1),)
    assert world.store.comments[uuid(1)]["batch_id"] == "lote"
    assert world.counted() == 2


def test_a_duplicate_that_comes_again_is_recorded_once() -> None:
    world = World()
    world.comments.store_outcomes("lote", answers([comment(1)]), AT)

    world.comments.store_outcomes("outro", answers([comment(1)]), AT)
    world.comments.store_outcomes("outro", answers([comment(1)]), AT)

    assert world.store.batches["outro"].duplicate_ids == (uuid(1),)


def test_a_duplicate_never_settles_the_other_batch_s_failure() -> None:
    world = World()
    world.park(message(1, batch_id="lote"), "bloqueado", "o modelo recusou")

    world.classify(message(1, batch_id="outro"), repeated=False)

    assert world.statuses() == {uuid(1): "FALHOU"}
    assert world.counted() == 0


def test_the_cost_of_calls_is_counted() -> None:
    world = World()

    world.classify(message(1, 2), repeated=False)

    total = add(world.store.shards.values())
    assert {name.split(",")[-1]: n for name, n in total.items() if name.startswith('["u"')} == {
        '"chamadas"]': 1,
        '"comentarios"]': 2,
        '"tokens_entrada"]': 100,
    }
