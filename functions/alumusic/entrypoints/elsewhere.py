"""What the OpenAPI document says of routes outside the table: sending comments, the public report, unsubscribing."""

from typing import Any

from pydantic import BaseModel

from alumusic.domain.report.snapshot import Snapshot
from alumusic.domain.wire import Problem
from alumusic.entrypoints.operation.models import Accepted
from alumusic.entrypoints.statuses import answered, failed

MODELS: tuple[type[BaseModel], ...] = (Accepted, Snapshot)

_TEXT = {"type": "string", "minLength": 1, "maxLength": 5_000}
_COMMENT = {
    "type": "object",
    "description": "`texto` (ou `text`) e, se houver, de onde veio.",
    "properties": {
        "id": {"type": "string", "format": "uuid"},
        "texto": _TEXT,
        "text": _TEXT,
        "publicado_em": {"type": "string", "format": "date-time"},
        **{name: {"type": "string", "maxLength": 200} for name in ("artista", "album", "musica", "canal", "autor")},
    },
    "anyOf": [{"required": ["texto"]}, {"required": ["text"]}],
}
_COMMENTS = {"type": "array", "items": _COMMENT, "minItems": 1, "maxItems": 5_000}
_BATCH = {
    "anyOf": [
        _COMMENT,
        _COMMENTS,
        {"type": "object", "properties": {"comentarios": _COMMENTS}, "required": ["comentarios"]},
    ]
}
_FILE = {
    "type": "object",
    "properties": {"arquivo": {"type": "string", "contentMediaType": "application/octet-stream"}},
    "required": ["arquivo"],
}
_REPLAYED = {
    "Idempotency-Replayed": {
        "description": "`true` quando esta chave já tinha sido recebida por inteiro: nada foi enfileirado de novo",
        "required": False,
        "schema": {"type": "string", "enum": ["true"]},
    }
}
_CONTENT = {
    "application/json": {"schema": _BATCH},
    "application/x-ndjson": {"schema": {"type": "string", "description": "Um objeto por linha"}},
    "text/csv": {"schema": {"type": "string", "description": "Cabeçalho com a coluna `texto`; `,` ou `;`"}},
    "multipart/form-data": {"schema": _FILE},
}


def paths_of_others(schemas: Any) -> dict[str, Any]:
    problem = schemas[Problem, "serialization"]
    return {
        "/api/comentarios": {"post": _send(schemas[Accepted, "serialization"], problem)},
        "/api/relatorio": {"get": _report(schemas[Snapshot, "serialization"], problem)},
        "/api/openapi.json": {"get": _itself()},
        "/api/inscricao/{token}": {
            "get": _leaving("get", "Pergunta se a pessoa quer deixar de receber o resumo; não muda nada"),
            "post": _leaving("post", "Cancela a inscrição no resumo semanal: o link de cada mensagem, em um clique"),
        },
    }


def _send(accepted: Any, problem: Any) -> dict[str, Any]:
    errors = (400, 401, 403, 409, 413, 415, 422, 429, 503)
    return {
        "summary": "Envia comentários",
        "description": "Acesso: remetente ou curadoria. Itens ruins são recusados um a um; os bons seguem.",
        "operationId": "post_api_comentarios",
        "parameters": [
            {
                "name": "Idempotency-Key",
                "in": "header",
                "required": False,
                "description": "A mesma chave com o mesmo corpo é o mesmo envio, por mais vezes que chegue.",
                "schema": {"type": "string", "maxLength": 200},
            }
        ],
        "requestBody": {"required": True, "content": _CONTENT},
        "responses": {
            "202": {**answered(202, accepted), "headers": _REPLAYED},
            **{str(status): failed(status, problem) for status in errors},
        },
        "security": [{"token": []}],
    }


def _report(snapshot: Any, problem: Any) -> dict[str, Any]:
    return {
        "summary": "O relatório público, refeito a cada minuto",
        "description": "Acesso: público.",
        "operationId": "get_api_relatorio",
        "responses": {
            "200": answered(200, snapshot),
            "304": answered(304, None),
            "503": failed(503, problem),
        },
    }


def _leaving(method: str, summary: str) -> dict[str, Any]:
    page = {"text/html": {"schema": {"type": "string"}}}
    token = {"name": "token", "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}
    return {
        "summary": summary,
        "description": "Acesso: público. Vale o link que a própria mensagem traz.",
        "operationId": f"{method}_api_inscricao_token",
        "parameters": [token],
        "responses": {
            "200": {**answered(200, None), "content": page},
            "404": {**answered(404, None), "content": page},
        },
    }


def _itself() -> dict[str, Any]:
    return {
        "summary": "Este documento",
        "description": "Acesso: público.",
        "operationId": "get_api_openapi_json",
        "responses": {"200": answered(200, {"type": "object"})},
    }
