"""A curator's correction: what it changes, what it keeps, and that it is counted once."""

import pytest

from alumusic.domain.comments.classification import Category, Sentiment
from alumusic.domain.comments.comment import CommentStatus
from alumusic.domain.counting.cells import cells_of
from alumusic.domain.review.change import HistoryAction, LabelChanges
from alumusic.errors import Conflict, InvalidRequest, NotFound, Stale
from tests.support.comments import comment, failure, uuid
from tests.support.review import ANA, BIA, BY_MODEL, World


@pytest.fixture
def world() -> World:
    """Comment 1 is CONCLUIDO, classified by the model; comment 2 is FALHOU."""
    found = World()
    found.store_outcomes(comment(1, artist="Aurora"), BY_MODEL)
    found.store_outcomes(comment(2), failure())
    return found


def test_a_correction_is_the_persons_word_and_keeps_what_the_model_had_said(world: World) -> None:
    revision = world.review.correct(uuid(1), 0, LabelChanges(category=Category.CRITICISM), ANA, "ironia")

    found, state = world.judged(), world.record().state
    assert (revision, world.record().revision) == (1, 1)
    assert (found.category, found.sentiment) == (Category.CRITICISM, Sentiment.NEGATIVE)
    assert (found.confidence, found.curator, found.classified_at) == (1.0, ANA, world.now)
    assert (found.model, found.prompt_version, found.tags) == ("m", "v1", ("musica_vocal",))
    assert (found.evidence, found.candidates) == ("voz", ("show_chuva",))
    assert (state.reviewed, state.reviewer, state.reviewed_at) == (True, ANA, world.now)
    assert state.model_category is Category.PRAISE


def test_a_correction_moves_the_counters_of_its_hour_and_nothing_else(world: World) -> None:
    world.review.correct(uuid(1), 0, LabelChanges(category=Category.CRITICISM), ANA)

    assert world.counted() == dict(cells_of(world.record().comment, world.judged()))
    assert world.agrees()


def test_the_change_is_in_the_history_with_what_was_before_and_after(world: World) -> None:
    world.review.correct(uuid(1), 0, LabelChanges(category=Category.QUESTION), ANA, "é pergunta")

    entry = world.reviews.entry(uuid(1), 0)
    assert entry is not None
    assert (entry.action, entry.who, entry.at, entry.note) == (HistoryAction.CORRECTED, ANA, world.now, "é pergunta")
    assert (entry.before.classification, entry.after.classification) == (BY_MODEL, world.judged())
    assert not entry.before.reviewed


@pytest.mark.parametrize(
    ("category", "sentiment"),
    [
        (Category.CRITICISM, Sentiment.NEGATIVE),
        (Category.SUGGESTION, Sentiment.NEUTRAL),
        (Category.QUESTION, Sentiment.NEUTRAL),
        (Category.SPAM, Sentiment.NEUTRAL),
    ],
)
def test_a_new_category_brings_its_usual_sentiment(world: World, category: Category, sentiment: Sentiment) -> None:
    world.review.correct(uuid(1), 0, LabelChanges(category=category), ANA)

    assert world.judged().sentiment is sentiment


def test_praise_is_positive_and_a_sentiment_that_is_given_stays(world: World) -> None:
    world.review.correct(uuid(1), 0, LabelChanges(category=Category.CRITICISM, sentiment=Sentiment.NEUTRAL), ANA)
    given = world.judged().sentiment

    world.review.correct(uuid(1), 1, LabelChanges(category=Category.PRAISE), ANA)

    assert (given, world.judged().sentiment) == (Sentiment.NEUTRAL, Sentiment.POSITIVE)


def test_a_correction_of_the_tags_alone_leaves_category_and_sentiment(world: World) -> None:
    world.review.correct(uuid(1), 0, LabelChanges(tags=("musica_letra", "musica_letra", "musica_feat")), ANA)

    found = world.judged()
    assert (found.category, found.sentiment) == (Category.PRAISE, Sentiment.POSITIVE)
    assert found.tags == ("musica_letra", "musica_feat")
    assert set(world.stored()["tags"]) == {"musica_letra", "musica_feat"}
    assert world.agrees()


def test_spam_loses_its_tags_and_candidates(world: World) -> None:
    world.review.correct(uuid(1), 0, LabelChanges(category=Category.SPAM), ANA)

    found = world.judged()
    assert (found.tags, found.candidates, found.sentiment) == ((), (), Sentiment.NEUTRAL)
    assert world.stored()["has_candidates"] is False
    assert world.agrees()


@pytest.mark.parametrize(
    ("wanted", "code", "named"),
    [
        (LabelChanges(category=Category.SPAM, sentiment=Sentiment.NEGATIVE), "spam_neutro", "NEUTRO"),
        (LabelChanges(category=Category.SPAM, tags=("musica_letra",)), "spam_sem_tags", "SPAM"),
        (LabelChanges(tags=("musica_letra", "show_pipoca")), "tag_desconhecida", "show_pipoca"),
    ],
)
def test_invalid_labels_are_refused_with_the_reason(world: World, wanted: LabelChanges, code: str, named: str) -> None:
    before = (dict(world.stored()), world.counted())

    with pytest.raises(InvalidRequest) as refused:
        world.review.correct(uuid(1), 0, wanted, ANA)

    assert (refused.value.status, refused.value.code) == (400, code)
    assert named in refused.value.message
    assert (world.stored(), world.counted()) == before


def test_a_correction_that_changes_nothing_accepts(world: World) -> None:
    world.review.correct(uuid(1), 0, LabelChanges(category=Category.PRAISE, tags=("musica_vocal",)), ANA)

    entry = world.reviews.entry(uuid(1), 0)
    assert entry is not None and entry.action is HistoryAction.ACCEPTED
    assert world.judged() == BY_MODEL
    assert world.record().state.reviewer == ANA


def test_accepting_reviews_and_leaves_classification_and_counters(world: World) -> None:
    before = world.counted()

    world.review.accept(uuid(1), 0, ANA)

    state = world.record().state
    assert (state.classification, world.counted()) == (BY_MODEL, before)
    assert (state.reviewed, state.reviewer, state.reviewed_at, world.record().revision) == (True, ANA, world.now, 1)


def test_a_correction_of_an_older_revision_changes_nothing_and_names_the_present_one(world: World) -> None:
    world.review.accept(uuid(1), 0, BIA)

    with pytest.raises(Stale) as stale:
        world.review.correct(uuid(1), 0, LabelChanges(category=Category.SPAM), ANA)

    assert (stale.value.status, stale.value.code, stale.value.details) == (412, "revisao_antiga", [{"revisao": 1}])
    assert world.judged() == BY_MODEL


@pytest.mark.parametrize("comment_id", [uuid(9), "../x", "a/b", "", "x" * 36])
def test_a_comment_that_is_not_there_is_not_found(world: World, comment_id: str) -> None:
    with pytest.raises(NotFound):
        world.review.accept(comment_id, 0, ANA)


def test_a_person_can_classify_what_failed(world: World) -> None:
    world.review.correct(uuid(2), 0, LabelChanges(category=Category.SUGGESTION), ANA)

    state = world.record(2).state
    assert (state.status, state.failure, state.model_category) == (CommentStatus.DONE, None, None)
    assert world.judged(2).category is Category.SUGGESTION
    assert len(world.comments.classified()) == 2
    assert world.agrees()


def test_a_failed_comment_needs_a_category_and_cannot_be_accepted(world: World) -> None:
    with pytest.raises(InvalidRequest) as refused:
        world.review.correct(uuid(2), 0, LabelChanges(sentiment=Sentiment.NEUTRAL), ANA)
    with pytest.raises(Conflict) as conflict:
        world.review.accept(uuid(2), 0, ANA)

    assert (refused.value.code, conflict.value.code) == ("categoria_obrigatoria", "nao_classificado")


def test_an_undo_brings_all_of_it_back_as_a_new_revision(world: World) -> None:
    before, counted = world.stored() | {}, world.counted()
    world.review.correct(uuid(1), 0, LabelChanges(category=Category.SPAM), ANA)

    revision = world.review.undo(uuid(1), 1, BIA)

    assert revision == 2
    assert world.stored() == before | {"revision": 2}
    assert world.counted() == counted
    entry = world.reviews.entry(uuid(1), 1)
    assert entry is not None and (entry.action, entry.who) == (HistoryAction.UNDONE, BIA)


def test_undoing_an_undo_brings_the_change_back(world: World) -> None:
    world.review.correct(uuid(1), 0, LabelChanges(category=Category.SPAM), ANA)
    changed = world.stored() | {}

    world.review.undo(uuid(1), 1, BIA)
    world.review.undo(uuid(1), 2, BIA)

    assert world.stored() == changed | {"revision": 3}
    assert world.agrees()


def test_an_undo_of_a_failed_ones_correction_makes_it_fail_again(world: World) -> None:
    before = world.stored(2) | {}
    world.review.correct(uuid(2), 0, LabelChanges(category=Category.PRAISE), ANA)

    world.review.undo(uuid(2), 1, ANA)

    assert {name for name in world.stored(2) if name in ("category", "tags", "curator")} == set()
    assert world.stored(2) == before | {"revision": 2}
    assert world.agrees()


def test_there_is_nothing_to_undo_on_a_first_classification(world: World) -> None:
    with pytest.raises(Conflict) as conflict:
        world.review.undo(uuid(1), 0, ANA)

    assert conflict.value.code == "nada_a_desfazer"


def test_a_failed_comment_with_a_history_that_the_model_classifies_keeps_its_revisions(world: World) -> None:
    world.review.correct(uuid(2), 0, LabelChanges(category=Category.PRAISE), ANA)
    world.review.undo(uuid(2), 1, ANA)

    world.store_outcomes(comment(2), BY_MODEL)
    world.review.accept(uuid(2), 2, ANA)

    assert world.record(2).revision == 3
    assert sorted(world.store.history[uuid(2)]) == [0, 1, 2]
    assert world.agrees()


def test_an_erased_comment_leaves_a_tombstone_and_its_counters_are_taken_back(world: World) -> None:
    world.review.correct(uuid(1), 0, LabelChanges(category=Category.SPAM), ANA)

    world.erase(uuid(1))

    assert world.stored() == {"batch_id": "lote", "status": "APAGADO", "revision": 1, "erased_at": world.now}
    assert uuid(1) not in world.store.history
    assert world.counted() == {}
    assert world.agrees()


def test_an_erased_comment_is_not_found_and_no_redelivery_brings_it_back(world: World) -> None:
    world.erase(uuid(1))
    left = dict(world.stored())

    world.store_outcomes(comment(1), BY_MODEL)
    world.store_outcomes(comment(1), failure())

    assert world.stored() == left
    assert world.counted() == {}
    assert world.comments.missing("lote", [uuid(1)]) == set()
    assert world.comments.owners([uuid(1)]) == {uuid(1): "lote"}
    assert world.comments.progress("lote") == (1, 1)
    with pytest.raises(NotFound):
        world.erase(uuid(1))
    with pytest.raises(NotFound):
        world.review.accept(uuid(1), 0, ANA)


def test_a_failed_comment_is_erased_without_touching_the_counters(world: World) -> None:
    counted = world.counted()

    world.erase(uuid(2))

    assert world.counted() == counted
    assert world.agrees()
