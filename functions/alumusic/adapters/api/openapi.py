"""The OpenAPI 3.1 document, made from the same table of routes that answers."""

import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from alumusic.adapters.api.routes import Access, Route
from alumusic.domain.wire.base import Problem

_REF = "#/components/schemas/{model}"


def openapi(routes: Sequence[Route], version: str) -> dict[str, Any]:
    schemas, components = _schemas(routes)
    paths: dict[str, Any] = {}
    for route in routes:
        for path in (route.path, *route.also_at):
            paths.setdefault(_template(path), {})[route.method.lower()] = _operation(route, path, schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": "AluMusic Insights", "version": version},
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
        },
    }


_Schemas = Mapping[Any, Any]


def _schemas(routes: Sequence[Route]) -> tuple[_Schemas, dict[str, Any]]:
    wanted: dict[tuple[type[BaseModel], JsonSchemaMode], None] = {(Problem, "serialization"): None}
    for route in routes:
        if route.body:
            wanted[route.body, "validation"] = None
        if route.answer:
            wanted[route.answer, "serialization"] = None
    found, definitions = models_json_schema(list(wanted), ref_template=_REF)
    return found, definitions.get("$defs", {})


def _operation(route: Route, path: str, schemas: _Schemas) -> dict[str, Any]:
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}
        for name in re.findall(r"<(?:\w+:)?(\w+)>", path)
    ]
    operation: dict[str, Any] = {
        "summary": route.summary,
        "description": f"Acesso: {route.access}.",
        "operationId": re.sub(r"\W+", "_", f"{route.method.lower()}{path}").strip("_"),
        "parameters": parameters + _query(route.query),
        "responses": {str(route.status): _answer(route, schemas), **_errors(route, schemas)},
    }
    if route.access is not Access.PUBLIC:
        operation["security"] = [{"token": []}]
    if route.body:
        content = {"application/json": {"schema": schemas[route.body, "validation"]}}
        operation["requestBody"] = {"required": True, "content": content}
    return operation


def _answer(route: Route, schemas: _Schemas) -> dict[str, Any]:
    described: dict[str, Any] = {"description": HTTPStatus(route.status).phrase}
    if route.answer:
        described["content"] = {"application/json": {"schema": schemas[route.answer, "serialization"]}}
    return described


def _errors(route: Route, schemas: _Schemas) -> dict[str, Any]:
    statuses = {503, *route.errors}
    if route.access is not Access.PUBLIC:
        statuses |= {401, 403}
    if route.query or route.body:
        statuses.add(400)
    if route.body:
        statuses.add(413)
    if "<" in route.path:
        statuses.add(404)
    content = {"application/json": {"schema": schemas[Problem, "serialization"]}}
    return {str(status): {"description": HTTPStatus(status).phrase, "content": content} for status in sorted(statuses)}


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
