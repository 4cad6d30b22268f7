"""The table of routes: access, input and output of each. Flask's rules and the OpenAPI document are built from it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar, get_args, get_type_hints

from flask import Flask, Request, Response, request
from pydantic import AliasChoices, BaseModel
from pydantic.fields import FieldInfo
from werkzeug.datastructures import MultiDict
from werkzeug.routing import BaseConverter

from alumusic.domain.accounts.account import Caller
from alumusic.domain.comments.comment import ID_PATTERN
from alumusic.entrypoints.bodies import load_json
from alumusic.entrypoints.http import answer
from alumusic.entrypoints.problems import checked
from alumusic.errors import Code, InvalidRequest, NotFound, TooLarge, UnsupportedMedia

PATH_PART = "^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$"  # matches every id that exists; Firestore rejects some other ids
_MOST_BYTES = 1_000_000  # a JSON body; a hundred reviews with their notes take a tenth of it

Query = TypeVar("Query")
Body = TypeVar("Body")


class _Id(BaseConverter):
    """`<comment:…>` and `<address:…>` in a path: `/comentarios/exportar` must never be read as an id."""

    regex = ID_PATTERN


class Access(StrEnum):
    PUBLIC = "público"
    COOKIE = "cookie de sessão"
    SENDER = "remetente ou curadoria"
    CURATOR = "curadoria"
    ADMIN = "administração"


@dataclass(frozen=True)
class Call(Generic[Query, Body]):
    """A validated request. A handler's annotation `Call[Query, Body]` names the models; None stands for no model."""

    request: Request
    path: Mapping[str, str]
    query: Query
    body: Body
    known_caller: Caller | None = None

    @property
    def caller(self) -> Caller:
        """The authenticated caller; fails on public routes. A caller by a sender's token has no `role`."""
        assert self.known_caller is not None, f"{self.request.path} is public: it has no caller"
        return self.known_caller


Schema = dict[str, object]
"""A part of the OpenAPI document."""
Form = Mapping[str, Schema]
"""A request body that the handler reads itself: content type → its description in the OpenAPI document."""


class Header(NamedTuple):
    """A request header that the handler reads. `most` is its length limit in characters; 0 means none."""

    name: str
    description: str = ""
    most: int = 0


Answer = BaseModel | Mapping[str, object] | Response | None
Handler = TypeVar("Handler", bound=Callable[..., Answer])


@dataclass(frozen=True, kw_only=True)
class Route:
    method: str
    path: str
    summary: str
    access: Access
    handler: Callable[..., Answer] | None = None
    """None: another function serves the route, which is only described here."""
    query: type[BaseModel] | None = None
    body: type[BaseModel] | None = None
    form: Form | None = None
    answer: type[BaseModel] | None = None
    status: int = 200
    errors: tuple[int, ...] = ()
    """Statuses in addition to those that follow from access, path, query and body."""
    also_at: tuple[str, ...] = ()
    headers: tuple[Header, ...] = ()
    answer_headers: Schema = field(default_factory=dict)
    note: str = ""
    """A sentence added to the route's description."""
    etag: bool = False
    """Whether the route answers 304 to the current ETag."""
    file: bool = False
    """Whether the handler can answer with a file of rows (JSON, CSV or NDJSON); used only for the description."""
    page: bool = False
    """Whether the route answers HTML to people. Its path is not matched against `PATH_PART`."""


@dataclass
class Routes:
    """`guard` maps an Authorization header and the route's access to a Caller. Raises Unauthenticated or Forbidden."""

    guard: Callable[[str | None, Access], Caller]
    table: list[Route] = field(default_factory=list)

    def add(
        self,
        method: str,
        path: str,
        summary: str,
        access: Access,
        *,
        form: Form | None = None,
        answer: type[BaseModel] | None = None,
        status: int = 200,
        errors: tuple[int, ...] = (),
        also_at: tuple[str, ...] = (),
        headers: tuple[Header, ...] = (),
        answer_headers: Schema | None = None,
        note: str = "",
        file: bool = False,
        page: bool = False,
    ) -> Callable[[Handler], Handler]:
        """A handler returns a model, a JSON object, a finished Response, or None for 204."""

        def register(handler: Handler) -> Handler:
            query, body = _models_of(handler)
            self.table.append(
                Route(
                    method=method,
                    path=path,
                    summary=summary,
                    access=access,
                    handler=handler,
                    query=query,
                    body=body,
                    form=form,
                    answer=answer,
                    status=status,
                    errors=errors,
                    also_at=also_at,
                    headers=headers,
                    answer_headers=answer_headers or {},
                    note=note,
                    file=file,
                    page=page,
                )
            )
            return handler

        return register

    def mount(self, app: Flask) -> None:
        app.url_map.converters |= {"comment": _Id, "address": _Id}
        for route in self.table:
            if route.handler is None:
                continue
            for path in (route.path, *route.also_at):
                app.add_url_rule(path, f"{route.method} {path}", self._endpoint(route), methods=[route.method])

    def _endpoint(self, route: Route) -> Callable[..., Response]:
        handler = route.handler
        assert handler is not None

        def endpoint(**path: str) -> Response:
            caller = None
            if route.access not in (Access.PUBLIC, Access.COOKIE):
                caller = self.guard(request.headers.get("Authorization"), route.access)
            if not route.page and not all(re.fullmatch(PATH_PART, part) for part in path.values()):
                raise NotFound("este endereço não existe", Code.NOT_FOUND)
            query = read_query(route.query, request.args) if route.query else None
            body = checked(route.body, _object(), Code.INVALID_BODY) if route.body else None
            return _response(handler(Call(request, path, query, body, caller)), route.status)

        return endpoint


def as_answer(model: BaseModel, status: int = 200) -> Response:
    return answer(model.model_dump(mode="json", by_alias=True), status)


def read_query(model: type[BaseModel], arguments: "MultiDict[str, str]") -> BaseModel:
    """Validates query parameters; an empty value counts as absent. Raises InvalidRequest, also if a scalar repeats."""
    names, lists = _names(model), _lists(model)
    values: dict[str, str | list[str]] = {}
    for key, texts in arguments.lists():
        name, filled = names.get(key, key), [value for value in texts if value.strip()]
        if name in lists:
            values[name] = [*values.get(name, ()), *filled]
        elif len(filled) > 1 or (filled and name in values):
            raise InvalidRequest(f"o campo '{key}' só pode vir uma vez", Code.INVALID_QUERY, [key])
        elif filled or name not in names:
            values[name] = filled[0] if filled else ""
    return checked(model, values, Code.INVALID_QUERY)


def _models_of(handler: Callable[..., Answer]) -> tuple[type[BaseModel] | None, type[BaseModel] | None]:
    """The models in the annotation of a handler's one parameter, `Call[Query, Body]`."""
    hints = get_type_hints(handler)
    hints.pop("return")
    (call,) = hints.values()
    query, body = (None if model is type(None) else model for model in get_args(call))
    return query, body


def _response(result: Answer, status: int) -> Response:
    if isinstance(result, Response):
        return result
    if result is None:
        return Response(status=204, headers={"Cache-Control": "no-store"})
    return as_answer(result, status) if isinstance(result, BaseModel) else answer(result, status)


def _names(model: type[BaseModel]) -> dict[str, str]:
    """Every spelling of a parameter → its first spelling."""
    spellings = [_spellings(name, info) for name, info in model.model_fields.items()]
    return {spelling: each[0] for each in spellings for spelling in each}


def _lists(model: type[BaseModel]) -> set[str]:
    """The first spellings of the parameters that may repeat."""
    fields = model.model_fields.items()
    return {_spellings(name, info)[0] for name, info in fields if str(info.annotation).startswith("tuple")}


def _spellings(name: str, info: FieldInfo) -> list[str]:
    alias = info.validation_alias
    if isinstance(alias, AliasChoices):
        return [choice for choice in alias.choices if isinstance(choice, str)]
    return [alias if isinstance(alias, str) else name]


def _object() -> dict[str, object]:
    if request.mimetype != "application/json" and request.get_data():
        raise UnsupportedMedia("envie o corpo como application/json", Code.UNSUPPORTED_CONTENT_TYPE)
    if len(request.get_data()) > _MOST_BYTES:
        raise TooLarge(f"o corpo passa do máximo de {_MOST_BYTES} bytes", Code.BODY_TOO_LARGE)
    try:
        body = load_json(request.get_data().decode("utf-8"))
    except ValueError as error:
        raise InvalidRequest("o corpo não é JSON válido", Code.INVALID_JSON, [str(error)]) from error
    if not isinstance(body, dict):
        raise InvalidRequest("envie um objeto JSON", Code.INVALID_JSON)
    return body
