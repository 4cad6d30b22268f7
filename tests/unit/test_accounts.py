"""Who may come in, as what, and with which token."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from alumusic.adapters.memory import MemoryAccounts, MemoryStore
from alumusic.adapters.tokens import TokenSigner
from alumusic.domain.account import Role
from alumusic.errors import Conflict, Forbidden, InvalidRequest, NotFound, Unauthenticated
from alumusic.services.accounts import MAX_SERVICE_DAYS, Accounts, Admission
from tests.unit.examples import AT

KEY = Ed25519PrivateKey.generate()
PASSWORD = "uma senha longa"


class Backwards:
    """Stands for a real hash, which is slow on purpose."""

    def __init__(self) -> None:
        self.compared_with: list[str | None] = []

    def hash(self, password: str) -> str:
        return f"hash:{password[::-1]}"

    def matches(self, password: str, hashed: str | None) -> bool:
        self.compared_with.append(hashed)
        return hashed == self.hash(password)


@dataclass
class World:
    domains: frozenset[str] = frozenset({"alumusic.com"})
    code: str = "convite-42"
    admins: frozenset[str] = frozenset({"chefe@alumusic.com"})
    store: MemoryStore = field(default_factory=MemoryStore)
    passwords: Backwards = field(default_factory=Backwards)
    now: datetime = AT

    @property
    def accounts(self) -> Accounts:
        admission = Admission(self.domains, self.code, self.admins)
        signer = TokenSigner(KEY, "alumusic-insights")
        return Accounts(MemoryAccounts(self.store), self.passwords, signer, admission, lambda: self.now)

    def disable(self, user_id: str) -> None:
        self.store.users[user_id] = self.store.users[user_id].model_copy(update={"disabled": True})


def claims(token: str, audience: str) -> dict[str, Any]:
    return jwt.decode(
        token,
        KEY.public_key(),
        algorithms=["EdDSA"],
        audience=audience,
        options={"verify_exp": False, "verify_iat": False},
    )


def test_an_address_of_the_team_registers_as_curator() -> None:
    world = World()

    user = world.accounts.register("  Ana@AluMusic.com ", PASSWORD, None)

    assert (user.email, user.role, user.created_at) == ("ana@alumusic.com", Role.CURATOR, AT)
    assert world.store.users == {user.id: user}


def test_the_password_itself_is_not_kept() -> None:
    world = World()

    user = world.accounts.register("ana@alumusic.com", PASSWORD, None)

    assert user.password_hash == world.passwords.hash(PASSWORD)
    assert PASSWORD not in user.model_dump_json()


@pytest.mark.parametrize("invitation", [None, "", "convite-43", "CONVITE-42"])
@pytest.mark.parametrize("email", ["ana@gmail.com", "ana@x.alumusic.com", "ana@alumusic.com.br", "alumusic.com@x.com"])
def test_others_need_the_invitation(email: str, invitation: str | None) -> None:
    world = World()

    with pytest.raises(Forbidden) as refusal:
        world.accounts.register(email, PASSWORD, invitation)

    assert refusal.value.code == "convite_necessario"
    assert world.store.users == {}


def test_with_the_invitation_anybody_registers() -> None:
    user = World().accounts.register("ana@gmail.com", PASSWORD, "convite-42")

    assert user.role is Role.CURATOR


@pytest.mark.parametrize("invitation", [None, "", "x"])
def test_without_a_code_there_is_no_invitation(invitation: str | None) -> None:
    with pytest.raises(Forbidden):
        World(code="").accounts.register("ana@gmail.com", PASSWORD, invitation)


def test_a_star_lets_any_domain_in() -> None:
    user = World(domains=frozenset({"*"})).accounts.register("ana@qualquer.example", PASSWORD, None)

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
    user = World().accounts.register(email, PASSWORD, invitation)

    assert user.role is role


def test_one_address_is_one_account() -> None:
    world = World()
    first = world.accounts.register("ana@alumusic.com", PASSWORD, None)

    with pytest.raises(Conflict) as refusal:
        world.accounts.register("ANA@alumusic.com", "outra senha longa", None)

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
def test_what_is_no_address_is_refused(email: str) -> None:
    with pytest.raises(InvalidRequest) as refusal:
        World().accounts.register(email, PASSWORD, "convite-42")

    assert refusal.value.code == "email_invalido"


@pytest.mark.parametrize(("length", "allowed"), [(9, False), (10, True), (200, True), (201, False)])
def test_a_password_has_from_10_to_200_characters(length: int, allowed: bool) -> None:
    world = World()

    try:
        world.accounts.register("ana@alumusic.com", "é" * length, None)
    except InvalidRequest as refusal:
        assert refusal.code == "senha_invalida"

    assert bool(world.store.users) is allowed


def test_login_gives_a_token_of_15_minutes_with_the_role_s_permissions() -> None:
    world = World()
    user = world.accounts.register("ana@alumusic.com", PASSWORD, None)

    session = world.accounts.login(" ANA@alumusic.com", PASSWORD)

    found = claims(session.access_token, "painel")
    assert (found["sub"], found["name"], found["iss"]) == (user.id, "ana@alumusic.com", "alumusic-insights")
    assert found["scope"].split() == ["comentarios:escrever", "painel:curar"]
    assert found["exp"] - found["iat"] == session.expires_in == 15 * 60
    assert found["iat"] == AT.timestamp()


def test_an_admin_s_token_may_administer() -> None:
    world = World()
    world.accounts.register("chefe@alumusic.com", PASSWORD, "convite-42")

    session = world.accounts.login("chefe@alumusic.com", PASSWORD)

    assert "painel:administrar" in claims(session.access_token, "painel")["scope"].split()


def test_every_login_has_a_token_of_its_own() -> None:
    world = World()
    world.accounts.register("ana@alumusic.com", PASSWORD, None)

    ids = {claims(world.accounts.login("ana@alumusic.com", PASSWORD).access_token, "painel")["jti"] for _ in range(2)}

    assert len(ids) == 2


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("ana@alumusic.com", "senha errada"),
        ("ninguem@alumusic.com", PASSWORD),
        ("", PASSWORD),
    ],
)
def test_a_wrong_login_does_not_tell_what_was_wrong(email: str, password: str) -> None:
    world = World()
    world.accounts.register("ana@alumusic.com", PASSWORD, None)

    with pytest.raises(Unauthenticated) as refusal:
        world.accounts.login(email, password)

    assert (refusal.value.code, refusal.value.message) == ("credenciais_invalidas", "e-mail ou senha incorretos")


def test_an_unknown_address_costs_a_comparison_too() -> None:
    world = World()

    with pytest.raises(Unauthenticated):
        world.accounts.login("ninguem@alumusic.com", PASSWORD)

    assert world.passwords.compared_with == [None]


def test_a_disabled_account_neither_logs_in_nor_stays_in() -> None:
    world = World()
    user = world.accounts.register("ana@alumusic.com", PASSWORD, None)
    world.disable(user.id)

    with pytest.raises(Unauthenticated) as at_login:
        world.accounts.login("ana@alumusic.com", PASSWORD)
    with pytest.raises(Unauthenticated) as later:
        world.accounts.active_user(user.id)

    assert (at_login.value.code, later.value.code) == ("credenciais_invalidas", "conta_inativa")


def test_an_active_account_is_found_by_its_id() -> None:
    world = World()
    user = world.accounts.register("ana@alumusic.com", PASSWORD, None)

    assert world.accounts.active_user(user.id) == user
    with pytest.raises(Unauthenticated):
        world.accounts.active_user("ninguém")


def test_a_service_token_may_send_and_nothing_else() -> None:
    world = World()

    record, token = world.accounts.issue_service_token("  carga noturna ", 30, "chefe@alumusic.com")

    found = claims(token, "comentarios")
    assert (found["scope"], found["sub"], found["jti"]) == ("comentarios:escrever", f"servico:{record.id}", record.id)
    assert found["exp"] == record.expires_at.timestamp() == (AT + timedelta(days=30)).timestamp()
    assert (record.name, record.issued_by, record.revoked_at) == ("carga noturna", "chefe@alumusic.com", None)


def test_the_record_is_kept_and_the_token_is_not() -> None:
    world = World()

    record, token = world.accounts.issue_service_token("carga", 30, "chefe")

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
        world.accounts.issue_service_token(name, days, "chefe")

    assert refusal.value.code == code
    assert world.store.service_tokens == {}


def test_a_revoked_token_keeps_the_moment_it_was_revoked_first() -> None:
    world = World()
    record, _ = world.accounts.issue_service_token("carga", 30, "chefe")
    world.accounts.revoke_service_token(record.id)

    world.now += timedelta(days=1)
    world.accounts.revoke_service_token(record.id)

    assert world.store.service_tokens[record.id].revoked_at == AT


def test_only_a_token_that_exists_can_be_revoked() -> None:
    with pytest.raises(NotFound):
        World().accounts.revoke_service_token("nenhum")
