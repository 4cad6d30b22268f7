"""Decisions on tags that the model proposed apply to new and stored comments."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from alumusic.domain.comments.classification import Category
from alumusic.domain.comments.tags import CATALOGUE, AcceptedTag, MergedTag, RejectedTag, TagCatalogue
from alumusic.domain.review.change import LabelChanges
from alumusic.errors import Code, Conflict, InvalidRequest, TransientFailure
from alumusic.prompts import load_prompt
from alumusic.services.classifying.known_tags import KnownCatalogue
from tests.support.comments import AT, classification, comment, uuid
from tests.support.review import ANA, World

Decide = Callable[[datetime], AcceptedTag | MergedTag | RejectedTag]


def accept(explanation: str = "Chuva no show") -> Decide:
    return lambda at: AcceptedTag(explanation=explanation, by=ANA, at=at)


def merge(into: str) -> Decide:
    return lambda at: MergedTag(into=into, by=ANA, at=at)


def reject(at: datetime) -> RejectedTag:
    return RejectedTag(by=ANA, at=at)


@pytest.fixture
def world() -> World:
    """Five comments; the first three have the candidate show_chuva."""
    found = World()
    for n in range(1, 6):
        candidates = ("show_chuva", "show_pipoca") if n <= 3 else ()
        found.store_outcomes(
            comment(n, text=f"choveu {n}", received_at=AT + timedelta(minutes=n)),
            classification(Category.CRITICISM, tags=("show_som",), candidates=candidates, model="m"),
        )
    return found


def test_candidates_are_listed_with_their_number_and_the_newest_examples(world: World) -> None:
    chuva, pipoca = world.tags.inventions()

    assert (chuva.code, chuva.comments) == ("show_chuva", 3)
    assert [(one.id, one.text) for one in chuva.examples] == [(uuid(n), f"choveu {n}") for n in (3, 2, 1)]
    assert pipoca.code == "show_pipoca"


def test_an_accepted_candidate_becomes_a_tag_of_stored_comments_and_is_counted(world: World) -> None:
    swept = world.tags.decide("show_chuva", accept())

    assert (swept.changed, swept.left) == (3, 0)
    assert world.judged(1).tags == ("show_som", "show_chuva")
    assert world.judged(1).candidates == ("show_pipoca",)
    assert "show_chuva" in world.stored(1)["tags"]
    assert sum(n for name, n in world.counted('["t"').items() if "show_chuva" in name) == 3
    assert world.agrees()


def test_a_merged_candidate_becomes_its_target_once(world: World) -> None:
    world.tags.decide("show_chuva", merge("show_som"))

    assert world.judged(1).tags == ("show_som",)
    assert world.agrees()


def test_a_rejected_candidate_vanishes(world: World) -> None:
    world.tags.decide("show_chuva", reject)
    world.tags.decide("show_pipoca", reject)

    assert (world.judged(1).tags, world.judged(1).candidates) == (("show_som",), ())
    assert world.tags.inventions() == []


def test_a_sweep_is_no_review_of_the_comment(world: World) -> None:
    before = world.record(1)

    world.tags.decide("show_chuva", accept())

    after = world.record(1)
    assert (after.revision, after.state.reviewed, world.store.history) == (before.revision, False, {})
    assert world.review.accept(uuid(1), 0, ANA) == 1


def test_one_request_sweeps_so_many_and_says_how_many_are_left(world: World) -> None:
    tags = replace(world.tags, most=2)

    first = tags.decide("show_chuva", accept())
    second = tags.decide("show_chuva", accept())

    assert [(first.changed, first.left), (second.changed, second.left)] == [(2, 1), (1, 0)]


def test_an_accepted_tag_can_be_used_in_a_correction_at_once(world: World) -> None:
    world.review.accept(uuid(4), 0, ANA)  # reads the catalogue, which is cached for a minute
    world.tags.decide("show_chuva", accept())

    world.review.correct(uuid(4), 1, LabelChanges(tags=("show_chuva",)), ANA)

    assert world.judged(4).tags == ("show_chuva",)


def test_an_undo_does_not_bring_back_a_candidate_that_was_decided(world: World) -> None:
    world.review.correct(uuid(1), 0, LabelChanges(category=Category.SPAM), ANA)
    world.tags.decide("show_chuva", accept())
    world.tags.decide("show_pipoca", reject)

    world.review.undo(uuid(1), 1, ANA)

    assert (world.judged(1).tags, world.judged(1).candidates) == (("show_som", "show_chuva"), ())
    assert world.agrees()


def test_a_decision_can_be_taken_again_but_for_an_accepted_one(world: World) -> None:
    world.tags.decide("show_chuva", reject)
    world.tags.decide("show_chuva", merge("show_som"))
    world.tags.decide("show_chuva", accept("Chuva"))
    world.tags.decide("show_chuva", accept("Chuva no show"))

    with pytest.raises(Conflict) as conflict:
        world.tags.decide("show_chuva", reject)

    assert conflict.value.code == "tag_ja_aceita"
    assert world.known.fresh().explain("show_chuva") == "Chuva no show"
    assert world.known.fresh().decisions == 1


@pytest.mark.parametrize(
    ("code", "decide", "error", "said"),
    [
        ("show_som", accept(), Conflict, "tag_do_catalogo"),
        ("show_chuva", merge("show_neve"), InvalidRequest, "destino_desconhecido"),
        ("show_chuva", merge("show_chuva"), InvalidRequest, "destino_desconhecido"),
    ],
)
def test_a_decision_that_cannot_be_kept_is_refused(
    world: World, code: str, decide: Decide, error: type[InvalidRequest], said: str
) -> None:
    with pytest.raises(error) as refused:
        world.tags.decide(code, decide)

    assert refused.value.code == said
    assert world.store.tags == TagCatalogue()


def test_the_catalogue_is_bounded(world: World) -> None:
    accepted = {f"nova_{n}": AcceptedTag(explanation="…", by=ANA, at=AT) for n in range(200)}
    rejected = {f"velha_{n}": RejectedTag(by=ANA, at=AT) for n in range(800)}
    world.store.tags = TagCatalogue(accepted=accepted)
    with pytest.raises(Conflict) as full:
        world.tags.decide("show_chuva", accept())
    world.store.tags = TagCatalogue(accepted=accepted, rejected=rejected)
    with pytest.raises(Conflict) as decided:
        world.tags.decide("show_chuva", reject)

    assert (full.value.code, decided.value.code) == ("catalogo_cheio", "decisoes_demais")
    assert world.tags.decide("velha_1", merge("show_som")).left == 0


def test_a_long_comment_is_shown_in_part() -> None:
    world = World()
    world.store_outcomes(comment(1, text="x" * 5_000), classification(candidates=("show_chuva",)))

    (invention,) = world.tags.inventions()

    assert len(invention.examples[0].text) == 301


def test_labels_are_sorted_by_what_was_decided() -> None:
    catalogue = (
        TagCatalogue()
        .decided("show_chuva", AcceptedTag(explanation="Chuva", by=ANA, at=AT))
        .decided("show_barulho", MergedTag(into="show_som", by=ANA, at=AT))
        .decided("show_xyz", RejectedTag(by=ANA, at=AT))
    )

    found = catalogue.labels(["show_som"], ["show_chuva", "show_barulho", "show_xyz", "show_novo"])

    assert found == (("show_som", "show_chuva"), ("show_novo",))
    assert "show_chuva" in catalogue and "show_barulho" not in catalogue
    assert (catalogue.explain("show_chuva"), catalogue.explain("show_novo")) == ("Chuva", "show_novo")
    assert list(catalogue.tags)[: len(CATALOGUE)] == list(CATALOGUE)


def test_the_prompt_names_accepted_tags_after_the_first_catalogue() -> None:
    plain, more = load_prompt("v1"), load_prompt("v1", ("show_chuva", "show_neve"))

    last = list(CATALOGUE)[-1]
    assert f"{last} show_chuva show_neve\n" in more.instructions
    assert more.instructions.replace(" show_chuva show_neve", "") == plain.instructions


class Forgetful:
    """A tag store that fails unless it is `up`."""

    def __init__(self) -> None:
        self.up, self.reads = True, 0
        self.catalogue = TagCatalogue()

    def read(self) -> tuple[TagCatalogue, Any]:
        self.reads += 1
        if not self.up:
            raise TransientFailure("o banco de dados não respondeu", Code.STORE_UNAVAILABLE)
        return self.catalogue, None


def test_the_catalogue_is_read_once_a_minute_and_the_last_known_one_serves() -> None:
    now, store = AT, Forgetful()
    known = KnownCatalogue(store, lambda: now)
    known()
    store.catalogue = TagCatalogue().decided("show_chuva", RejectedTag(by=ANA, at=AT))
    now = AT + timedelta(seconds=59)
    soon = known()
    now = AT + timedelta(seconds=60)
    later = known()
    store.up = False
    now = AT + timedelta(seconds=200)

    assert known() == known() == store.catalogue
    assert (soon, later, store.reads) == (TagCatalogue(), store.catalogue, 3)


def test_a_catalogue_that_was_never_read_is_the_first_one() -> None:
    store = Forgetful()
    store.up = False

    assert KnownCatalogue(store, lambda: AT)() == TagCatalogue()
