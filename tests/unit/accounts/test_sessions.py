"""Sessions: login, renewal, end, and the validity of their tokens."""

from dataclasses import replace
from datetime import timedelta

import jwt
import pytest

from alumusic.adapters.memory import MemorySessions
from alumusic.adapters.tokens import TokenVerifier
from alumusic.domain.accounts.account import Role
from alumusic.domain.accounts.session import Client, Session
from alumusic.domain.versioned import Versioned
from alumusic.entrypoints.gate import SenderGate
from alumusic.errors import Conflict, Forbidden, InvalidRequest, Unauthenticated
from alumusic.services.accounts.sessions import IssuedSession
from tests.support.accounts import HERE, KEY, PASSWORD, World, claims
from tests.support.comments import AT


def refused(world: World, opened: IssuedSession) -> str:
    with pytest.raises(Unauthenticated) as refusal:
        world.caller(opened)
    return refusal.value.code


def spent(world: World, refresh: str) -> str:
    with pytest.raises(Unauthenticated) as refusal:
        world.sessions.refresh(refresh, "")
    return refusal.value.code


def test_login_gives_a_token_of_15_minutes_with_the_role_s_permissions() -> None:
    world = World()
    user = world.register()

    opened = world.login(" ANA@alumusic.com")

    found = claims(opened.access_token, "painel")
    assert (found["sub"], found["name"], found["iss"]) == (user.id, "ana@alumusic.com", "alumusic-insights")
    assert found["scope"].split() == ["comentarios:escrever", "painel:curar"]
    assert found["exp"] - found["iat"] == opened.expires_in == 15 * 60
    assert found["iat"] == AT.timestamp()
    assert list(world.store.sessions) == [found["sid"]]


def test_an_admin_s_token_may_administer() -> None:
    world = World()
    world.admin()

    assert "painel:administrar" in claims(world.login("chefe@alumusic.com").access_token, "painel")["scope"].split()


def test_every_login_is_a_session_of_its_own() -> None:
    world = World()
    world.register()

    found = [claims(world.login().access_token, "painel") for _ in range(2)]

    assert len({one["jti"] for one in found}) == len({one["sid"] for one in found}) == 2


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("ana@alumusic.com", "senha errada"),
        ("ninguem@alumusic.com", PASSWORD),
        ("", PASSWORD),
        ("bia@alumusic.com", PASSWORD),
    ],
)
def test_a_failed_login_does_not_tell_why_and_always_costs_a_comparison(email: str, password: str) -> None:
    world = World()
    world.register()
    world.accounts.change(world.register("bia@alumusic.com").id, None, False)

    with pytest.raises(Unauthenticated) as refusal:
        world.login(email, password)

    assert (refusal.value.code, refusal.value.message) == ("credenciais_invalidas", "e-mail ou senha incorretos")
    assert len(world.passwords.compared_with) == 1
    assert world.store.sessions == {}


def test_the_refresh_value_is_stored_as_a_hash_only() -> None:
    world = World()
    world.register()

    opened = world.login()

    (session,) = world.store.sessions.values()
    assert opened.refresh.partition(".")[2] not in session.model_dump_json()


def test_a_token_speaks_for_its_user_and_session() -> None:
    world = World()
    user = world.register()

    opened = world.login()

    found = world.caller(opened)
    assert (found.id, found.email, found.role) == (user.id, "ana@alumusic.com", Role.CURATOR)
    assert found.session == claims(opened.access_token, "painel")["sid"]


def test_a_refresh_goes_on_with_the_session_and_changes_the_value() -> None:
    world = World()
    world.register()
    opened = world.login()
    world.now += timedelta(minutes=20)

    again = world.sessions.refresh(opened.refresh, opened.mark)

    assert again.refresh != opened.refresh
    assert again.mark == opened.mark
    assert world.caller(again).session == world.caller(opened).session
    assert [(one.counter, one.expire_at) for one in world.store.sessions.values()] == [(1, AT + timedelta(days=30))]


def test_a_refresh_value_used_twice_ends_the_whole_session() -> None:
    world = World()
    world.register()
    stolen = world.login()
    renewed = world.sessions.refresh(stolen.refresh, "")

    assert spent(world, stolen.refresh) == "sessao_encerrada"
    assert spent(world, renewed.refresh) == "sessao_encerrada"
    assert refused(world, renewed) == "sessao_encerrada"


def test_reuse_ends_one_session_and_no_other() -> None:
    world = World()
    world.register()
    other, stolen = world.login(), world.login()
    world.sessions.refresh(stolen.refresh, "")

    spent(world, stolen.refresh)

    assert world.caller(other).email == "ana@alumusic.com"


KEY_OF_RENEWAL = "9f0c8a4e-0d55-4b8e-9c29-5f2f4d0c7a11"


def test_a_renewal_asked_again_with_its_key_gives_the_same_value() -> None:
    world = World()
    world.register()
    opened = world.login()

    first, second = (world.sessions.refresh(opened.refresh, "", KEY_OF_RENEWAL) for _ in range(2))

    assert first.refresh == second.refresh != opened.refresh
    assert [session.counter for session in world.store.sessions.values()] == [1]
    assert world.sessions.refresh(second.refresh, "", KEY_OF_RENEWAL).refresh != second.refresh


@pytest.mark.parametrize("key", ["", "curta", "2c1e0f4e-7a55-4b8e-9c29-5f2f4d0c7a12", "x" * 101])
def test_a_repeated_refresh_without_the_renewal_key_ends_the_session(key: str) -> None:
    world = World()
    world.register()
    stolen = world.login()
    renewed = world.sessions.refresh(stolen.refresh, "", KEY_OF_RENEWAL)

    with pytest.raises(Unauthenticated):
        world.sessions.refresh(stolen.refresh, "", key)

    assert refused(world, renewed) == "sessao_encerrada"


def test_a_renewal_that_a_later_one_followed_is_spent_for_its_key_too() -> None:
    world = World()
    world.register()
    opened = world.login()
    renewed = world.sessions.refresh(opened.refresh, "", KEY_OF_RENEWAL)
    latest = world.sessions.refresh(renewed.refresh, "")

    with pytest.raises(Unauthenticated):
        world.sessions.refresh(opened.refresh, "", KEY_OF_RENEWAL)

    assert refused(world, latest) == "sessao_encerrada"


class Racing(MemorySessions):
    """Another refresh with the same value is committed between read and write."""

    won = False

    def replace(self, session: Session, as_read: Versioned[Session]) -> bool:
        if not self.won:
            self.won = True
            assert super().replace(session.model_copy(update={"secret_hash": "outro"}), as_read)
        return super().replace(session, as_read)


def test_the_loser_of_two_racing_refreshes_ends_the_session() -> None:
    world = World()
    world.register()
    opened = world.login()
    sessions = replace(world.sessions, store=Racing(world.store))

    with pytest.raises(Unauthenticated):
        sessions.refresh(opened.refresh, "")

    assert [one.ended_at for one in world.store.sessions.values()] == [AT]


@pytest.mark.parametrize("value", ["", "x", ".", "a.b", "../x.y", "\x00", "0" * 36 + "." + "a" * 43])
def test_a_value_that_was_never_a_refresh_value_is_refused(value: str) -> None:
    world = World()
    world.register()
    opened = world.login()

    assert spent(world, value) == "sessao_encerrada"
    assert world.caller(opened)


def test_a_session_ends_after_30_days_however_often_it_is_refreshed() -> None:
    world = World()
    world.register()
    opened = world.login()
    world.now += timedelta(days=29)
    opened = world.sessions.refresh(opened.refresh, "")

    world.now += timedelta(days=1)

    assert refused(world, opened) == spent(world, opened.refresh) == "sessao_encerrada"


def test_logout_ends_the_session_at_once() -> None:
    world = World()
    world.register()
    opened, other = world.login(), world.login()

    world.sessions.logout(opened.refresh)

    assert refused(world, opened) == spent(world, opened.refresh) == "sessao_encerrada"
    assert world.caller(other)


@pytest.mark.parametrize("value", ["", "nada", "0" * 36 + "." + "a" * 43])
def test_logout_without_a_session_ends_no_other_session(value: str) -> None:
    world = World()
    world.register()
    opened = world.login()

    world.sessions.logout(value)

    assert world.caller(opened)
    assert world.sessions.refresh(opened.refresh, "").refresh != opened.refresh


def test_a_disabled_account_is_out_at_once_and_does_not_come_back_with_old_sessions() -> None:
    world = World()
    user = world.register()
    opened = world.login()

    world.accounts.change(user.id, None, False)
    out = refused(world, opened), spent(world, opened.refresh)
    world.accounts.change(user.id, None, True)

    assert out == ("conta_inativa", "sessao_encerrada")
    assert refused(world, opened) == spent(world, opened.refresh) == "sessao_encerrada"
    assert world.caller(world.login())


def test_a_new_role_counts_at_once_and_a_refresh_brings_its_token() -> None:
    world = World()
    user = world.register()
    opened = world.login()

    world.accounts.change(user.id, Role.ADMIN, None)

    assert refused(world, opened) == "permissoes_mudaram"
    assert world.caller(world.sessions.refresh(opened.refresh, "")).role is Role.ADMIN


def test_a_token_without_a_session_is_refused() -> None:
    world = World()
    user = world.register()

    with pytest.raises(Unauthenticated) as refusal:
        world.sessions.caller(user.id, "", frozenset())

    assert refusal.value.code == "sessao_encerrada"


def test_nobody_speaks_with_another_s_session() -> None:
    world = World()
    world.register()
    bia = world.register("bia@alumusic.com")
    found = claims(world.login().access_token, "painel")

    with pytest.raises(Unauthenticated):
        world.sessions.caller(bia.id, found["sid"], frozenset(found["scope"].split()))


def test_a_new_password_ends_every_session_but_the_one_it_opens() -> None:
    world = World()
    world.register()
    here, elsewhere = world.login(), world.login()

    opened = world.sessions.change_password(world.caller(here), PASSWORD, "outra senha longa", HERE)

    assert refused(world, here) == refused(world, elsewhere) == spent(world, elsewhere.refresh) == "sessao_encerrada"
    assert world.caller(opened)
    assert world.login(password="outra senha longa")
    with pytest.raises(Unauthenticated):
        world.login()


@pytest.mark.parametrize(
    ("current", "new", "kind", "code"),
    [
        ("senha errada", "outra senha longa", Forbidden, "senha_incorreta"),
        (PASSWORD, "curta", InvalidRequest, "senha_invalida"),
    ],
)
def test_a_new_password_needs_the_old_one_and_the_rules(
    current: str, new: str, kind: type[Exception], code: str
) -> None:
    world = World()
    world.register()
    opened = world.login()

    with pytest.raises(kind) as refusal:
        world.sessions.change_password(world.caller(opened), current, new, HERE)

    assert getattr(refusal.value, "code") == code  # noqa: B009
    assert world.caller(opened)


class Changed(MemorySessions):
    def set_password(self, user: object, as_read: object) -> bool:
        return False


def test_the_loser_of_two_concurrent_password_changes_gets_a_conflict() -> None:
    world = World()
    world.register()
    caller = world.caller(world.login())
    sessions = replace(world.sessions, store=Changed(world.store))

    with pytest.raises(Conflict) as refusal:
        sessions.change_password(caller, PASSWORD, "outra senha longa", HERE)

    assert refusal.value.code == "conta_alterada"


def test_a_login_that_began_before_the_password_changed_opens_nothing() -> None:
    world = World()
    world.register()
    caller = world.caller(world.login())
    read_before = world.store.users[caller.id]

    world.sessions.change_password(caller, PASSWORD, "outra senha longa", HERE)
    late = world.sessions._open(read_before, None)

    assert refused(world, late) == "sessao_encerrada"


def test_a_device_keeps_its_mark_over_logins_and_another_user_gets_another() -> None:
    world = World()
    ana, bia = world.register(), world.register("bia@alumusic.com")
    first = world.login()

    second = world.login(client=Client(HERE.address, first.mark))
    other = world.login("bia@alumusic.com", client=Client(HERE.address, first.mark))

    marks = [jwt.decode(each.mark, options={"verify_signature": False}) for each in (first, second, other)]
    assert [mark["sub"] for mark in marks] == [ana.id, ana.id, bia.id]
    assert marks[0]["jti"] == marks[1]["jti"] != marks[2]["jti"]
    assert marks[0]["exp"] - marks[0]["iat"] == 180 * 86_400


def test_comments_sent_with_an_access_token_need_its_session_too() -> None:
    world = World()
    # The verifier uses the real clock.
    world.now = AT.now(AT.tzinfo)
    world.register()
    opened = world.login()
    moment = 0.0
    gate = SenderGate(
        TokenVerifier([KEY.public_key()], "alumusic-insights"),
        world.accounts.store,  # type: ignore[arg-type]
        world.clock,
        monotonic=lambda: moment,
    )
    bearer = f"Bearer {opened.access_token}"

    assert gate.admit(bearer).session
    world.sessions.logout(opened.refresh)
    assert gate.admit(bearer)  # cached for a minute
    moment = 61.0
    with pytest.raises(Unauthenticated) as refusal:
        gate.admit(bearer)

    assert refusal.value.code == "sessao_encerrada"
