"""An erased comment is removed everywhere, uncounted, and not restored by the queue."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from alumusic.adapters.memory import MemoryReviews, MemoryStore
from alumusic.domain.comments.comment import BatchMessage, Comment
from alumusic.domain.comments.intake import author_hash
from alumusic.domain.review.change import LabelChanges, Record
from alumusic.domain.review.erasure import KEPT
from alumusic.errors import Code, InvalidRequest, ModelUnavailable, NotFound
from alumusic.services.review.erase import MOST_ERASED, ErasureResult
from tests.support.comments import AT, comment, failure, uuid
from tests.support.review import ANA, BY_MODEL, KEY, World

HERS = author_hash("Ana Lima", KEY)


def by_ana(n: int, **fields: Any) -> Comment:
    return comment(n, author_hash=HERS, artist="Aurora", **fields)


def message(*comments: Comment) -> BatchMessage:
    return BatchMessage(batch_id="lote", part=0, comments=comments)


@pytest.fixture
def world() -> World:
    """Comments 1 and 2 are Ana's, and 2 failed; 3 has another author, 4 none."""
    found = World()
    found.store_outcomes(by_ana(1), BY_MODEL)
    found.store_outcomes(by_ana(2), failure())
    found.store_outcomes(comment(3, author_hash=author_hash("Bia", KEY)), BY_MODEL)
    found.store_outcomes(comment(4), BY_MODEL)
    return found


def statuses(world: World) -> list[str]:
    return [world.stored(n)["status"] for n in sorted(range(1, len(world.store.comments) + 1))]


def test_all_of_an_authors_comments_go_and_nobody_elses(world: World) -> None:
    world.review.correct(uuid(1), 0, LabelChanges(tags=("show_som",)), ANA)

    gone = world.erase_author(" Ana   Lima ", only_count=False)

    assert gone == ErasureResult(erased=2, left=0)
    assert statuses(world) == ["APAGADO", "APAGADO", "CONCLUIDO", "CONCLUIDO"]
    assert set(world.stored(1)) == {"batch_id", "status", "revision", "erased_at"}
    assert uuid(1) not in world.store.history
    assert world.agrees()


def test_only_counting_erases_nothing(world: World) -> None:
    gone = world.erase_author("Ana Lima", only_count=True)

    assert gone == ErasureResult(erased=0, left=2)
    assert "APAGADO" not in statuses(world)
    assert world.store.erased_authors.authors == {}


def test_a_call_is_bounded_and_the_next_goes_on(world: World) -> None:
    erase_one_a_call = replace(world.erase_author, most=1)

    calls = [erase_one_a_call("Ana Lima", only_count=False) for _ in range(3)]

    assert [(call.erased, call.left) for call in calls] == [(1, 1), (1, 0), (0, 0)]
    assert MOST_ERASED < 500


def test_an_author_without_a_name_is_refused(world: World) -> None:
    with pytest.raises(InvalidRequest):
        world.erase_author("  ", only_count=False)


def test_an_erased_authors_queued_comments_are_not_shown_to_the_model_and_do_not_stay(world: World) -> None:
    late = by_ana(5)
    world.now += timedelta(hours=2)
    world.erase_author("Ana Lima", only_count=False)

    world.work(message(late, comment(6)), repeated=False)

    assert [ids for ids, _ in world.model.asked] == [[uuid(6)]]
    assert (world.stored(5)["status"], world.stored(6)["status"]) == ("APAGADO", "CONCLUIDO")
    assert "text" not in world.stored(5)
    assert world.comments.progress("lote")[0] + world.comments.progress("lote")[1] == 6
    assert world.agrees()


def test_comments_in_classification_when_the_erasure_comes_do_not_stay(world: World) -> None:
    """The instance's erasure list is a minute old, so the comment is stored; the check after the commit erases it."""
    world.work(message(comment(8, author_hash="x")), repeated=False)  # reads the list
    world.erase_author("Ana Lima", only_count=False)

    world.work(message(by_ana(5)), repeated=False)

    assert world.stored(5)["status"] == "APAGADO"
    assert world.agrees()


class Interrupted(MemoryReviews):
    """Calls `first` before the first erasure."""

    def __init__(self, store: MemoryStore, first: Callable[[], None]) -> None:
        super().__init__(store)
        self.waiting = [first]

    def erase(self, record: Record, at: datetime) -> bool:
        while self.waiting:
            self.waiting.pop()()
        return super().erase(record, at)


def test_comments_that_arrive_during_the_erasure_do_not_stay(world: World) -> None:
    reviews = Interrupted(world.store, lambda: world.work(message(by_ana(5)), repeated=False))
    erase_author = replace(world.erase_author, erase=replace(world.erase, comments=reviews))

    erase_author("Ana Lima", only_count=False)

    assert world.stored(5)["status"] == "APAGADO"


def test_a_redelivery_after_a_crash_between_commit_and_look_does_not_let_it_stay(world: World) -> None:
    world.store_outcomes(by_ana(5), BY_MODEL)
    world.store.erased_authors = world.store.erased_authors.model_copy(update={"authors": {HERS: world.now}})

    world.work(message(by_ana(5)), repeated=True)

    assert world.stored(5)["status"] == "APAGADO"


def test_parked_comments_of_an_erased_author_do_not_stay(world: World) -> None:
    world.erase_author("Ana Lima", only_count=False)

    world.park(message(by_ana(5), comment(6)), "tentativas_esgotadas", "o modelo não respondeu")

    assert (world.stored(5)["status"], world.stored(6)["status"]) == ("APAGADO", "FALHOU")


def test_comments_written_after_the_erasure_stay(world: World) -> None:
    world.erase_author("Ana Lima", only_count=False)
    again = by_ana(5, received_at=world.now + timedelta(seconds=1), published_at=AT)

    world.work(message(again), repeated=False)

    assert world.stored(5)["status"] == "CONCLUIDO"
    assert world.agrees()


def test_when_the_model_is_away_an_erased_comment_is_gone_all_the_same(world: World) -> None:
    world.erase_author("Ana Lima", only_count=False)

    def away(comments: object, *, fresh: bool = False) -> None:
        raise ModelUnavailable("o modelo não respondeu", Code.MODEL_UNAVAILABLE)

    world.model.classify = away  # type: ignore[method-assign, assignment]
    with pytest.raises(ModelUnavailable):
        world.work(message(by_ana(5), comment(6)), repeated=False)
    world.park(message(by_ana(5), comment(6)), "tentativas_esgotadas", "o modelo não respondeu")

    assert world.stored(5)["status"] == "APAGADO"


def test_the_list_forgets_an_author_once_nothing_can_be_on_its_way(world: World) -> None:
    world.erase_author("Ana Lima", only_count=False)
    world.now += KEPT + timedelta(days=1)

    world.erase_author("Bia", only_count=False)

    assert list(world.store.erased_authors.authors) == [author_hash("Bia", KEY)]


def test_a_comment_without_an_author_costs_no_look_at_the_list(world: World) -> None:
    world.store.erased_authors = None  # type: ignore[assignment]

    world.work(message(comment(6)), repeated=False)

    assert world.stored(6)["status"] == "CONCLUIDO"


def test_one_comment_is_erased_once(world: World) -> None:
    world.erase(uuid(1))

    with pytest.raises(NotFound):
        world.erase(uuid(1))
    assert world.agrees()
