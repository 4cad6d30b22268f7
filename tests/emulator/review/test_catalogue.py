"""The tag catalogue, saved views and agreement over HTTP on the emulators."""

from typing import Any
from uuid import uuid4

import pytest

from tests.support.stack.harness import RunningStack
from tests.support.stack.reviews import ask, curator, sent

pytestmark = pytest.mark.stack


@pytest.fixture(scope="module")
def ana(stack: RunningStack) -> tuple[str, str]:
    return curator(stack)


@pytest.fixture
def carried(stack: RunningStack, token: str) -> tuple[str, list[str]]:
    """A candidate tag of three comments, stored as if the model had invented it."""
    code = f"show_{uuid4().hex[:10]}"
    ids = sent(stack, token, [{"texto": f"o som do show estava péssimo {uuid4().hex}"} for _ in range(3)])
    for comment_id in ids:
        document = stack.firestore().document("comments", comment_id)
        document.update({"candidates": [code], "has_candidates": True})
    return code, ids


def decide(stack: RunningStack, token: str, code: str, **decision: Any) -> Any:
    return ask(stack, "POST", f"/api/tags/candidatas/{code}", decision, token=token)


def tags_of(stack: RunningStack, comment_id: str) -> list[str]:
    return list(stack.firestore().document("comments", comment_id).get().get("tags"))


def test_a_candidate_is_seen_accepted_and_a_tag_of_its_comments(
    stack: RunningStack, ana: tuple[str, str], carried: tuple[str, list[str]]
) -> None:
    (email, token), (code, ids) = ana, carried
    before = ask(stack, "GET", "/api/tags", token=token).body

    decided = decide(stack, token, code, decisao="aceitar", explicacao="Chuva no meio do show")

    after = ask(stack, "GET", "/api/tags", token=token).body
    (seen,) = [one for one in before["candidatas"] if one["codigo"] == code]
    assert (seen["comentarios"], {one["id"] for one in seen["exemplos"]}) == (3, set(ids))
    assert (decided.status, decided.body) == (200, {"atualizados": 3, "restantes": 0})
    assert {"codigo": code, "explicacao": "Chuva no meio do show", "da_curadoria": True} in after["tags"]
    assert code not in [one["codigo"] for one in after["candidatas"]]
    assert (after["decisoes"][0]["codigo"], after["decisoes"][0]["por"]) == (code, email)
    assert all(code in tags_of(stack, key) for key in ids)
    shown = ask(stack, "PATCH", f"/api/comentarios/{ids[0]}", {"revisado": True}, token=token, seen=0).body
    assert {"codigo": code, "explicacao": "Chuva no meio do show"} in shown["tags"]


def test_a_merged_candidate_is_its_target_once(
    stack: RunningStack, ana: tuple[str, str], carried: tuple[str, list[str]]
) -> None:
    code = carried[0]
    decide(stack, ana[1], code, decisao="mesclar", destino="show_som")

    found = stack.firestore().document("tag_catalogue", "current").get().get("merged")

    assert found[code]["into"] == "show_som"
    assert all(tags_of(stack, key).count("show_som") == 1 for key in carried[1])


@pytest.mark.parametrize(
    ("code", "decision", "status", "said"),
    [
        ("show_som", {"decisao": "rejeitar"}, 409, "tag_do_catalogo"),
        ("nova_tag", {"decisao": "aceitar"}, 400, "explicacao_obrigatoria"),
        ("nova_tag", {"decisao": "mesclar"}, 400, "destino_obrigatorio"),
        ("nova_tag", {"decisao": "mesclar", "destino": "nao_ha"}, 400, "destino_desconhecido"),
        ("nova_tag", {"decisao": "talvez"}, 400, "corpo_invalido"),
        ("Nova-Tag", {"decisao": "rejeitar"}, 404, "nao_encontrado"),
        ("__nova__", {"decisao": "rejeitar"}, 404, "nao_encontrado"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(
    stack: RunningStack, ana: tuple[str, str], code: str, decision: Any, status: int, said: str
) -> None:
    answer = decide(stack, ana[1], code, **decision)

    assert (answer.status, answer.body["codigo"]) == (status, said)


def test_views_are_saved_shared_and_deleted(stack: RunningStack, ana: tuple[str, str]) -> None:
    bia = curator(stack)[1]
    view = {"nome": "Críticas ao som", "consulta": "categoria=CR%C3%8DTICA&tag=show_som"}

    own = ask(stack, "POST", "/api/visoes", view, token=ana[1])
    shared = ask(stack, "POST", "/api/visoes", {**view, "da_equipe": True}, token=ana[1])

    assert (own.status, own.body["dono"], own.body["nome"]) == (201, ana[0], "Críticas ao som")
    hers = [one["id"] for one in ask(stack, "GET", "/api/visoes", token=bia).body["visoes"]]
    assert shared.body["id"] in hers and own.body["id"] not in hers
    deleted = [
        ask(stack, "DELETE", f"/api/visoes/{view_id}", token=token).status
        for view_id, token in [
            (own.body["id"], bia),
            (shared.body["id"], bia),
            (shared.body["id"], stack.admin()),
            (own.body["id"], ana[1]),
            (own.body["id"], ana[1]),
            ("__x__", ana[1]),
        ]
    ]
    assert deleted == [404, 403, 204, 204, 404, 404]


def test_agreement_takes_in_what_people_reviewed(stack: RunningStack, token: str, ana: tuple[str, str]) -> None:
    before = ask(stack, "GET", "/api/concordancia", token=ana[1]).body
    texts = ["que voz maravilhosa, chorei ouvindo", "que voz maravilhosa, amei", "o som do show estava péssimo"]
    ids = sent(stack, token, [{"texto": f"{text} {uuid4().hex}"} for text in texts])
    ask(stack, "PATCH", f"/api/comentarios/{ids[2]}", {"revisado": True}, token=ana[1], seen=0)
    ask(stack, "PATCH", f"/api/comentarios/{ids[0]}", {"revisado": True}, token=ana[1], seen=0)
    ask(stack, "PATCH", f"/api/comentarios/{ids[1]}", {"categoria": "SPAM"}, token=ana[1], seen=0)

    after = ask(stack, "GET", "/api/concordancia", token=ana[1]).body

    assert (after["revisados"] - before["revisados"], after["iguais"] - before["iguais"]) == (3, 2)
    assert after["matriz"]["ELOGIO"]["SPAM"] - before["matriz"]["ELOGIO"]["SPAM"] == 1
    assert -1 <= after["kappa"] <= 1


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/api/tags", None),
        ("POST", "/api/tags/candidatas/x", {"decisao": "rejeitar"}),
        ("GET", "/api/visoes", None),
        ("POST", "/api/visoes", {"nome": "v", "consulta": ""}),
        ("DELETE", "/api/visoes/x", None),
        ("GET", "/api/concordancia", None),
    ],
)
def test_tags_views_and_agreement_are_for_curators(
    stack: RunningStack, token: str, method: str, path: str, body: Any
) -> None:
    assert [ask(stack, method, path, body, token=who).status for who in (None, token, "x.y.z")] == [401] * 3
