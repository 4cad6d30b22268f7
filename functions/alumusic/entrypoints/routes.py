"""The table of routes: one entry says who may call, what goes in and what comes out; Flask and OpenAPI both read it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from flask import Flask, Request, Response, request
from pydantic import BaseModel
from werkzeug.datastructures import MultiDict

from alumusic.domain.accounts.account import Caller
from alumusic.entrypoints.bodies import load_json
from alumusic.entrypoints.http import answer
from alumusic.entrypoints.problems import checked
from alumusic.errors import InvalidRequest, NotFound, TooLarge, UnsupportedMedia

PATH_PART = "^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$"  # every id that there is; the store takes none of the others
_MOST_BYTES = 1_000_000  # of a JSON body: a hundred reviews with their notes are a tenth of it


class Access(StrEnum):
    PUBLIC = "público"
    COOKIE = "cookie de sessão"
    SENDER = "remetente ou curadoria"
    CURATOR = "curadoria"
    ADMIN = "administração"


class Call(NamedTuple):
    """One request, checked. `caller` is None on public routes, and for a sender's own token its `role` is None."""

    caller: Any
    query: Any
    body: Any
    path: dict[str, str]
    request: Request


Handler = Callable[[Call], BaseModel | Response | None]


class Route(NamedTuple):
    method: str
    path: str
    view: Handler
    summary: str
    access: Access
    query: type[BaseModel] | None
    body: type[BaseModel] | None
    answer: type[BaseModel] | None
    status: int
    errors: tuple[int, ...]
    """Beyond those that follow from access, path and body."""
    also_at: tuple[str, ...]
    headers: tuple[str, ...]
    """Request headers that the view reads, for the description."""
    file: bool
    """Whether the view may also, or only, answer rows as a file of JSON, CSV or NDJSON; for the description."""


@dataclass
class Routes:
    """`guard` turns an Authorization header into a Caller; it raises Unauthenticated or Forbidden."""

    guard: Callable[[str | None, Access], Caller]
    table: list[Route] = field(default_factory=list)

    def add(
        self,
        method: str,
        path: str,
        summary: str,
        access: Access,
        *,
        query: type[BaseModel] | None = None,
        body: type[BaseModel] | None = None,
        answer: type[BaseModel] | None = None,
        status: int = 200,
        errors: tuple[int, ...] = (),
        also_at: tuple[str, ...] = (),
        headers: tuple[str, ...] = (),
        file: bool = False,
    ) -> Callable[[Handler], Handler]:
        """A view gives a model, a finished Response, or None where there is nothing to say."""

        def register(view: Handler) -> Handler:
            self.table.append(
                Route(method, path, view, summary, access, query, body, answer, status, errors, also_at, headers, file)
            )
            return view

        return register

    def mount(self, app: Flask) -> None:
        for route in self.table:
            for path in (route.path, *route.also_at):
                app.add_url_rule(path, f"{route.method} {path}", self._endpoint(route), methods=[route.method])

    def _endpoint(self, route: Route) -> Callable[..., Response]:
        def endpoint(**path: str) -> Response:
            caller = None
            if route.access not in (Access.PUBLIC, Access.COOKIE):
                caller = self.guard(request.headers.get("Authorization"), route.access)
            if not all(re.fullmatch(PATH_PART, part) for part in path.values()):
                raise NotFound("este endereço não existe", "nao_encontrado")
            call = Call(
                caller,
                read_query(route.query, request.args) if route.query else None,
                checked(route.body, _object(), "corpo_invalido") if route.body else None,
                path,
                request,
            )
            found = route.view(call)
            if isinstance(found, Response):
                return found
            if found is None:
                return Response(status=204, headers={"Cache-Control": "no-store"})
            return as_answer(found, route.status)

        return endpoint


def as_answer(model: BaseModel, status: int = 200) -> Response:
    return answer(model.model_dump(mode="json"), status)


def read_query(model: type[BaseModel], arguments: "MultiDict[str, str]") -> BaseModel:
    """A filter that is given empty is as good as not given; one that isn't a list may not repeat."""
    lists = {name for name, info in model.model_fields.items() if str(info.annotation).startswith("tuple")}
    names = _names(model)
    values: dict[str, Any] = {}
    for key, given in arguments.lists():
        name, filled = names.get(key, key), [value for value in given if value.strip()]
        if name in lists:
            values.setdefault(name, []).extend(filled)
        elif len(filled) > 1 or (filled and name in values):
            raise InvalidRequest(f"o campo '{key}' só pode vir uma vez", "consulta_invalida", [key])
        elif filled or name not in model.model_fields:
            values[name] = filled[0] if filled else ""
    return checked(model, values, "consulta_invalida")


def _names(model: type[BaseModel]) -> dict[str, str]:
    """Every spelling of a field → the field."""
    found: dict[str, str] = {}
    for name, info in model.model_fields.items():
        choices = getattr(info.validation_alias, "choices", [])
        found |= dict.fromkeys([name, *(choice for choice in choices if isinstance(choice, str))], name)
    return found


def _object() -> dict[str, Any]:
    if request.mimetype != "application/json" and request.get_data():
        raise UnsupportedMedia("envie o corpo como application/json", "tipo_nao_aceito")
    if len(request.get_data()) > _MOST_BYTES:
        raise TooLarge(f"o corpo passa do máximo de {_MOST_BYTES} bytes", "corpo_grande")
    try:
        body = load_json(request.get_data().decode("utf-8"))
    except ValueError as error:
        raise InvalidRequest("o corpo não é JSON válido", "json_invalido", [str(error)]) from error
    if not isinstance(body, dict):
        raise InvalidRequest("envie um objeto JSON", "json_invalido")
    return body
