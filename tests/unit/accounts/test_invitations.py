"""Invitations are for one use, expire, and give a role."""

from dataclasses import replace
from datetime import timedelta

import pytest

from alumusic.adapters.memory import MemoryAccounts, MemoryInvitations
from alumusic.domain.accounts.account import Invitation, RegistrationOutcome, Role, User
from alumusic.domain.versioned import Versioned
from alumusic.errors import Conflict, Forbidden, InvalidRequest, NotFound
from tests.support.accounts import HERE, PASSWORD, World
from tests.support.comments import AT


@pytest.mark.parametrize("role", list(Role))
def test_an_invitation_gives_its_role(role: Role) -> None:
    world = World()
    invitation, code = world.invitations.issue(role, None, 7, "chefe@alumusic.com")

    user = world.register("ana@gmail.com", code)

    assert user.role is role
    assert world.store.invitations[invitation.id].used_by == "ana@gmail.com"
    assert code not in invitation.model_dump_json()


def test_an_invitation_outranks_the_team_s_domain() -> None:
    world = World()
    _, code = world.invitations.issue(Role.ADMIN, None, 7, "chefe")

    assert world.register(code=code).role is Role.ADMIN


def test_an_invitation_is_used_once() -> None:
    world = World()
    _, code = world.invitations.issue(Role.CURATOR, None, 7, "chefe")
    world.register("ana@gmail.com", code)

    with pytest.raises(Forbidden) as refusal:
        world.register("bia@gmail.com", code)

    assert refusal.value.code == "convite_necessario"


def test_an_invitation_for_an_address_is_for_no_other() -> None:
    world = World()
    _, code = world.invitations.issue(Role.CURATOR, " Ana@gmail.com", 7, "chefe")

    with pytest.raises(Forbidden):
        world.register("bia@gmail.com", code)

    assert world.register("ANA@gmail.com", code)


def test_an_invitation_ends() -> None:
    world = World()
    _, code = world.invitations.issue(Role.CURATOR, None, 7, "chefe")
    world.now = AT + timedelta(days=7)

    with pytest.raises(Forbidden):
        world.register("ana@gmail.com", code)


def test_a_withdrawn_invitation_admits_nobody() -> None:
    world = World()
    invitation, code = world.invitations.issue(Role.CURATOR, None, 7, "chefe")

    world.invitations.withdraw(invitation.id)

    with pytest.raises(Forbidden):
        world.register("ana@gmail.com", code)
    with pytest.raises(NotFound):
        world.invitations.withdraw(invitation.id)


def test_an_account_that_exists_leaves_the_invitation_unused() -> None:
    world = World()
    world.register("ana@alumusic.com")
    invitation, code = world.invitations.issue(Role.ADMIN, None, 7, "chefe")

    with pytest.raises(Conflict):
        world.register("ana@alumusic.com", code)

    assert world.store.invitations[invitation.id].used_by is None


class Racing(MemoryAccounts):
    """Another person registers with the same invitation between read and write."""

    def add_user(self, user: User, invitation: Versioned[Invitation] | None) -> RegistrationOutcome:
        assert invitation
        used = invitation.value.model_copy(update={"used_by": "outra@gmail.com"})
        self.store.invitations[used.id] = used
        return super().add_user(user, invitation)


def test_one_of_two_concurrent_uses_of_an_invitation_registers() -> None:
    world = World()
    invitation, code = world.invitations.issue(Role.CURATOR, None, 7, "chefe")
    accounts = replace(world.accounts, store=Racing(world.store))

    with pytest.raises(Forbidden):
        accounts.register("ana@gmail.com", PASSWORD, code, HERE)

    assert world.store.users == {}
    assert world.store.invitations[invitation.id].used_by == "outra@gmail.com"


def test_invitations_are_listed_newest_first() -> None:
    world = World()
    first, _ = world.invitations.issue(Role.CURATOR, None, 7, "chefe")
    world.now += timedelta(hours=1)
    second, _ = world.invitations.issue(Role.ADMIN, "ana@gmail.com", 1, "chefe")

    assert world.invitations.all() == [second, first]
    assert second.expires_at - second.created_at == timedelta(days=1)


def test_an_invitation_for_no_address_is_not_made() -> None:
    world = World()

    with pytest.raises(InvalidRequest):
        world.invitations.issue(Role.CURATOR, "ana", 7, "chefe")

    assert MemoryInvitations(world.store).all() == []
