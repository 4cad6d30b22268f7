"""The Flask application of the private API."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from flask import Flask, Request, Response, request

from alumusic.adapters.api.accounts import add_account_routes
from alumusic.adapters.api.comments import ReadingServices, add_comment_routes
from alumusic.adapters.api.operation import add_operation_routes
from alumusic.adapters.api.routes import Access, Routes
from alumusic.adapters.http import answer, error_answer
from alumusic.adapters.sender_gate import SenderGate
from alumusic.adapters.tokens import TokenVerifier
from alumusic.domain.account import DASHBOARD_AUDIENCE, Caller, Scope

API_VERSION = "1.0.0"
_SCOPES = {Access.CURATOR: Scope.CURATE, Access.ADMIN: Scope.ADMINISTER}


@dataclass(frozen=True)
class ApiServices:
    """What the routes call; the services themselves, seen only by what is called on them."""

    accounts: Any
    progress: Any
    operation: Any
    reading: ReadingServices
    ingest: Callable[[Request], Response]
    gate: SenderGate
    verifier: TokenVerifier


def build_app(services: ApiServices) -> Flask:
    app = Flask("alumusic-api", static_folder=None)
    app.register_error_handler(Exception, error_answer)
    routes = Routes(_guard(services))
    add_account_routes(routes, services.accounts)
    add_operation_routes(routes, services.progress, services.operation)
    add_comment_routes(routes, services.reading)
    routes.mount(app)

    @app.post("/api/comentarios")
    def send() -> Response:
        return services.ingest(request)

    @cache
    def document() -> dict[str, Any]:
        # Imported when somebody asks: a cold start does not pay for it.
        from alumusic.adapters.api.openapi import openapi

        return openapi(routes.table, API_VERSION)

    @app.get("/api/openapi.json")
    def describe() -> Response:
        return answer(document())

    return app


def _guard(services: ApiServices) -> Callable[[str | None, Access], Caller]:
    def guard(authorization: str | None, access: Access) -> Caller:
        if access is Access.SENDER:
            claims = services.gate.admit(authorization)
            if Scope.CURATE not in claims.scopes:
                return Caller(claims.subject, claims.name, None, None)
        else:
            claims = services.verifier.verify(authorization, DASHBOARD_AUDIENCE, _SCOPES[access])
        return services.accounts.caller(claims.subject)  # type: ignore[no-any-return]

    return guard
