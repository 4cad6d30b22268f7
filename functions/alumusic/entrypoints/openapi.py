"""The OpenAPI 3.1 document, made from the same table of routes that answers."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from alumusic.domain.wire import Problem
from alumusic.entrypoints.accounts.cookie import COOKIE
from alumusic.entrypoints.elsewhere import MODELS, paths_of_others
from alumusic.entrypoints.routes import PATH_PART, Access, Route
from alumusic.entrypoints.statuses import answered, failed

_REF = "#/components/schemas/{model}"
_ABOUT = """Comentários de ouvintes: envio, curadoria, relatório e contas.

Todo erro tem a mesma forma: `erro` (frase em português), `codigo` (estável, para programas) e `detalhes`."""
_SECURITY = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "Token de acesso (15 minutos, de `POST /auth/login` ou `/auth/refresh`) ou token de remetente.",
    },
    "sessao": {
        "type": "apiKey",
        "in": "cookie",
        "name": COOKIE,
        "description": "Cookie HttpOnly dado por `POST /auth/login`; cada valor renova a sessão uma só vez.",
    },
}


def openapi(routes: Sequence[Route], version: str) -> dict[str, Any]:
    schemas, components = _schemas(routes)
    paths: dict[str, Any] = {}
    for route in routes:
        for path in (route.path, *route.also_at):
            paths.setdefault(_template(path), {})[route.method.lower()] = _operation(route, path, schemas)
    for path, operations in paths_of_others(schemas).items():
        paths.setdefault(path, {}).update(operations)
    return {
        "openapi": "3.1.0",
        "info": {"title": "AluMusic Insights", "version": version, "description": _ABOUT},
        "servers": [{"url": "/", "description": "O endereço que serviu este documento"}],
        "paths": paths,
        "components": {"schemas": components, "securitySchemes": _SECURITY},
    }


_Schemas = Mapping[Any, Any]


def _schemas(routes: Sequence[Route]) -> tuple[_Schemas, dict[str, Any]]:
    wanted: dict[tuple[type[BaseModel], JsonSchemaMode], None] = {(Problem, "serialization"): None}
    wanted |= dict.fromkeys((model, "serialization") for model in MODELS)
    for route in routes:
        if route.body:
            wanted[route.body, "validation"] = None
        if route.answer:
            wanted[route.answer, "serialization"] = None
    found, definitions = models_json_schema(list(wanted), ref_template=_REF)
    return found, definitions.get("$defs", {})


def _operation(route: Route, path: str, schemas: _Schemas) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "summary": route.summary,
        "description": f"Acesso: {route.access}.",
        "operationId": re.sub(r"\W+", "_", f"{route.method.lower()}{path}").strip("_"),
        "parameters": [*_path(path), *_query(route.query), *_headers(route.headers)],
        "responses": {
            str(route.status): _success(route, schemas),
            **{str(status): failed(status, schemas[Problem, "serialization"]) for status in sorted(_statuses(route))},
        },
    }
    if route.access is Access.COOKIE:
        operation["security"] = [{"sessao": []}]
    elif route.access is not Access.PUBLIC:
        operation["security"] = [{"token": []}]
    if route.body:
        content = {"application/json": {"schema": schemas[route.body, "validation"]}}
        operation["requestBody"] = {"required": True, "content": content}
    return operation


def _success(route: Route, schemas: _Schemas) -> dict[str, Any]:
    schema = schemas[route.answer, "serialization"] if route.answer else None
    if not route.file:
        return answered(route.status, schema)
    rows: Any = {"type": "array", "items": {"type": "object"}}
    described = answered(route.status, {"anyOf": [schema, rows]} if schema else rows)
    for kind in ("text/csv", "application/x-ndjson"):
        described["content"][kind] = {"schema": {"type": "string"}}
    return described


def _statuses(route: Route) -> set[int]:
    statuses = {503, *route.errors}
    if route.access is Access.COOKIE:
        statuses.add(401)
    elif route.access is not Access.PUBLIC:
        statuses |= {401, 403}
    if route.query or route.body:
        statuses.add(400)
    if route.query:
        statuses.add(414)
    if route.body:
        statuses |= {413, 415}
    if "<" in route.path:
        statuses.add(404)
    return statuses


def _path(path: str) -> list[dict[str, Any]]:
    schema = {"type": "string", "pattern": PATH_PART}
    names = re.findall(r"<(?:\w+:)?(\w+)>", path)
    return [{"name": name, "in": "path", "required": True, "schema": schema} for name in names]


def _headers(names: Sequence[str]) -> list[dict[str, Any]]:
    return [{"name": name, "in": "header", "required": False, "schema": {"type": "string"}} for name in names]


def _query(model: type[BaseModel] | None) -> list[dict[str, Any]]:
    if model is None:
        return []
    # Inlined: a parameter's schema may not be a reference into another document's definitions.
    schema = model.model_json_schema(mode="validation", by_alias=False)
    definitions = schema.get("$defs", {})
    return [
        {"name": name, "in": "query", "required": False, "schema": _inline(found, definitions)}
        for name, found in schema["properties"].items()
    ]


def _inline(schema: Any, definitions: dict[str, Any]) -> Any:
    if isinstance(schema, list):
        return [_inline(part, definitions) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _inline(definitions[schema["$ref"].rpartition("/")[2]], definitions)
    return {key: _inline(value, definitions) for key, value in schema.items()}


def _template(path: str) -> str:
    return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", path)
