"""Saved views: personal ones and the team's."""

import pytest

from alumusic.adapters.memory import MemoryStore, MemoryViews
from alumusic.domain.accounts.account import Caller, Role
from alumusic.errors import Conflict, Forbidden, NotFound
from alumusic.services.reading.saved_views import MAX_OWN, SavedQueries
from tests.support.comments import AT

ANA = Caller("1", "ana@alumusic.com", Role.CURATOR, "s")
BIA = Caller("2", "bia@alumusic.com", Role.CURATOR, "s")
CHEFE = Caller("3", "chefe@alumusic.com", Role.ADMIN, "s")


@pytest.fixture
def views() -> SavedQueries:
    return SavedQueries(MemoryViews(MemoryStore()), lambda: AT)


def test_one_sees_ones_own_and_the_teams(views: SavedQueries) -> None:
    views.save(ANA, "minha", "?categoria=SPAM", False)
    views.save(ANA, "Equipe", "?tag=show_som", True)
    views.save(BIA, "dela", "?busca=x", False)

    assert [view.name for view in views.visible(ANA)] == ["Equipe", "minha"]
    assert [view.name for view in views.visible(BIA)] == ["dela", "Equipe"]


def test_only_who_saved_it_or_an_admin_deletes_it(views: SavedQueries) -> None:
    private, shared = (views.save(ANA, "v", "?", team) for team in (False, True))

    with pytest.raises(NotFound):
        views.delete(BIA, private.id)
    with pytest.raises(Forbidden):
        views.delete(BIA, shared.id)
    views.delete(ANA, private.id)
    views.delete(CHEFE, shared.id)

    assert views.visible(ANA) == []
    with pytest.raises(NotFound):
        views.delete(ANA, private.id)


def test_there_is_a_limit_a_person(views: SavedQueries) -> None:
    for n in range(MAX_OWN):
        views.save(ANA, f"v{n}", "?", True)

    with pytest.raises(Conflict):
        views.save(ANA, "mais uma", "?", False)
    assert views.save(BIA, "a primeira", "?", False)
