"""Reclassification on the emulators takes effect once per revision, however often its message is delivered."""

from typing import Any
from uuid import uuid4

import pytest

from local.client import call
from tests.support.stack.harness import RunningStack, eventually
from tests.support.stack.requests import deliver
from tests.support.stack.reviews import ask, curator, sent

pytestmark = pytest.mark.stack


@pytest.fixture(scope="module")
def ana(stack: RunningStack) -> str:
    return curator(stack)[1]


def stored(stack: RunningStack, comment_id: str) -> dict[str, Any]:
    return dict(stack.firestore().document("comments", comment_id).get().to_dict())


def usage(stack: RunningStack) -> int:
    days = call("GET", f"{stack.base}/api/operacao", None, stack.admin()).body["modelo_por_dia"]
    return sum(day["comentarios"] for day in days)


def test_the_model_speaks_again_and_the_persons_word_is_history(stack: RunningStack, token: str, ana: str) -> None:
    comment_id = sent(stack, token, [{"texto": f"que voz maravilhosa, chorei ouvindo {uuid4().hex}"}])[0]
    path = f"/api/comentarios/{comment_id}"
    ask(stack, "PATCH", path, {"categoria": "SPAM"}, token=ana, seen=0)
    before = usage(stack)

    asked = ask(stack, "POST", f"{path}/reclassificar", token=ana)
    found = eventually(lambda: stored(stack, comment_id), lambda one: one["revision"] == 2, 30)

    assert asked.status == 202
    assert (found["category"], found["curator"], found["reviewed"]) == ("ELOGIO", None, False)
    assert usage(stack) - before == 1
    undone = ask(stack, "POST", f"{path}/desfazer", token=ana, seen=2)
    assert [entry["acao"] for entry in undone.body["historico"]] == ["correcao", "reclassificacao", "desfeito"]
    assert (undone.body["categoria"], undone.body["revisado"]) == ("SPAM", True)


def test_a_message_that_comes_again_changes_nothing(stack: RunningStack, token: str, ana: str) -> None:
    ids = sent(stack, token, [{"texto": f"que show lindo {uuid4().hex}"} for _ in range(3)])
    were = {key: stored(stack, key) for key in ids}
    names = ("text", "artist", "album", "song", "channel", "author_hash")
    message = {
        "batch_id": were[ids[0]]["batch_id"],
        "part": 0,
        "comments": [
            {"id": key, **{name: one[name] for name in names}}
            | {name: one[name].isoformat() for name in ("published_at", "received_at")}
            for key, one in were.items()
        ],
        "again": dict.fromkeys(ids, 0),
    }
    ask(stack, "PATCH", f"/api/comentarios/{ids[2]}", {"revisado": True}, token=ana, seen=0)

    statuses = [deliver(stack, "classify", message, attempt) for attempt in (1, 2, 1)]
    parked = deliver(stack, "park", message, 1)

    assert (statuses, parked) == ([200] * 3, 200)
    found = {key: stored(stack, key) for key in ids}
    assert [found[key]["revision"] for key in ids] == [1, 1, 1]
    assert [found[key]["reviewed"] for key in ids] == [False, False, True]
    assert all(one["status"] == "CONCLUIDO" for one in found.values())


def test_when_the_model_has_no_answer_the_comments_stay_as_they_were(calm: RunningStack, token: str, ana: str) -> None:
    word = f"veneno{uuid4().hex[:8]}"
    ids = sent(calm, token, [{"texto": f"refrão lindo demais {word} {n}"} for n in range(2)])
    before, spent = [stored(calm, key) for key in ids], usage(calm)
    calm.faults(poison=word, poison_kind="blocked")

    answer = ask(
        calm,
        "POST",
        "/api/revisoes",
        {"acao": "reclassificar", "itens": [{"id": key, "revisao": 0} for key in ids]},
        token=ana,
    )

    assert [one["ok"] for one in answer.body["resultados"]] == [True, True]
    eventually(lambda: usage(calm) - spent, lambda more: more == 2, 30)
    assert [stored(calm, key) for key in ids] == before


def test_failed_comments_are_resent_until_the_model_answers(calm: RunningStack, token: str, ana: str) -> None:
    word = f"veneno{uuid4().hex[:8]}"
    calm.faults(poison=word, poison_kind="blocked")
    well, *sick = sent(calm, token, [{"texto": "tudo lindo"}, *({"texto": f"{word} lindo {n}"} for n in range(3))])
    failed_at = stored(calm, sick[0])["failure"]["failed_at"]

    in_vain = ask(calm, "POST", "/api/reprocessar", {"ids": [well, *sick, str(uuid4())]}, token=ana)
    eventually(lambda: stored(calm, sick[0])["failure"]["failed_at"], lambda later: later > failed_at, 30)
    calm.faults()
    first = ask(calm, "POST", "/api/reprocessar", {"ids": sick}, token=ana)
    second = ask(calm, "POST", "/api/reprocessar", {"ids": sick}, token=ana)
    done = eventually(lambda: [stored(calm, key) for key in sick], lambda all_: all(map(is_done, all_)), 30)

    assert (in_vain.status, in_vain.body["enviados"]) == (202, 3)
    assert (first.status, first.body["enviados"], second.status) == (202, 3, 202)
    assert [(one["failure"], one["resent_at"] is not None, one["revision"]) for one in done] == [(None, True, 0)] * 3
    batch = stored(calm, well)["batch_id"]
    assert calm.batch(batch, token) | {"classificados": 4, "falharam": 0, "pendentes": 0} == calm.batch(batch, token)


def test_all_that_failed_is_sent_again_without_naming_it(calm: RunningStack, token: str, ana: str) -> None:
    word = f"veneno{uuid4().hex[:8]}"
    calm.faults(poison=word, poison_kind="blocked")
    sick = sent(calm, token, [{"texto": f"{word} lindo"}])[0]
    calm.faults()

    answer = ask(calm, "POST", "/api/reprocessar", {}, token=ana)

    assert answer.body["enviados"] >= 1
    assert eventually(lambda: stored(calm, sick), is_done, 30)["category"] == "ELOGIO"


@pytest.mark.parametrize("body", [{"ids": []}, {"ids": ["x"] * 1_001}, {"ids": "x"}, {"id": ["x"]}])
def test_a_senseless_resend_is_refused(stack: RunningStack, ana: str, body: Any) -> None:
    assert ask(stack, "POST", "/api/reprocessar", body, token=ana).status == 400


def is_done(document: dict[str, Any]) -> bool:
    return bool(document["status"] == "CONCLUIDO")
