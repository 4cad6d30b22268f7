"""HTTP target `ingest`: takes comments by `POST /api/comentarios`, and answers 202 once Pub/Sub has them."""

from functools import cache

import functions_framework
from flask import Request, Response
from werkzeug.exceptions import MethodNotAllowed

from alumusic.adapters.telemetry import observe
from alumusic.bootstrap.ingest import ingest_endpoint
from alumusic.entrypoints.http import answer, handled
from alumusic.entrypoints.sending.ingest import IngestEndpoint
from alumusic.errors import Code, NotFound
from alumusic.settings import IngestSettings


@cache
def endpoint() -> IngestEndpoint:
    """Built on the first request and kept while the instance is warm."""
    return ingest_endpoint(observe(IngestSettings.from_env()))


@functions_framework.http
@handled
def ingest(request: Request) -> Response:
    if request.path == "/healthz":
        return answer({"status": "ok"})
    if request.path not in ("/", "/api/comentarios"):
        raise NotFound("este endereço não existe", Code.NOT_FOUND)
    if request.method != "POST":
        raise MethodNotAllowed(valid_methods=["POST"])
    return endpoint()(request)
