"""Who may register, and what an admin may change in an account."""

from dataclasses import replace

import pytest

from alumusic.adapters.memory import MemoryAccounts
from alumusic.domain.accounts.account import Role, User
from alumusic.domain.versioned import Versioned
from alumusic.errors import Conflict, Forbidden, InvalidRequest, NotFound, TransientFailure
from tests.support.accounts import HERE, PASSWORD, World
from tests.support.comments import AT


def test_an_address_of_the_team_registers_as_curator() -> None:
    world = World()

    user = world.accounts.register("  Ana@AluMusic.com ", PASSWORD, None, HERE)

    assert (user.email, user.role, user.created_at) == ("ana@alumusic.com", Role.CURATOR, AT)
    assert world.store.users == {user.id: user}


def test_the_password_itself_is_not_kept() -> None:
    world = World()

    user = world.accounts.register("ana@alumusic.com", PASSWORD, None, HERE)

    assert user.password_hash == world.passwords.hash(PASSWORD)
    assert PASSWORD not in user.model_dump_json()


@pytest.mark.parametrize("invitation", [None, "", "convite-43", "CONVITE-42"])
@pytest.mark.parametrize("email", ["ana@gmail.com", "ana@x.alumusic.com", "ana@alumusic.com.br", "alumusic.com@x.com"])
def test_an_address_outside_the_team_needs_the_right_invitation(email: str, invitation: str | None) -> None:
    world = World()

    with pytest.raises(Forbidden) as refusal:
        world.accounts.register(email, PASSWORD, invitation, HERE)

    assert refusal.value.code == "convite_necessario"
    assert world.store.users == {}


def test_with_the_invitation_anybody_registers() -> None:
    user = World().accounts.register("ana@gmail.com", PASSWORD, "convite-42", HERE)

    assert user.role is Role.CURATOR


@pytest.mark.parametrize("invitation", [None, "", "x"])
def test_without_a_code_there_is_no_invitation(invitation: str | None) -> None:
    with pytest.raises(Forbidden):
        World(code="").accounts.register("ana@gmail.com", PASSWORD, invitation, HERE)


def test_the_domain_star_admits_any_address() -> None:
    user = World(domains=frozenset({"*"})).accounts.register("ana@qualquer.example", PASSWORD, None, HERE)

    assert user.role is Role.CURATOR


@pytest.mark.parametrize(
    ("email", "invitation", "role"),
    [
        ("Chefe@alumusic.com", "convite-42", Role.ADMIN),
        ("chefe@alumusic.com", None, Role.CURATOR),
        ("ana@alumusic.com", "convite-42", Role.CURATOR),
    ],
)
def test_an_admin_needs_both_the_address_and_the_invitation(email: str, invitation: str | None, role: Role) -> None:
    user = World().accounts.register(email, PASSWORD, invitation, HERE)

    assert user.role is role


def test_one_address_is_one_account() -> None:
    world = World()
    first = world.accounts.register("ana@alumusic.com", PASSWORD, None, HERE)

    with pytest.raises(Conflict) as refusal:
        world.accounts.register("ANA@alumusic.com", "outra senha longa", None, HERE)

    assert refusal.value.code == "email_existente"
    assert world.store.users == {first.id: first}


@pytest.mark.parametrize(
    "email",
    [
        *("", "ana", "ana@", "@alumusic.com", "ana@alumusic", "ana@-.", "a b@alumusic.com", "a@b@alumusic.com"),
        *("a" * 65 + "@alumusic.com", "a@" + "b" * 250 + ".com", "ana@alumusic.com\nbcc:x@y.com"),
        *("\x00@alumusic.com", "ana\ud800@alumusic.com"),
    ],
)
def test_an_account_needs_a_valid_address(email: str) -> None:
    with pytest.raises(InvalidRequest) as refusal:
        World().accounts.register(email, PASSWORD, "convite-42", HERE)

    assert refusal.value.code == "email_invalido"


@pytest.mark.parametrize(("length", "allowed"), [(9, False), (10, True), (200, True), (201, False)])
def test_a_password_has_from_10_to_200_characters(length: int, allowed: bool) -> None:
    world = World()

    try:
        world.accounts.register("ana@alumusic.com", "é" * length, None, HERE)
    except InvalidRequest as refusal:
        assert refusal.code == "senha_invalida"

    assert bool(world.store.users) is allowed


def test_people_are_listed_by_address() -> None:
    world = World()
    for name in ("bia", "ana"):
        world.register(f"{name}@alumusic.com")

    assert [user.email for user in world.accounts.users()] == ["ana@alumusic.com", "bia@alumusic.com"]


def test_an_admin_changes_a_role_and_lets_a_person_out_and_in() -> None:
    world = World()
    world.admin()
    ana = world.register()

    promoted = world.accounts.change(ana.id, Role.ADMIN, None)
    out = world.accounts.change(ana.id, None, False)
    again = world.accounts.change(ana.id, Role.CURATOR, True)

    assert (promoted.role, promoted.disabled, promoted.generation) == (Role.ADMIN, False, 0)
    assert (out.role, out.disabled, out.generation) == (Role.ADMIN, True, 1)
    assert (again.role, again.disabled, again.generation) == (Role.CURATOR, False, 1)
    assert world.store.users[ana.id] == again


def test_a_change_that_changes_nothing_writes_nothing() -> None:
    world = World()
    ana = world.register()

    assert world.accounts.change(ana.id, Role.CURATOR, True) == ana
    assert world.store.users[ana.id] is ana


def test_only_an_account_that_exists_can_change() -> None:
    with pytest.raises(NotFound):
        World().accounts.change("ninguém", Role.ADMIN, None)


@pytest.mark.parametrize(("role", "active"), [(Role.CURATOR, None), (None, False), (Role.CURATOR, False)])
def test_the_last_active_admin_stays(role: Role | None, active: bool | None) -> None:
    world = World()
    chief, vice = world.admin(), world.admin("vice@alumusic.com")
    world.accounts.change(vice.id, None, False)

    with pytest.raises(Conflict) as refusal:
        world.accounts.change(chief.id, role, active)

    assert refusal.value.code == "ultimo_admin"
    assert world.store.users[chief.id] == chief


def test_an_admin_who_is_not_the_last_may_go() -> None:
    world = World()
    chief, vice = world.admin(), world.admin("vice@alumusic.com")

    world.accounts.change(chief.id, Role.CURATOR, None)

    assert world.store.users[chief.id].role is Role.CURATOR
    assert world.store.users[vice.id].role is Role.ADMIN


class Racing(MemoryAccounts):
    """Another admin's change is committed between read and write."""

    rival: tuple[User, User] | None = None

    def change_user(self, user: User, as_read: Versioned[User], witness: Versioned[User] | None) -> bool:
        if self.rival:
            before, after = self.rival
            self.rival = None
            assert super().change_user(after, Versioned(before, before), Versioned(as_read.value, as_read.value))
        return super().change_user(user, as_read, witness)


def test_two_admins_who_remove_each_other_at_once_do_not_both_succeed() -> None:
    world = World()
    chief, vice = world.admin(), world.admin("vice@alumusic.com")
    racing = Racing(world.store)
    racing.rival = (vice, vice.model_copy(update={"role": Role.CURATOR}))
    accounts = replace(world.accounts, store=racing)

    with pytest.raises(Conflict) as refusal:
        accounts.change(chief.id, Role.CURATOR, None)

    assert refusal.value.code == "ultimo_admin"
    assert [user.role for user in world.store.users.values()] == [Role.ADMIN, Role.CURATOR]


class Never(MemoryAccounts):
    def change_user(self, user: User, as_read: Versioned[User], witness: Versioned[User] | None) -> bool:
        return False


def test_a_change_that_always_comes_too_late_says_so() -> None:
    world = World()
    ana = world.register()
    accounts = replace(world.accounts, store=Never(world.store))

    with pytest.raises(TransientFailure):
        accounts.change(ana.id, Role.ADMIN, None)
