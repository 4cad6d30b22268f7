"""The OpenAPI 3.1 document, generated from the table of routes that Flask mounts."""

import re
from collections.abc import Iterator, Mapping, Sequence

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from alumusic.entrypoints.accounts.cookie import COOKIE
from alumusic.entrypoints.models import Problem
from alumusic.entrypoints.routes import PATH_PART, Access, Header, Route, Schema
from alumusic.entrypoints.schema import ApiSchema
from alumusic.errors import Code

_REF = "#/components/schemas/{model}"
_ABOUT = """Comentários de ouvintes: envio, curadoria, relatório e contas.

Todo erro tem a mesma forma: `erro` (frase em português), `codigo` (estável, para programas) e `detalhes`."""
_SECURITY: Schema = {
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
_STATUSES = {
    200: "Feito",
    201: "Criado",
    202: "Aceito; o trabalho continua depois da resposta",
    204: "Feito, sem corpo",
    304: "Não mudou desde o ETag mostrado",
    400: "Requisição malformada; `detalhes` diz o que mudar",
    401: "Sem autenticação válida",
    403: "Autenticado, mas sem permissão",
    404: "Não existe",
    409: "Conflito com o que já existe",
    412: "Alguém mudou isto antes",
    413: "Corpo grande demais",
    414: "Endereço longo demais: 4.000 caracteres no máximo",
    415: "Tipo de conteúdo não aceito",
    422: "Nada válido no corpo",
    428: "Falta o cabeçalho If-Match",
    429: "Tentativas demais",
    503: "Indisponível agora; tente de novo",
}
_RETRY: Schema = {
    "Retry-After": {
        "description": "Segundos até valer a pena tentar de novo",
        "required": True,
        "schema": {"type": "string", "pattern": "^[0-9]+$"},
    }
}
_ROWS: Schema = {"type": "array", "items": {"type": "object"}}
_TEXT: Schema = {"schema": {"type": "string"}}


def openapi(routes: Sequence[Route], version: str) -> Schema:
    references, components = _schemas(routes)
    paths: dict[str, Schema] = {}
    for route in routes:
        for path in (route.path, *route.also_at):
            paths.setdefault(_template(path), {})[route.method.lower()] = _operation(route, path, references)
    return {
        "openapi": "3.1.0",
        "info": {"title": "AluMusic Insights", "version": version, "description": _ABOUT},
        "servers": [{"url": "/", "description": "O endereço que serviu este documento"}],
        "paths": paths,
        "components": {"schemas": components, "securitySchemes": _SECURITY},
    }


_References = Mapping[tuple[type[BaseModel], JsonSchemaMode], Schema]


def _schemas(routes: Sequence[Route]) -> tuple[_References, Schema]:
    models: dict[tuple[type[BaseModel], JsonSchemaMode], None] = {(Problem, "serialization"): None}
    for route in routes:
        if route.body:
            models[route.body, "validation"] = None
        if route.answer:
            models[route.answer, "serialization"] = None
    references, definitions = models_json_schema(list(models), ref_template=_REF, schema_generator=ApiSchema)
    components = definitions["$defs"]
    components["Problem"]["properties"]["codigo"] |= {"examples": [str(code) for code in Code]}
    return {key: references[key] for key in models}, components


def _operation(route: Route, path: str, references: _References) -> Schema:
    operation: Schema = {
        "summary": route.summary,
        "description": f"Acesso: {route.access}.{f' {route.note}' if route.note else ''}",
        "operationId": re.sub(r"\W+", "_", f"{route.method.lower()}{path}").strip("_"),
        "parameters": [*_path(path, route.page), *_query(route.query), *map(_header, route.headers)],
        "responses": dict(_responses(route, references)),
    }
    if route.access is Access.COOKIE:
        operation["security"] = [{"sessao": []}]
    elif route.access is not Access.PUBLIC:
        operation["security"] = [{"token": []}]
    if route.body:
        content = {"application/json": {"schema": references[route.body, "validation"]}}
        operation["requestBody"] = {"required": True, "content": content}
    if route.form:
        operation["requestBody"] = {"required": True, "content": route.form}
    return operation


def _responses(route: Route, references: _References) -> Iterator[tuple[str, Schema]]:
    success: Schema = {"description": _STATUSES[route.status]}
    if content := _content(route, references):
        success["content"] = content
    if route.answer_headers:
        success["headers"] = route.answer_headers
    yield str(route.status), success
    if route.etag:
        yield "304", {"description": _STATUSES[304]}
    if route.page:
        yield "404", {"description": _STATUSES[404], "content": {"text/html": _TEXT}}
    problem = {"application/json": {"schema": references[Problem, "serialization"]}}
    for status in sorted(_failures(route)):
        retry: Schema = {"headers": _RETRY} if status in (429, 503) else {}
        yield str(status), {"description": _STATUSES[status], "content": problem, **retry}


def _content(route: Route, references: _References) -> Schema:
    if route.page:
        return {"text/html": _TEXT}
    schema = references[route.answer, "serialization"] if route.answer else None
    if route.file:
        rows = {"anyOf": [schema, _ROWS]} if schema else _ROWS
        return {"application/json": {"schema": rows}, "text/csv": _TEXT, "application/x-ndjson": _TEXT}
    if schema is None and route.status == 200:
        schema = {"type": "object"}
    return {"application/json": {"schema": schema}} if schema else {}


def _failures(route: Route) -> set[int]:
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
    if "<" in route.path and not route.page:
        statuses.add(404)
    return statuses


def _path(path: str, page: bool) -> list[Schema]:
    schema: Schema = {"type": "string", "minLength": 1} if page else {"type": "string", "pattern": PATH_PART}
    names = re.findall(r"<(?:\w+:)?(\w+)>", path)
    return [{"name": name, "in": "path", "required": True, "schema": schema} for name in names]


def _header(header: Header) -> Schema:
    described: Schema = {"description": header.description} if header.description else {}
    bound: Schema = {"maxLength": header.most} if header.most else {}
    return {"name": header.name, "in": "header", "required": False, **described, "schema": {"type": "string", **bound}}


def _query(model: type[BaseModel] | None) -> list[Schema]:
    if model is None:
        return []
    # Inlined: the query model's definitions are not among the document's components.
    schema = model.model_json_schema(mode="validation")
    definitions = schema.get("$defs", {})
    return [
        {"name": name, "in": "query", "required": False, "schema": _inline(found, definitions)}
        for name, found in schema["properties"].items()
    ]


def _inline(schema: object, definitions: Mapping[str, object]) -> object:
    if isinstance(schema, list):
        return [_inline(part, definitions) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _inline(definitions[schema["$ref"].rpartition("/")[2]], definitions)
    return {key: _inline(value, definitions) for key, value in schema.items()}


def _template(path: str) -> str:
    return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", path)
