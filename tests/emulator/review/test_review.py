"""Review over HTTP on the emulators: roles, revisions, history, and corrections counted once."""

from concurrent.futures import ThreadPoolExecutor
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
def praise(stack: RunningStack, token: str) -> str:
    return sent(stack, token, [{"texto": f"que voz maravilhosa, chorei ouvindo {uuid4().hex}", "artista": "Lia"}])[0]


def test_a_correction_answers_the_comment_as_it_is_now(stack: RunningStack, praise: str, ana: tuple[str, str]) -> None:
    email, token = ana

    answer = ask(
        stack,
        "PATCH",
        f"/api/comentarios/{praise}",
        {"categoria": "critica", "tags": ["musica_vocal"], "nota": "ironia"},
        token=token,
        seen=0,
    )

    assert (answer.status, answer.etag, answer.body["revisao"]) == (200, '"1"', 1)
    assert (answer.body["categoria"], answer.body["sentimento"]) == ("CRÍTICA", "NEGATIVO")
    assert (answer.body["curador"], answer.body["revisor"], answer.body["confianca"]) == (email, email, 1.0)
    assert answer.body["tags"] == [{"codigo": "musica_vocal", "explicacao": "Voz e interpretação vocal"}]
    entry = answer.body["historico"][0]
    assert (entry["revisao"], entry["acao"], entry["quem"], entry["nota"]) == (0, "correcao", email, "ironia")
    assert (entry["antes"]["curador"], entry["depois"]["categoria"]) == (None, "CRÍTICA")


def test_the_revision_must_be_given_and_be_the_present_one(
    stack: RunningStack, praise: str, ana: tuple[str, str]
) -> None:
    path, token = f"/api/comentarios/{praise}", ana[1]

    missing = ask(stack, "PATCH", path, {"revisado": True}, token=token)
    garbled = ask(stack, "PATCH", path, {"revisado": True}, token=token, seen="*")
    first = ask(stack, "PATCH", path, {"revisado": True}, token=token, seen='W/"0"')
    late = ask(stack, "PATCH", path, {"categoria": "SPAM"}, token=token, seen=0)

    assert (missing.status, missing.body["codigo"]) == (428, "revisao_obrigatoria")
    assert (garbled.status, garbled.body["codigo"]) == (400, "revisao_invalida")
    assert (first.status, first.body["historico"][0]["acao"]) == (200, "aceite")
    assert (late.status, late.body["codigo"]) == (412, "revisao_antiga")
    assert late.body["detalhes"] == [first.body]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "nada_a_corrigir"),
        ({"nota": "só isso"}, "nada_a_corrigir"),
        ({"categoria": "RUIM"}, "corpo_invalido"),
        ({"categoria": "SPAM", "tags": ["musica_letra"]}, "spam_sem_tags"),
        ({"tags": ["show_pipoca"]}, "tag_desconhecida"),
        ({"revisado": False}, "corpo_invalido"),
    ],
)
def test_a_senseless_correction_is_refused(
    stack: RunningStack, praise: str, ana: tuple[str, str], body: Any, code: str
) -> None:
    answer = ask(stack, "PATCH", f"/api/comentarios/{praise}", body, token=ana[1], seen=0)

    assert (answer.status, answer.body["codigo"]) == (400, code)


def test_an_undo_goes_back_and_forth(stack: RunningStack, praise: str, ana: tuple[str, str]) -> None:
    path, token = f"/api/comentarios/{praise}", ana[1]
    nothing = ask(stack, "POST", f"{path}/desfazer", token=token, seen=0)
    ask(stack, "PATCH", path, {"categoria": "DÚVIDA"}, token=token, seen=0)

    back = ask(stack, "POST", f"{path}/desfazer", token=token, seen=1)
    forth = ask(stack, "POST", f"{path}/desfazer", token=token, seen=2)

    assert (nothing.status, nothing.body["codigo"]) == (409, "nada_a_desfazer")
    assert (back.body["categoria"], back.body["curador"], back.body["revisado"]) == ("ELOGIO", None, False)
    assert (forth.body["categoria"], forth.body["revisao"]) == ("DÚVIDA", 3)
    assert [entry["acao"] for entry in forth.body["historico"]] == ["correcao", "desfeito", "desfeito"]


def test_many_at_once_each_by_itself(stack: RunningStack, token: str, ana: tuple[str, str]) -> None:
    ids = sent(stack, token, [{"texto": f"refrão lindo {uuid4().hex}"} for _ in range(12)])
    ask(stack, "PATCH", f"/api/comentarios/{ids[3]}", {"revisado": True}, token=ana[1], seen=0)
    unknown = str(uuid4())
    items = [{"id": key, "revisao": 0} for key in [*ids, unknown, "a/b"]]

    answer = ask(
        stack, "POST", "/api/revisoes", {"acao": "corrigir", "itens": items, "categoria": "SUGESTÃO"}, token=ana[1]
    )

    found = answer.body["resultados"]
    assert [one["id"] for one in found] == [*ids, unknown, "a/b"]
    assert [one["codigo"] for one in found[12:]] == ["nao_encontrado"] * 2
    assert (found[3]["ok"], found[3]["codigo"], found[3]["revisao"]) == (False, "revisao_antiga", 1)
    assert all(one["ok"] and one["revisao"] == 1 for one in found[:12] if one["id"] != ids[3])


@pytest.mark.parametrize(
    "body",
    [
        {"acao": "corrigir", "itens": [{"id": "x", "revisao": 0}]},
        {"acao": "aceitar", "itens": [{"id": "x", "revisao": 0}], "categoria": "SPAM"},
        {"acao": "aceitar", "itens": []},
        {"acao": "aceitar", "itens": [{"id": "x", "revisao": -1}]},
        {"acao": "esquecer", "itens": [{"id": "x", "revisao": 0}]},
    ],
)
def test_a_senseless_decision_on_many_is_refused(stack: RunningStack, ana: tuple[str, str], body: Any) -> None:
    assert ask(stack, "POST", "/api/revisoes", body, token=ana[1]).status == 400


def test_exactly_one_of_many_corrections_of_a_revision_wins(stack: RunningStack, praise: str) -> None:
    people = [curator(stack) for _ in range(6)]

    with ThreadPoolExecutor(len(people)) as pool:
        answers = list(
            pool.map(
                lambda one: ask(
                    stack, "PATCH", f"/api/comentarios/{praise}", {"categoria": "SPAM"}, token=one[1], seen=0
                ),
                people,
            )
        )

    assert sorted(answer.status for answer in answers) == [200] + [412] * 5
    winner = next(answer for answer in answers if answer.status == 200)
    assert all(answer.body["detalhes"] == [winner.body] for answer in answers if answer.status == 412)


def test_an_erased_comment_leaves_nothing_that_was_written(
    stack: RunningStack, praise: str, token: str, ana: tuple[str, str]
) -> None:
    path = f"/api/comentarios/{praise}"
    batch = ask(stack, "PATCH", path, {"categoria": "SPAM"}, token=ana[1], seen=0).body["lote_id"]

    erased = ask(stack, "DELETE", path, token=stack.admin())

    document = stack.firestore().document("comments", praise)
    left = document.get().to_dict()
    assert (erased.status, erased.body) == (204, None)
    assert (left.pop("erased_at") is not None, left) == (
        True,
        {"batch_id": batch, "status": "APAGADO", "revision": 1},
    )
    assert list(document.collection("history").list_documents()) == []
    assert ask(stack, "DELETE", path, token=stack.admin()).status == 404
    assert ask(stack, "PATCH", path, {"revisado": True}, token=ana[1], seen=1).status == 404
    assert stack.batch(batch, token)["pendentes"] == 0


_ROUTES = [
    ("PATCH", "/api/comentarios/{id}", {"revisado": True}),
    ("POST", "/api/comentarios/{id}/desfazer", None),
    ("POST", "/api/comentarios/{id}/reclassificar", None),
    ("POST", "/api/revisoes", {"acao": "aceitar", "itens": [{"id": "x", "revisao": 0}]}),
    ("POST", "/api/reprocessar", {}),
    ("DELETE", "/api/comentarios/{id}", None),
]


@pytest.mark.parametrize(("method", "path", "body"), _ROUTES)
def test_review_is_for_curators(
    stack: RunningStack, token: str, ana: tuple[str, str], method: str, path: str, body: Any
) -> None:
    path = path.format(id=uuid4())

    nobody = ask(stack, method, path, body, seen=0)
    sender = ask(stack, method, path, body, token=token, seen=0)
    member = ask(stack, method, path, body, token=ana[1], seen=0)

    assert (nobody.status, sender.status) == (401, 401)
    expected = 403 if method == "DELETE" else 404 if "comentarios" in path else member.status
    assert member.status == expected
    assert member.status not in (401, 500)
