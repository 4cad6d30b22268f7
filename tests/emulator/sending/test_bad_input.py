"""Each kind of bad input has its own error in the common format, and loses or half-stores nothing."""

import base64
import hmac
import json
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import uuid4

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from local.client import Answer, call
from local.stack.config import HOST
from tests.support.stack.harness import RunningStack, own_function
from tests.support.stack.requests import post_raw

pytestmark = pytest.mark.stack


def claims(**changes: Any) -> dict[str, Any]:
    now = datetime.now(UTC)
    good = {
        "iss": "alumusic-insights",
        "aud": "comentarios",
        "sub": "servico:x",
        "scope": "comentarios:escrever",
        "jti": str(uuid4()),
        "iat": now,
        "exp": now + timedelta(minutes=5),
    }
    return {key: value for key, value in {**good, **changes}.items() if value is not None}


@pytest.fixture
def signing_key(stack: RunningStack) -> str:
    return stack.state.secrets()["token_private_key"]


def send(stack: RunningStack, token: str | None) -> Answer:
    return call("POST", f"{stack.base}/api/comentarios", [{"texto": "oi"}], token)


def test_a_missing_token_is_401(stack: RunningStack) -> None:
    answer = send(stack, None)

    assert (answer.status, answer.body["codigo"]) == (401, "token_ausente")


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"exp": datetime.now(UTC) - timedelta(minutes=5)}, 401, "token_expirado"),
        ({"aud": "outro"}, 401, "token_invalido"),
        ({"iss": "outro"}, 401, "token_invalido"),
        ({"iat": datetime.now(UTC) + timedelta(hours=1)}, 401, "token_invalido"),
        *[({name: None}, 401, "token_invalido") for name in ("iss", "aud", "sub", "exp", "iat", "jti", "scope")],
        ({"scope": "painel:curar"}, 403, "sem_permissao"),
        ({}, 401, "token_revogado"),
    ],
)
def test_a_sender_token_with_a_wrong_claim_is_refused(
    stack: RunningStack, signing_key: str, changes: dict[str, Any], status: int, code: str
) -> None:
    token = jwt.encode(claims(**changes), signing_key, algorithm="EdDSA")

    answer = send(stack, token)

    assert (answer.status, answer.body["codigo"]) == (status, code)


def test_tokens_of_another_key_or_algorithm_are_refused(stack: RunningStack) -> None:
    public = stack.state.secrets()["token_public_keys"]
    foreign = jwt.encode(claims(), Ed25519PrivateKey.generate(), algorithm="EdDSA")
    unsigned = jwt.encode(claims(), "", algorithm="none")

    answers = [send(stack, token) for token in (foreign, unsigned, hs256(public), "not-a-token", "a.b.c")]

    assert [(answer.status, answer.body["codigo"]) for answer in answers] == [(401, "token_invalido")] * 5


def hs256(public_pem: str) -> str:
    """A token signed with the public key as an HMAC secret. Made by hand, because PyJWT refuses."""

    def part(value: Any) -> str:
        return (
            base64.urlsafe_b64encode(json.dumps(value, default=lambda d: int(d.timestamp())).encode())
            .decode()
            .rstrip("=")
        )

    signed = f"{part({'alg': 'HS256', 'typ': 'JWT'})}.{part(claims())}"
    mac = hmac.new(public_pem.encode(), signed.encode(), sha256).digest()
    return f"{signed}.{base64.urlsafe_b64encode(mac).decode().rstrip('=')}"


def test_a_revoked_service_token_is_refused(stack: RunningStack) -> None:
    admin = stack.admin()
    issued = call("POST", f"{stack.base}/api/tokens", {"nome": "de passagem", "dias": 1}, admin).body
    listed = call("GET", f"{stack.base}/api/tokens", None, admin).body["tokens"]

    revoked = call("DELETE", f"{stack.base}/api/tokens/{issued['id']}", None, admin)

    assert (revoked.status, issued["id"] in {one["id"] for one in listed}) == (204, True)
    assert send(stack, issued["token"]).body["codigo"] == "token_revogado"


@pytest.mark.parametrize(
    ("kind", "body", "status", "code"),
    [
        ("application/json", b"{", 400, "json_invalido"),
        ("application/json", b'{"texto": NaN}', 400, "json_invalido"),
        ("application/json", b"[" * 100_000, 400, "json_invalido"),
        ("application/json", b'"texto"', 400, "tipo_invalido"),
        ("application/json", b'{"comentarios": {}}', 400, "tipo_invalido"),
        ("application/json", b"[]", 400, "lista_vazia"),
        ("application/json", b'[{"texto": "\xff"}]', 400, "utf8_invalido"),
        ("application/json", b'[{"texto": ""}]', 422, "nada_valido"),
        ("application/json", json.dumps([{"texto": "x"}] * 5_001).encode(), 413, "lote_grande"),
        ("application/json", b'[{"texto": "' + b"x" * 11_000_000 + b'"}]', 413, "corpo_grande"),
        ("text/plain", b"oi", 415, "tipo_nao_aceito"),
        ("text/csv", b"nome\noi\n", 400, "csv_sem_texto"),
        ("multipart/form-data; boundary=X", b"--X--\r\n", 400, "arquivo_ausente"),
    ],
)
def test_each_bad_body_has_its_own_answer(
    stack: RunningStack, token: str, kind: str, body: bytes, status: int, code: str
) -> None:
    answered, answer = post_raw(stack, token, body, kind)

    assert (answered, answer["codigo"]) == (status, code)
    assert set(answer) == {"erro", "codigo", "detalhes"}
    assert answer["erro"]


@pytest.mark.parametrize(
    ("item", "code", "field"),
    [
        ({"texto": "a\u0000b"}, "caractere_invalido", "texto"),
        ({"texto": "\ud800"}, "caractere_invalido", "texto"),
        ({"texto": "x" * 5_001}, "texto_longo", "texto"),
        ({"texto": 5}, "tipo_invalido", "texto"),
        ({"id": "abc", "texto": "x"}, "id_invalido", "id"),
        ({"texto": "x", "artista": "a" * 201}, "campo_longo", "artista"),
        ({"texto": "x", "publicado_em": "ontem"}, "data_invalida", "publicado_em"),
    ],
)
def test_each_bad_comment_names_its_field(
    stack: RunningStack, token: str, item: dict[str, Any], code: str, field: str
) -> None:
    answer = stack.post([item, {"texto": "boa"}], token)

    assert answer.status == 202
    assert [(one["indice"], one["codigo"], one["campo"]) for one in answer.body["rejeitados"]] == [(0, code, field)]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/nada", 404),
        ("PUT", "/api/comentarios", 405),
        ("GET", "/api/tokens", 401),
        ("POST", "/auth/login", 400),
        ("POST", "/api/relatorio", 405),
        ("GET", "/api/lotes/x", 401),
    ],
)
def test_every_error_has_the_one_shape(stack: RunningStack, method: str, path: str, status: int) -> None:
    answer = call(method, stack.base + path)

    assert answer.status == status
    assert set(answer.body) == {"erro", "codigo", "detalhes"}


def test_a_sender_sees_its_own_batches_only(stack: RunningStack, token: str) -> None:
    mine = stack.post([{"texto": "meu lote"}], token).body["lote_id"]
    other = stack.token("outro serviço")

    assert call("GET", f"{stack.base}/api/lotes/{mine}", None, other).status == 404
    assert call("GET", f"{stack.base}/api/lotes/{mine}", None, stack.admin()).status == 200


def test_a_senders_token_opens_no_private_door(stack: RunningStack, token: str) -> None:
    assert call("GET", f"{stack.base}/api/tokens", None, token).status == 401
    assert call("GET", f"{stack.base}/auth/me", None, token).status == 401


def test_login_gives_a_token_and_a_wrong_password_none(stack: RunningStack) -> None:
    email = f"{uuid4().hex}@exemplo.com"
    account = {"email": email, "password": "uma senha comprida"}

    assert call("POST", f"{stack.base}/auth/register", account).status == 201
    session = call("POST", f"{stack.base}/api/auth/login", {"email": email, "senha": "uma senha comprida"})
    me = call("GET", f"{stack.base}/auth/me", None, session.body["access_token"])

    assert (me.body["email"], me.body["papel"]) == (email, "curador")
    assert call("POST", f"{stack.base}/auth/register", account).status == 409
    wrong = call("POST", f"{stack.base}/auth/login", {"email": email, "senha": "outra senha longa"})
    unknown = call("POST", f"{stack.base}/auth/login", {"email": "x" + email, "senha": "outra senha longa"})
    assert wrong == unknown
    assert wrong.status == 401


def test_without_queue_or_store_the_sender_is_told_to_come_back_and_nothing_stays(
    stack: RunningStack, token: str
) -> None:
    batches = stack.firestore().collection("batches")
    before = {found.id for found in batches.stream()}

    nobody = f"{HOST}:9"
    with (
        own_function(stack, "ingest", PUBSUB_EMULATOR_HOST=nobody) as queueless,
        own_function(stack, "ingest", FIRESTORE_EMULATOR_HOST=nobody) as storeless,
    ):
        started = time.monotonic()
        with ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(lambda url: posted(url, token), (queueless, storeless)))
        waited = time.monotonic() - started

    assert answers == [(503, "fila_indisponivel", "5"), (503, "banco_indisponivel", "5")]
    assert waited < 20  # ten seconds on an idle machine
    assert {found.id for found in batches.stream()} <= before


def posted(url: str, token: str) -> tuple[int, str, str | None]:
    """Status, code and Retry-After."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    request = urllib.request.Request(f"{url}/api/comentarios", b'[{"texto": "oi"}]', headers)
    with pytest.raises(urllib.error.HTTPError) as refused, urllib.request.urlopen(request, timeout=60):
        pass
    with refused.value as answer:
        return answer.code, json.load(answer)["codigo"], answer.headers["Retry-After"]
