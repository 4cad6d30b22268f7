"""Sender tokens."""

from datetime import timedelta

import pytest

from alumusic.errors import InvalidRequest, NotFound
from alumusic.services.accounts.sender_tokens import MAX_SERVICE_DAYS
from tests.support.accounts import World, claims
from tests.support.comments import AT


def test_a_service_token_may_send_and_nothing_else() -> None:
    world = World()

    record, token = world.tokens.issue("  carga noturna ", 30, "chefe@alumusic.com")

    found = claims(token, "comentarios")
    assert (found["scope"], found["sub"], found["jti"]) == ("comentarios:escrever", f"servico:{record.id}", record.id)
    assert found["exp"] == record.expires_at.timestamp() == (AT + timedelta(days=30)).timestamp()
    assert (record.name, record.issued_by, record.revoked_at) == ("carga noturna", "chefe@alumusic.com", None)


def test_the_record_is_kept_and_the_token_is_not() -> None:
    world = World()

    record, token = world.tokens.issue("carga", 30, "chefe")

    assert world.store.service_tokens == {record.id: record}
    assert token not in record.model_dump_json()


@pytest.mark.parametrize(
    ("name", "days", "code"),
    [
        ("", 30, "nome_invalido"),
        ("  ", 30, "nome_invalido"),
        ("x" * 101, 30, "nome_invalido"),
        ("carga", 0, "validade_invalida"),
        ("carga", -1, "validade_invalida"),
        ("carga", MAX_SERVICE_DAYS + 1, "validade_invalida"),
    ],
)
def test_a_service_token_has_a_name_and_an_end(name: str, days: int, code: str) -> None:
    world = World()

    with pytest.raises(InvalidRequest) as refusal:
        world.tokens.issue(name, days, "chefe")

    assert refusal.value.code == code
    assert world.store.service_tokens == {}


def test_a_revoked_token_keeps_the_moment_it_was_revoked_first() -> None:
    world = World()
    record, _ = world.tokens.issue("carga", 30, "chefe")
    world.tokens.revoke(record.id)

    world.now += timedelta(days=1)
    world.tokens.revoke(record.id)

    assert world.store.service_tokens[record.id].revoked_at == AT


def test_only_a_token_that_exists_can_be_revoked() -> None:
    with pytest.raises(NotFound):
        World().tokens.revoke("nenhum")
