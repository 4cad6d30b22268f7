"""Public answers and logs contain no comment, address or token, in normal operation and on failures."""

import gzip
import json
import urllib.request

import pytest

from local.client import call
from tests.support.stack.harness import RunningStack
from tests.support.stack.reviews import ask, curator

pytestmark = pytest.mark.stack

_MARKS = ("zabumbeira-secreta", "fulana.sigilosa@exemplo.com.br", "11 98765-4321", "pessoa-muito-privada")


def test_public_answers_and_logs_hold_nothing_private(calm: RunningStack) -> None:
    stack, token = calm, calm.token()
    text = f"Que {_MARKS[0]} no show! Fale comigo: {_MARKS[1]} ou {_MARKS[2]}"
    items = [{"texto": f"{text} {n}", "autor": _MARKS[3], "artista": "Liniker"} for n in range(12)]
    batch = stack.post(items, token).body
    stack.faults(rate_500=0.7, bad_json_rate=0.3)
    failing = stack.post([{**item, "texto": item["texto"] + " de novo"} for item in items], token).body
    stack.settled(batch["lote_id"], token)
    stack.settled(failing["lote_id"], token, 120)
    stack.post([{"texto": text, "publicado_em": "ontem"}, {"texto": text, "desconhecido": 1}], token)
    call("POST", f"{stack.base}/auth/login", {"email": _MARKS[1], "senha": _MARKS[0]})
    bearer = _worked(stack, batch["ids_enfileirados"][0])
    stack.publish_report_anew()

    public = [_public(stack, path) for path in ("/api/relatorio", "/relatorio/semana", "/api/openapi.json")]
    secrets = [*_MARKS, token, bearer, *_signatures(stack)]
    found = [
        (where, secret[:20])
        for where, body in [*zip(("relatorio", "semana", "openapi"), public, strict=True), *_logs(stack)]
        for secret in secrets
        if secret in body
    ]

    assert found == []


def _worked(stack: RunningStack, comment_id: str) -> str:
    """Calls everything that handles private texts, as a curator; returns the access token."""
    bearer, admin = curator(stack)[1], stack.admin()
    person = {"email": f"outra.{_MARKS[1]}", "nome": _MARKS[3]}
    correction = {"categoria": "DÚVIDA", "nota": _MARKS[0]}
    statuses = [
        ask(stack, "GET", f"/api/comentarios?busca={_MARKS[0]}", token=bearer).status,
        ask(stack, "GET", f"/api/comentarios/exportar?formato=json&busca={_MARKS[0]}", token=bearer).status,
        ask(stack, "PATCH", f"/api/comentarios/{comment_id}", correction, token=bearer, seen=0).status,
        ask(
            stack, "POST", "/api/insights/perguntar", {"pergunta": f"O que dizem de {_MARKS[0]}?"}, token=bearer
        ).status,
        ask(stack, "POST", "/api/stakeholders", person, token=bearer).status,
        ask(stack, "POST", "/api/autores/apagar", {"autor": _MARKS[3], "simular": True}, token=admin).status,
    ]
    assert set(statuses) <= {200, 201, 503}, statuses  # 503: the model has faults, so a question may fail
    return bearer


def _public(stack: RunningStack, path: str) -> str:
    request = urllib.request.Request(stack.base + path, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request) as answer:
        body = answer.read()
        packed = answer.headers["Content-Encoding"] == "gzip"
    return json.dumps(json.loads(gzip.decompress(body) if packed else body), ensure_ascii=False)


def _logs(stack: RunningStack) -> list[tuple[str, str]]:
    # stack.log is left out: the runner prints the login for the developer.
    logs = [path for path in stack.state.logs.glob("*.log") if path.name != "stack.log"]
    assert {"ingest.log", "classify.log", "api.log"} <= {path.name for path in logs}
    return [(path.name, path.read_text(errors="replace")) for path in logs]


def _signatures(stack: RunningStack) -> list[str]:
    secret = stack.state.secrets()
    return [secret["admin_password"], secret["invitation_code"], secret["author_hash_key"]]
