"""The private API's guard: roles and revoked tokens, with one read of the store per request."""

from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from alumusic.adapters.memory import MemorySessions
from alumusic.adapters.tokens import TokenVerifier
from alumusic.entrypoints.app import _guard
from alumusic.entrypoints.gate import SenderGate
from alumusic.entrypoints.routes import Access
from alumusic.errors import Forbidden, Unauthenticated
from tests.support.accounts import KEY, World

VERIFIER = TokenVerifier([KEY.public_key()], "alumusic-insights")


class Counting(MemorySessions):
    """Records every call."""

    def __init__(self, store: Any) -> None:
        super().__init__(store)
        self.asked: list[str] = []

    def __getattribute__(self, name: str) -> Any:
        if name in ("find", "owner", "standing", "start", "replace"):
            self.asked.append(name)
        return super().__getattribute__(name)


@pytest.fixture
def world() -> World:
    # Tokens are verified by the real clock.
    world = World(now=datetime.now(UTC))
    world.register()
    world.admin()
    return world


def door(world: World, store: MemorySessions) -> Any:
    sessions = replace(world.sessions, store=store)
    gate = SenderGate(VERIFIER, world.tokens.store, clock=world.clock)  # type: ignore[arg-type]
    services: Any = SimpleNamespace(accounts=SimpleNamespace(sessions=sessions), gate=gate, verifier=VERIFIER)
    return _guard(services)


@pytest.mark.parametrize("access", [Access.SENDER, Access.CURATOR, Access.ADMIN])
def test_a_private_request_asks_the_store_once(world: World, access: Access) -> None:
    token, store = world.login("chefe@alumusic.com").access_token, Counting(world.store)

    caller = door(world, store)(f"Bearer {token}", access)

    assert caller.email == "chefe@alumusic.com"
    assert store.asked == ["standing"]


def test_a_curator_is_no_admin(world: World) -> None:
    token = world.login().access_token

    with pytest.raises(Forbidden) as refusal:
        door(world, MemorySessions(world.store))(f"Bearer {token}", Access.ADMIN)

    assert refusal.value.code == "sem_permissao"


def test_a_sender_has_no_role_and_no_session_and_opens_no_other_door(world: World) -> None:
    record, token = world.tokens.issue("carga", 1, "chefe")
    guard, bearer = door(world, MemorySessions(world.store)), f"Bearer {token}"

    caller = guard(bearer, Access.SENDER)

    assert (caller.id, caller.role, caller.session) == (f"servico:{record.id}", None, None)
    for access in (Access.CURATOR, Access.ADMIN):
        with pytest.raises(Unauthenticated):
            guard(bearer, access)


def test_a_revoked_sender_is_refused(world: World) -> None:
    record, token = world.tokens.issue("carga", 1, "chefe")
    world.tokens.revoke(record.id)

    with pytest.raises(Unauthenticated) as refusal:
        door(world, MemorySessions(world.store))(f"Bearer {token}", Access.SENDER)

    assert refusal.value.code == "token_revogado"
