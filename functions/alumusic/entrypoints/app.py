"""The Flask application of the private API."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from flask import Flask, Request, Response, request

from alumusic.adapters.tokens import TokenVerifier
from alumusic.domain.accounts.account import DASHBOARD_AUDIENCE, Caller, Role, TokenScope
from alumusic.entrypoints.accounts.accounts import AccountServices, add_account_routes
from alumusic.entrypoints.digest.digests import add_digest_routes
from alumusic.entrypoints.digest.stakeholders import add_stakeholder_routes
from alumusic.entrypoints.digest.unsubscribe import add_unsubscribe_routes
from alumusic.entrypoints.gate import SenderGate
from alumusic.entrypoints.http import answer, error_answer
from alumusic.entrypoints.operation.operation import add_operation_routes
from alumusic.entrypoints.path_ids import know_ids
from alumusic.entrypoints.questions.questions import add_question_routes
from alumusic.entrypoints.reading.comments import ReadingServices, add_comment_routes
from alumusic.entrypoints.review.catalogue import add_catalogue_routes
from alumusic.entrypoints.review.review import add_review_routes
from alumusic.entrypoints.routes import Access, Routes
from alumusic.errors import Forbidden

API_VERSION = "1.0.0"


@dataclass(frozen=True)
class ApiServices:
    """What the routes call; the services themselves, seen only by what is called on them."""

    accounts: AccountServices
    progress: Any
    operation: Any
    reading: ReadingServices
    reviewing: Any
    insights: Any
    ingest: Callable[[Request], Response]
    gate: SenderGate
    verifier: TokenVerifier


def build_app(services: ApiServices) -> Flask:
    app = Flask("alumusic-api", static_folder=None)
    app.register_error_handler(Exception, error_answer)
    know_ids(app)
    guard = _guard(services)
    routes = Routes(guard)
    add_account_routes(routes, services.accounts)
    add_operation_routes(routes, services.progress, services.operation)
    add_comment_routes(routes, services.reading)
    add_review_routes(routes, services.reviewing)
    add_catalogue_routes(routes, services.reviewing)
    add_stakeholder_routes(routes, services.insights.stakeholders)
    add_digest_routes(routes, services.insights)
    add_question_routes(routes, services.insights.ask)
    routes.mount(app)

    add_unsubscribe_routes(app, services.insights.recipient, services.insights.stakeholders.unsubscribe)

    @app.post("/api/comentarios")
    def send() -> Response:
        guard(request.headers.get("Authorization"), Access.SENDER)
        return services.ingest(request)

    @cache
    def document() -> dict[str, Any]:
        # Imported when somebody asks: a cold start does not pay for it.
        from alumusic.entrypoints.openapi import openapi

        return openapi(routes.table, API_VERSION)

    @app.get("/api/openapi.json")
    def describe() -> Response:
        return answer(document())

    return app


def _guard(services: ApiServices) -> Callable[[str | None, Access], Caller]:
    """A token's signature is checked here; whether its bearer still may is asked of the store, once a request."""

    def guard(authorization: str | None, access: Access) -> Caller:
        if access is Access.SENDER:
            claims = services.gate.read(authorization)
            if TokenScope.CURATE not in claims.scopes:
                services.gate.check(claims)
                return Caller(claims.subject, claims.name, None, None)
        else:
            claims = services.verifier.verify(authorization, DASHBOARD_AUDIENCE, TokenScope.CURATE)
        caller: Caller = services.accounts.sessions.caller(claims.subject, claims.session, claims.scopes)
        if access is Access.ADMIN and caller.role is not Role.ADMIN:
            raise Forbidden("só a administração pode fazer isto", "sem_permissao")
        return caller

    return guard
