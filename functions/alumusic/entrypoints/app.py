"""The Flask application of the private API."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from flask import Flask

from alumusic.domain.accounts.account import DASHBOARD_AUDIENCE, Caller, Role, TokenScope
from alumusic.entrypoints.accounts.accounts import AccountServices, add_account_routes
from alumusic.entrypoints.digest.digests import DigestServices, add_digest_routes
from alumusic.entrypoints.digest.stakeholders import add_stakeholder_routes
from alumusic.entrypoints.digest.unsubscribe import add_unsubscribe_routes
from alumusic.entrypoints.gate import SenderGate
from alumusic.entrypoints.http import error_answer
from alumusic.entrypoints.operation.operation import add_operation_routes
from alumusic.entrypoints.questions.questions import add_question_routes
from alumusic.entrypoints.reading.comments import ReadingServices, add_comment_routes
from alumusic.entrypoints.reading.saved_views import add_saved_view_routes
from alumusic.entrypoints.report.report import READER
from alumusic.entrypoints.review.catalogue import CatalogueServices, add_catalogue_routes
from alumusic.entrypoints.review.review import ReviewServices, add_review_routes
from alumusic.entrypoints.routes import Access, Call, Routes
from alumusic.entrypoints.sending.ingest import IngestEndpoint, add_sending_routes
from alumusic.errors import Code, Forbidden
from alumusic.services.operation.figures import ShowOperation
from alumusic.services.questions.ask import AnswerQuestion
from alumusic.services.reading.saved_views import SavedQueries
from alumusic.services.sending.progress import BatchProgress

API_VERSION = "1.0.0"  # version of the HTTP contract; the application's own is `alumusic.__version__`


@dataclass(frozen=True, kw_only=True)
class ApiServices:
    accounts: AccountServices
    progress: BatchProgress
    operation: ShowOperation
    reading: ReadingServices
    views: SavedQueries
    review: ReviewServices
    catalogue: CatalogueServices
    digest: DigestServices
    ask: AnswerQuestion
    ingest: IngestEndpoint
    gate: SenderGate


def build_app(services: ApiServices) -> Flask:
    app = Flask("alumusic-api", static_folder=None)
    app.register_error_handler(Exception, error_answer)
    routes = Routes(_guard(services))
    add_account_routes(routes, services.accounts)
    add_operation_routes(routes, services.progress, services.operation)
    add_comment_routes(routes, services.reading)
    add_review_routes(routes, services.review)
    add_catalogue_routes(routes, services.catalogue)
    add_saved_view_routes(routes, services.views)
    add_stakeholder_routes(routes, services.digest.stakeholders)
    add_digest_routes(routes, services.digest)
    add_question_routes(routes, services.ask)
    add_sending_routes(routes, services.ingest)
    routes.table.append(READER)
    _add_document(routes)
    add_unsubscribe_routes(routes, services.digest)
    routes.mount(app)
    return app


def _add_document(routes: Routes) -> None:
    @cache
    def document() -> dict[str, object]:
        # Imported on the first request for the document: a cold start does not pay for it.
        from alumusic.entrypoints.openapi import openapi

        return openapi(routes.table, API_VERSION)

    @routes.add("GET", "/api/openapi.json", "Este documento", Access.PUBLIC)
    def describe(call: Call[None, None]) -> dict[str, object]:
        return document()


def _guard(services: ApiServices) -> Callable[[str | None, Access], Caller]:
    """Checks the token's signature, then reads from the store whether its bearer is still allowed: once per request."""
    gate, sessions = services.gate, services.accounts.sessions

    def guard(authorization: str | None, access: Access) -> Caller:
        if access is Access.SENDER:
            claims = gate.read(authorization)
            if TokenScope.CURATE not in claims.scopes:
                gate.check(claims)
                return Caller(claims.subject, claims.name, None, None)
        else:
            claims = gate.verifier.verify(authorization, DASHBOARD_AUDIENCE, TokenScope.CURATE)
        caller = sessions.caller(claims.subject, claims.session, claims.scopes)
        if access is Access.ADMIN and caller.role is not Role.ADMIN:
            raise Forbidden("só a administração pode fazer isto", Code.NO_PERMISSION)
        return caller

    return guard
