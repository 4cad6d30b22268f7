"""HTTP target `report`: Cloud Scheduler's POST publishes the public report every minute, a GET reads it."""

from functools import cache

import functions_framework
from flask import Request, Response
from werkzeug.exceptions import MethodNotAllowed

from alumusic.adapters.telemetry import observe
from alumusic.bootstrap.report import publication_endpoint, report_endpoint
from alumusic.entrypoints.http import answer, handled
from alumusic.entrypoints.report.publication import PublicationEndpoint
from alumusic.entrypoints.report.report import READER, ReportEndpoint
from alumusic.errors import Code, NotFound
from alumusic.settings import ReportSettings


@cache
def settings() -> ReportSettings:
    return observe(ReportSettings.from_env())


@cache
def reader() -> ReportEndpoint:
    return report_endpoint(settings())


@cache
def publication() -> PublicationEndpoint:
    return publication_endpoint(settings(), reader())


@functions_framework.http
@handled
def report(request: Request) -> Response:
    if request.path == "/healthz":
        return answer({"status": "ok"})
    if request.path == "/":
        return publication()(request)
    if request.path not in (READER.path, *READER.also_at):
        raise NotFound("este endereço não existe", Code.NOT_FOUND)
    if request.method not in ("GET", "HEAD"):
        raise MethodNotAllowed(valid_methods=["GET", "HEAD"])
    return reader()(request)
