"""Digests, stakeholders and questions over HTTP on the emulators."""

from typing import Any
from uuid import uuid4

import pytest

from local.client import call
from local.cloud.identity import identity_token
from local.stack.config import HOST
from tests.support.stack.harness import RunningStack
from tests.support.stack.reviews import ask, curator

pytestmark = pytest.mark.stack


@pytest.fixture(scope="module")
def ana(stack: RunningStack) -> str:
    return curator(stack)[1]


@pytest.fixture(scope="module")
def digest(stack: RunningStack) -> dict[str, Any]:
    bearer = identity_token(stack.state.secrets()["oidc_private_key"])
    made = call("POST", f"http://{HOST}:{stack.ports.digest}/", None, bearer)
    assert made.status == 200, made
    return dict(made.body)


def address() -> str:
    return f"{uuid4().hex[:12]}@exemplo.com"


def test_stakeholders_are_listed_added_once_and_removed(stack: RunningStack, ana: str) -> None:
    email = address()

    added = ask(stack, "POST", "/api/stakeholders", {"email": email, "nome": "Bia"}, token=ana)
    again = ask(stack, "POST", "/api/stakeholders", {"email": email.upper()}, token=ana)
    listed = ask(stack, "GET", "/api/stakeholders", token=ana).body["stakeholders"]
    removed = ask(stack, "DELETE", f"/api/stakeholders/{added.body['id']}", token=ana)
    twice = ask(stack, "DELETE", f"/api/stakeholders/{added.body['id']}", token=ana)

    assert (added.status, added.body["email"], added.body["nome"]) == (201, email, "Bia")
    assert (again.status, again.body["codigo"]) == (409, "ja_inscrito")
    assert added.body in listed
    assert (removed.status, twice.status) == (204, 404)


def test_a_list_names_its_bad_lines(stack: RunningStack, ana: str) -> None:
    good = address()

    found = ask(stack, "POST", "/api/stakeholders/importar", {"lista": f"{good}\nsem arroba"}, token=ana)
    bad = ask(stack, "POST", "/api/stakeholders/importar", {"lista": "sem arroba"}, token=ana)

    assert [one["email"] for one in found.body["adicionados"]] == [good]
    assert [(one["linha"], one["codigo"]) for one in found.body["rejeitados"]] == [(2, "email_invalido")]
    assert (bad.status, bad.body["codigo"]) == (422, "lista_sem_enderecos")


def test_digests_are_read_week_by_week(stack: RunningStack, ana: str, digest: dict[str, Any]) -> None:
    page = ask(stack, "GET", "/api/resumos?limite=1", token=ana).body
    one = ask(stack, "GET", f"/api/resumos/{digest['semana']}", token=ana).body
    older = ask(stack, "GET", f"/api/resumos?cursor={digest['semana']}", token=ana).body

    assert page["resumos"][0]["semana"] == digest["semana"]
    assert one["numeros"]["semana"] == digest["semana"]
    assert digest["semana"] not in {found["semana"] for found in older["resumos"]}


def test_only_an_admin_makes_a_digest_again(stack: RunningStack, ana: str, digest: dict[str, Any]) -> None:
    path = f"/api/resumos/{digest['semana']}"
    before = ask(stack, "GET", path, token=ana).body

    refused = ask(stack, "POST", f"{path}/refazer", token=ana)
    again = ask(stack, "POST", f"{path}/refazer", token=stack.admin())

    assert refused.status == 403
    assert (again.status, again.body["revisao"]) == (200, before["revisao"] + 1)
    assert again.body["criado_em"] == before["criado_em"]


@pytest.mark.parametrize(("week", "status"), [("2026-W60", 404), ("semana", 404), ("2001-W10", 404)])
def test_a_week_without_a_digest_is_not_found(stack: RunningStack, ana: str, week: str, status: int) -> None:
    assert ask(stack, "GET", f"/api/resumos/{week}", token=ana).status == status


def test_a_week_that_has_not_ended_is_not_made(stack: RunningStack) -> None:
    again = ask(stack, "POST", "/api/resumos/2999-W01/refazer", token=stack.admin())

    assert (again.status, again.body["codigo"]) == (400, "semana_em_curso")


@pytest.mark.parametrize(
    ("question", "status", "code"),
    [("", 422, "pergunta_vazia"), ("  ", 422, "pergunta_vazia"), ("a" * 501, 422, "pergunta_longa")],
)
def test_a_question_has_a_length(stack: RunningStack, ana: str, question: str, status: int, code: str) -> None:
    found = ask(stack, "POST", "/api/insights/perguntar", {"pergunta": question}, token=ana)

    assert (found.status, found.body["codigo"]) == (status, code)


def test_a_question_is_answered_at_both_addresses(stack: RunningStack, ana: str) -> None:
    asked = {"pergunta": "Quantos comentários chegaram?"}

    for path in ("/api/insights/perguntar", "/insights/perguntar"):
        found = ask(stack, "POST", path, asked, token=ana)
        assert (found.status, set(found.body) >= {"texto_gerado", "semanas_citadas", "fontes"}) == (200, True)
