"""The main flow on the emulators: comments are sent, classified, counted and published in a report."""

import json
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest

from local.client import call
from local.cloud.identity import identity_token
from local.stack.config import HOST
from tests.support.stack.counters import counted
from tests.support.stack.harness import RunningStack, eventually
from tests.support.stack.requests import deliver, post_raw

pytestmark = pytest.mark.stack


def report(stack: RunningStack) -> dict[str, Any]:
    """The public report, published in this minute or the next."""
    stack.publish_report()
    return dict(call("GET", f"{stack.base}/api/relatorio").body)


def test_comments_sent_are_classified_counted_and_on_the_report(stack: RunningStack, token: str) -> None:
    artist = f"Artista {uuid4().hex[:8]}"
    texts = (
        "que voz maravilhosa, chorei ouvindo",
        "o som do show estava péssimo, não dava para ouvir nada",
        "quando sai o próximo clipe?",
    )
    items = [{"texto": text, "artista": artist} for text in texts * 50]  # enough for a place among the top twenty

    sent = stack.post(items, token)
    done = stack.settled(sent.body["lote_id"], token)

    assert sent.status == 202
    assert sent.body["mensagem"] == "150 comentários recebidos e enfileirados."
    assert (done["total"], done["classificados"], done["falharam"]) == (150, 150, 0)
    stored = [stack.firestore().document("comments", key).get().to_dict() for key in sent.body["ids_enfileirados"]]
    assert [one["status"] for one in stored] == ["CONCLUIDO"] * 150
    assert [one["text"] for one in stored] == [item["texto"] for item in items]

    def shown() -> dict[str, Any]:
        scopes = {scope["nome"]: scope for scope in report(stack)["escopos"]}
        return dict(scopes.get(artist) or {"comentarios": 0})

    scope = eventually(shown, lambda found: found["comentarios"] == 150, 70)
    counted = {row["categoria"]: row["comentarios"] for row in scope["periodos"]["24h"]["categorias"]}
    assert {category: n for category, n in counted.items() if n} == Counter(one["category"] for one in stored)


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", '{"texto": "linda demais"}'),
        ("application/json", '[{"texto": "linda demais"}]'),
        ("application/json", '{"comentarios": [{"text": "linda demais"}]}'),
        ("application/x-ndjson", '{"texto": "linda demais"}\n'),
        ("text/csv", "id,texto,artista\n,linda demais,Alguém\n"),
        ("text/csv", '\ufefftexto;artista\r\n"linda; demais";Alguém\r\n'),
    ],
)
def test_each_form_of_a_batch_is_read(stack: RunningStack, token: str, content_type: str, body: str) -> None:
    status, answer = post_raw(stack, token, body.encode(), content_type)

    assert (status, answer["aceitos"], answer["rejeitados"]) == (202, 1, [])


@pytest.mark.parametrize(
    ("name", "body"),
    [("lote.json", '[{"texto": "boa"}]'), ("lote.ndjson", '{"texto": "boa"}'), ("lote.csv", "texto\nboa\n")],
)
def test_a_file_is_taken_by_multipart(stack: RunningStack, token: str, name: str, body: str) -> None:
    form = f'--XX\r\nContent-Disposition: form-data; name="arquivo"; filename="{name}"\r\n\r\n{body}\r\n--XX--\r\n'

    status, answer = post_raw(stack, token, form.encode(), "multipart/form-data; boundary=XX")

    assert (status, answer["aceitos"]) == (202, 1)


def test_bad_items_are_named_and_the_good_ones_kept(stack: RunningStack, token: str) -> None:
    twice = str(uuid4())
    items = [{"texto": "ótimo"}, {"texto": " "}, {"id": "1", "texto": "a"}, 7, {"id": twice, "texto": "b"}]

    answer = stack.post([*items, {"id": twice, "texto": "c"}], token)

    assert (answer.status, answer.body["aceitos"]) == (202, 2)
    assert [(one["indice"], one["codigo"]) for one in answer.body["rejeitados"]] == [
        (1, "texto_vazio"),
        (2, "id_invalido"),
        (3, "tipo_invalido"),
        (5, "id_repetido"),
    ]


def test_an_id_that_exists_already_is_refused(stack: RunningStack, token: str) -> None:
    comment = {"id": str(uuid4()), "texto": "a primeira vale"}
    first = stack.post([comment], token)
    stack.settled(first.body["lote_id"], token)

    again = stack.post([comment, {"texto": "outra"}], token)

    assert [(one["indice"], one["codigo"]) for one in again.body["rejeitados"]] == [(0, "id_existente")]


def test_two_batches_under_way_with_one_id_keep_one_comment_and_both_end(stack: RunningStack, token: str) -> None:
    comment = {"id": str(uuid4()), "texto": "quem chega primeiro fica"}

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda _: stack.post([comment, {"texto": "acompanha"}], token), range(2)))

    accepted = [answer for answer in answers if answer.status == 202]
    ended = [stack.settled(answer.body["lote_id"], token) for answer in accepted]
    assert sum(one["classificados"] for one in ended) == 3


def test_a_repeated_request_with_its_key_is_the_same_request(stack: RunningStack, token: str) -> None:
    body, key = json.dumps([{"texto": "uma vez só"}]).encode(), uuid4().hex

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: post_raw(stack, token, body, "application/json", key), range(4)))

    assert {status for status, _ in answers} == {202}
    assert len({answer["lote_id"] for _, answer in answers}) == 1
    assert len({tuple(answer["ids_enfileirados"]) for _, answer in answers}) == 1
    done = stack.settled(answers[0][1]["lote_id"], token)
    assert (done["total"], done["classificados"], done["repetidos"]) == (1, 1, 0)
    status, answer = post_raw(stack, token, b'[{"texto": "outra coisa"}]', "application/json", key)
    assert (status, answer["codigo"]) == (409, "chave_reutilizada")


def test_redelivery_in_parallel_changes_nothing(stack: RunningStack, token: str) -> None:
    artist = f"Artista {uuid4().hex[:8]}"
    comment_id, batch_id = str(uuid4()), str(uuid4())
    moment = "2026-01-01T12:00:00+00:00"
    comment = {"id": comment_id, "text": "repetida", "artist": artist, "published_at": moment, "received_at": moment}
    message = {"batch_id": batch_id, "part": 0, "comments": [comment]}

    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda attempt: deliver(stack, "classify", message, attempt), [1] * 12 + [2] * 12))

    assert set(statuses) == {200}
    assert counted(stack, artist) == 1


def test_a_comment_of_another_batch_is_left_alone_even_when_this_batch_was_withdrawn(stack: RunningStack) -> None:
    comment_id, moment = str(uuid4()), "2026-01-01T12:00:00+00:00"
    comment = {"id": comment_id, "text": "de quem é", "published_at": moment, "received_at": moment}
    owner, withdrawn = str(uuid4()), str(uuid4())
    assert deliver(stack, "classify", {"batch_id": owner, "part": 0, "comments": [comment]}, 1) == 200

    statuses = [
        deliver(stack, "classify", {"batch_id": withdrawn, "part": 0, "comments": [comment]}, attempt)
        for attempt in (1, 2)
    ]

    assert statuses == [200, 200]
    assert stack.firestore().document("comments", comment_id).get().get("batch_id") == owner


def test_a_comment_on_which_the_model_always_fails_is_parked_alone_and_done_once_the_model_is_well(
    calm: RunningStack, token: str
) -> None:
    word, artist = f"veneno{uuid4().hex[:8]}", f"Artista {uuid4().hex[:8]}"
    items = [{"texto": f"tudo certo por aqui {uuid4().hex}", "artista": artist} for _ in range(10)]
    items[3]["texto"] = f"tem {word} aqui"
    calm.faults(poison=word)

    sent = calm.post(items, token).body
    ended = calm.settled(sent["lote_id"], token, 120)
    poisoned = calm.firestore().document("comments", sent["ids_enfileirados"][3]).get().to_dict()
    calm.faults()
    for _ in range(2):
        assert (
            call("POST", f"{calm.base}/api/reprocessar", {"ids": sent["ids_enfileirados"]}, calm.admin()).status == 202
        )

    assert (ended["classificados"], ended["falharam"]) == (9, 1)
    assert (poisoned["status"], poisoned["failure"]["code"]) == ("FALHOU", "tentativas_esgotadas")
    done = eventually(lambda: calm.batch(sent["lote_id"], token), lambda batch: batch["classificados"] == 10, 60)
    assert done["falharam"] == 0
    assert counted(calm, artist) == 10


def test_a_message_that_is_not_ours_goes_to_the_dead_letters(stack: RunningStack) -> None:
    assert deliver(stack, "classify", {"not": "a batch"}, 1) == 200

    def kept() -> list[str]:
        return [one.get("reason") for one in stack.firestore().collection("dead_letters").stream()]

    assert "não segue o esquema" in eventually(kept, bool, 20)[0]


def test_only_the_right_service_account_may_deliver(stack: RunningStack) -> None:
    for port in (stack.ports.classify, stack.ports.park, stack.ports.report, stack.ports.digest):
        assert call("POST", f"http://{HOST}:{port}/", {"message": {}}).status in (400, 401), port
    assert deliver(stack, "classify", {}, 1, bearer="x.y.z") == 401
    assert deliver(stack, "park", {}, 1, bearer="") == 401


def test_the_report_is_cacheable_and_says_when_nothing_changed(stack: RunningStack) -> None:
    stack.publish_report()

    status, headers, body = read(stack, "/api/relatorio")
    unchanged, _, _ = read(stack, "/api/relatorio", **{"If-None-Match": headers["ETag"]})
    _, packed, small = read(stack, "/api/relatorio", **{"Accept-Encoding": "gzip"})

    assert (status, unchanged) == (200, 304)
    assert headers["Cache-Control"].startswith("public, max-age=60, s-maxage=60, stale-while-revalidate")
    assert "Content-Encoding" not in headers
    assert packed["Content-Encoding"] == "gzip"
    assert len(small) < len(body)
    assert {chart["id"] for chart in json.loads(body)["graficos"]} >= {"categorias", "volume"}
    assert [read(stack, alias)[0] for alias in ("/api/relatorio/semana", "/relatorio/semana")] == [200, 200]


def test_a_second_run_of_the_same_minute_publishes_nothing(stack: RunningStack) -> None:
    runs = [stack.publish_report().body for _ in range(3)]

    assert [run["publicado"] for run in runs if run["minuto"] == runs[-1]["minuto"]].count(True) <= 1
    assert runs[-1]["publicado"] is False or runs[-1]["minuto"] != runs[-2]["minuto"]


def test_the_digest_of_the_week_that_ended_is_made_once(stack: RunningStack) -> None:
    bearer = identity_token(stack.state.secrets()["oidc_private_key"])

    first, second = (call("POST", f"http://{HOST}:{stack.ports.digest}/", None, bearer).body for _ in range(2))

    assert (first["semana"], second["semana"], second["novo"]) == (second["semana"], first["semana"], False)
    assert stack.firestore().document("digests", first["semana"]).get().exists


def test_clients_can_neither_read_nor_write_the_store(stack: RunningStack) -> None:
    path = "v1/projects/alumusic-local/databases/(default)/documents"
    for collection in ("comments", "stats", "users", "snapshots", "batches"):
        url = f"http://{HOST}:{stack.ports.firestore}/{path}/{collection}"
        assert call("GET", url).status == 403
        assert call("POST", url, {"fields": {}}).status == 403


def read(stack: RunningStack, path: str, **headers: str) -> tuple[int, Any, bytes]:
    """Status, headers and raw body of a GET."""
    try:
        with urllib.request.urlopen(urllib.request.Request(stack.base + path, headers=headers)) as response:
            return response.status, response.headers, response.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


def test_operation_shows_what_the_model_was_asked_and_what_it_cost(stack: RunningStack, token: str) -> None:
    def usage() -> dict[str, int]:
        days = call("GET", f"{stack.base}/api/operacao", None, stack.admin()).body["modelo_por_dia"]
        return {key: sum(day[key] for day in days) for key in ("chamadas", "comentarios", "tokens_entrada")}

    before = usage()
    sent = stack.post([{"texto": f"comentário inédito {uuid4().hex}"} for _ in range(20)], token)
    stack.settled(sent.body["lote_id"], token)

    after = usage()

    assert after["chamadas"] - before["chamadas"] == 2
    assert after["comentarios"] - before["comentarios"] == 20
    assert after["tokens_entrada"] > before["tokens_entrada"]
    assert call("GET", f"{stack.base}/api/operacao", None, token).status == 401
