"""Reclassification by a curator, and resending of failures; a redelivery has no further effect."""

from collections.abc import Callable, Sequence
from copy import deepcopy
from datetime import timedelta

import pytest

from alumusic.domain.comments.classification import Category
from alumusic.domain.comments.comment import BatchMessage, CommentStatus
from alumusic.domain.review.change import CommentAtRevision, HistoryAction, LabelChanges, ReviewAction, ReviewDecision
from alumusic.errors import Conflict, InvalidRequest, NotFound
from tests.support.comments import AT, comment, failure, message, uuid
from tests.support.review import ANA, BIA, BY_MODEL, World


@pytest.fixture
def world() -> World:
    """Comments 1 to 3 are CONCLUIDO, 4 FALHOU."""
    found = World()
    for n in (1, 2, 3):
        found.store_outcomes(comment(n), BY_MODEL)
    found.store_outcomes(comment(4), failure())
    return found


def test_the_models_new_word_replaces_the_old_one_and_the_persons(world: World) -> None:
    world.review.correct(uuid(1), 0, LabelChanges(category=Category.SPAM), ANA)

    world.reclassify(uuid(1))
    world.deliver()

    state, found = world.record().state, world.judged()
    assert found == world.model.word
    assert (state.model_category, state.reviewed, state.reviewer, state.reviewed_at) == (
        Category.QUESTION,
        False,
        None,
        None,
    )
    entry = world.reviews.entry(uuid(1), 1)
    assert entry is not None and (entry.action, entry.who) == (HistoryAction.RECLASSIFIED, "m2")
    assert world.agrees()


def test_the_model_itself_is_asked_not_the_memory_of_its_answers(world: World) -> None:
    world.reclassify(uuid(1))

    world.deliver()

    assert world.model.asked == [([uuid(1)], True)]


def test_a_redelivery_finds_another_revision_and_changes_nothing(world: World) -> None:
    world.reclassify(uuid(1))
    (sent,) = world.deliver()
    before = (world.stored() | {}, world.counted())

    world.work(sent, repeated=True)
    world.work(sent, repeated=False)

    assert (world.stored(), world.counted()) == before
    assert len(world.model.asked) == 1
    assert sum(world.counted('["u"').values()) == 2  # one call, one comment


def test_a_comment_that_changed_since_is_left_alone(world: World) -> None:
    world.reclassify(uuid(1))
    world.review.accept(uuid(1), 0, BIA)

    world.deliver()

    assert (world.judged(), world.record().revision, world.model.asked) == (BY_MODEL, 1, [])


def test_a_comment_that_changes_while_the_model_thinks_is_left_alone_and_the_others_not(world: World) -> None:
    world.many([CommentAtRevision(uuid(n), 0) for n in (1, 2)], ReviewDecision(ReviewAction.RECLASSIFY, ANA))
    ask = world.model.classify

    def slowly(comments: object, *, fresh: bool = False) -> object:
        world.review.accept(uuid(1), 0, BIA)
        return ask(comments, fresh=fresh)  # type: ignore[arg-type]

    world.model.classify = slowly  # type: ignore[method-assign,assignment]
    world.deliver()

    assert (world.judged(1), world.record(1).revision) == (BY_MODEL, 1)
    assert (world.judged(2), world.record(2).revision) == (world.model.word, 1)
    assert sum(world.counted('["u"').values()) == 3  # one call, two comments
    assert world.agrees()


def test_a_comment_that_is_classified_while_the_model_thinks_of_others_keeps_its_word(world: World) -> None:
    world.reclassify(uuid(1))
    (sent,), world.publisher.sent = world.publisher.sent, []
    ask = world.model.classify

    def slowly(comments: object, *, fresh: bool = False) -> object:
        world.review.accept(uuid(1), 0, BIA)
        world.store_outcomes(comment(4), BY_MODEL)
        return ask(comments, fresh=fresh)  # type: ignore[arg-type]

    world.model.classify = slowly  # type: ignore[method-assign,assignment]
    world.work(sent.model_copy(update={"again": {uuid(1): 0, uuid(4): 0}}), repeated=False)

    assert world.model.asked == [([uuid(1)], True)]
    assert [(world.judged(n), world.record(n).revision) for n in (1, 4)] == [(BY_MODEL, 1), (BY_MODEL, 0)]
    assert world.agrees()


def test_a_comment_without_a_new_answer_stays_as_it_was(world: World) -> None:
    world.model.refused = {uuid(1)}
    world.reclassify(uuid(1))
    before = world.stored() | {}

    (sent,) = world.deliver()
    world.park(sent, "modelo_recusou", "o modelo recusou")

    assert world.stored() == before
    assert world.agrees()


def test_a_comment_that_failed_is_not_asked_again_this_way(world: World) -> None:
    with pytest.raises(Conflict):
        world.reclassify(uuid(4))
    with pytest.raises(NotFound):
        world.reclassify(uuid(9))

    assert world.publisher.sent == []


def test_an_erased_comment_stays_erased(world: World) -> None:
    world.reclassify(uuid(1))
    world.erase(uuid(1))
    left = world.stored() | {}

    (sent,) = world.deliver()
    world.park(sent, "tentativas_esgotadas", "tarde")

    assert world.stored() == left
    assert world.agrees()


def test_an_undo_brings_back_what_was_before_the_model_spoke_again(world: World) -> None:
    world.review.correct(uuid(1), 0, LabelChanges(category=Category.SPAM), ANA)
    before = world.stored() | {}
    world.reclassify(uuid(1))
    world.deliver()

    world.review.undo(uuid(1), 2, ANA)

    assert world.stored() == before | {"revision": 3}


def test_many_go_out_in_messages_of_one_batch_each(world: World) -> None:
    for n in range(10, 33):
        world.store_outcomes(comment(n), BY_MODEL, batch_id="outro")
    seen = [CommentAtRevision(uuid(n), 0) for n in (1, 2, *range(10, 33))]

    results = world.many(seen, ReviewDecision(ReviewAction.RECLASSIFY, ANA))

    sent = world.publisher.sent
    assert [result.id for result in results] == [one.id for one in seen]
    assert [(one.batch_id, len(one.comments)) for one in sent] == [
        ("lote", 2),
        ("outro", 10),
        ("outro", 10),
        ("outro", 3),
    ]
    assert all(one.again == {comment.id: 0 for comment in one.comments} for one in sent)


def test_a_comment_that_cannot_be_reclassified_has_its_own_error(world: World) -> None:
    world.review.accept(uuid(2), 0, BIA)

    results = world.many(
        [CommentAtRevision(uuid(n), 0) for n in (1, 2, 4, 9)], ReviewDecision(ReviewAction.RECLASSIFY, ANA)
    )

    codes = [result.error and result.error.code for result in results]
    assert codes == [None, "revisao_antiga", "nao_classificado", "nao_encontrado"]
    assert [result.revision for result in results] == [0, 1, None, None]
    assert [list(sent.again or {}) for sent in world.publisher.sent] == [[uuid(1)]]


def test_many_are_corrected_accepted_and_undone(world: World) -> None:
    seen = [CommentAtRevision(uuid(n), 0) for n in (1, 2, 3)]
    spam = ReviewDecision(ReviewAction.CORRECT, ANA, LabelChanges(category=Category.SPAM), "corrente")

    corrected = world.many(seen, spam)
    accepted = world.many([CommentAtRevision(uuid(1), 1)], ReviewDecision(ReviewAction.ACCEPT, BIA))
    undone = world.many([CommentAtRevision(uuid(n), 1) for n in (1, 2, 3)], ReviewDecision(ReviewAction.UNDO, ANA))

    assert [result.revision for result in (*corrected, *accepted)] == [1, 1, 1, 2]
    assert [(result.revision, result.error and result.error.code) for result in undone] == [
        (2, "revisao_antiga"),
        (2, None),
        (2, None),
    ]
    assert world.judged(2) == BY_MODEL
    assert world.agrees()


@pytest.mark.parametrize(
    "decision",
    [
        ReviewDecision(ReviewAction.CORRECT, ANA),
        ReviewDecision(ReviewAction.ACCEPT, ANA, LabelChanges(category=Category.SPAM)),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused_as_a_whole(world: World, decision: ReviewDecision) -> None:
    with pytest.raises(InvalidRequest):
        world.many([CommentAtRevision(uuid(1), 0)], decision)


def test_messages_of_before_can_still_be_read() -> None:
    old = message(1).model_dump_json(exclude_none=True)

    assert "again" not in old
    assert BatchMessage.model_validate_json(old).again is None


def test_a_failed_comment_is_resent_and_counted_once(world: World) -> None:
    sent = world.resend(None)
    marked = world.stored(4)["resent_at"]
    world.deliver()
    world.deliver()

    assert (sent.sent, sent.left, marked) == (1, 0, world.now)
    assert world.record(4).state.status is CommentStatus.DONE
    assert world.stored(4)["resent_at"] == world.now
    assert world.agrees()


def test_a_failed_comment_that_is_resent_twice_is_classified_once(world: World) -> None:
    world.resend(None)
    world.resend([uuid(4)])

    world.deliver()

    assert len(world.model.asked) == 1
    assert world.agrees()


def test_ids_that_did_not_fail_are_passed_over(world: World) -> None:
    world.store_outcomes(comment(5), failure())

    sent = world.resend([uuid(1), uuid(4), uuid(4), uuid(9), "x"])

    assert (sent.sent, sent.left) == (1, 1)
    assert [one.id for out in world.publisher.sent for one in out.comments] == [uuid(4)]


def test_a_resent_comment_that_fails_again_has_the_newer_reason(world: World) -> None:
    world.model.refused = {uuid(4)}
    world.resend(None)

    (sent,) = world.deliver()
    world.park(sent, "tentativas_esgotadas", "o modelo não respondeu")

    assert world.stored(4)["failure"]["code"] == "tentativas_esgotadas"
    assert world.stored(4)["failure"]["failed_at"] == world.now
    assert world.agrees()


def test_a_model_that_fails_it_at_once_does_so_after_it_was_sent(world: World) -> None:
    sent_at, publish = world.now, world.publisher.publish

    def at_once(messages: Sequence[BatchMessage], *, repeated: bool = False) -> None:
        publish(messages, repeated=repeated)
        world.now += timedelta(milliseconds=5)
        world.park(messages[0], "bloqueado", "o modelo recusou")

    world.publisher.publish = at_once  # type: ignore[method-assign]
    world.resend(None)

    assert world.stored(4)["resent_at"] == sent_at < world.stored(4)["failure"]["failed_at"]


def test_a_record_that_was_read_does_not_change_with_its_comment(world: World) -> None:
    def correct() -> None:
        world.review.correct(uuid(1), 0, LabelChanges(category=Category.SPAM), ANA)

    steps: list[Callable[[], object]] = [
        lambda: world.resend(None), world.deliver, correct, lambda: world.reclassify(uuid(1)), world.deliver,
        lambda: world.erase(uuid(4)),
    ]  # fmt: skip
    for step in steps:
        read = [world.record(n).version for n in (1, 4)]
        kept = deepcopy(read)
        step()
        assert read == kept


def test_those_never_sent_again_go_first_then_the_oldest() -> None:
    world = World()
    for n in range(1_003):
        world.store_outcomes(comment(n, received_at=AT - timedelta(seconds=n)), failure())
    first = world.resend(None)
    rest = {key for key, stored in world.store.comments.items() if stored["resent_at"] is None}

    world.now += timedelta(minutes=1)
    world.publisher.sent.clear()
    world.resend(None)

    assert (first.sent, first.left) == (1_000, 3)
    assert rest == {uuid(0), uuid(1), uuid(2)}
    assert {one.id for one in world.publisher.sent[0].comments} > rest
