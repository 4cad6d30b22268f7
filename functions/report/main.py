"""The public report: published every minute by the scheduler's POST, read by everybody's GET."""

from functools import cache

import functions_framework
from flask import Request, Response
from werkzeug.exceptions import MethodNotAllowed

from alumusic.adapters.clock import now
from alumusic.adapters.oidc import OidcVerifier
from alumusic.adapters.telemetry.observing import observe
from alumusic.bootstrap.report import report_publisher
from alumusic.bootstrap.stores import backend
from alumusic.entrypoints.http import answer, handled
from alumusic.entrypoints.report.report import ReportEndpoint
from alumusic.errors import NotFound
from alumusic.settings import ReportSettings

READERS = ("/api/relatorio", "/api/relatorio/semana", "/relatorio/semana")


@cache
def settings() -> ReportSettings:
    found = ReportSettings.from_env()
    observe(found)
    return found


@cache
def gate() -> OidcVerifier:
    return OidcVerifier.from_settings(settings())


@cache
def endpoint() -> ReportEndpoint:
    return ReportEndpoint(backend(settings()).snapshots())


@functions_framework.http
@handled
def report(request: Request) -> Response:
    if request.path == "/healthz":
        return answer({"status": "ok"})
    if request.path == "/":
        return publish(request)
    if request.path not in READERS:
        raise NotFound("este endereço não existe", "nao_encontrado")
    if request.method not in ("GET", "HEAD"):
        raise MethodNotAllowed(valid_methods=["GET", "HEAD"])
    return endpoint()(request)


def publish(request: Request) -> Response:
    if request.method != "POST":
        raise MethodNotAllowed(valid_methods=["POST"])
    gate().verify(request.headers.get("Authorization"))
    at = now()
    published = report_publisher(settings())(at)
    endpoint().forget()
    return answer({"publicado": published, "minuto": at.replace(second=0, microsecond=0).isoformat()})
