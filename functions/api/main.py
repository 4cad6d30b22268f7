"""HTTP target `api`: the private API of the dashboard, and the same `POST /api/comentarios` as `ingest`."""

from functools import cache

import functions_framework
from flask import Flask, Request, Response

from alumusic.adapters.telemetry import observe
from alumusic.bootstrap.api import api_app
from alumusic.entrypoints.bodies import environ_with_body
from alumusic.entrypoints.http import answer, handled
from alumusic.settings import ApiSettings


@cache
def settings() -> ApiSettings:
    return observe(ApiSettings.from_env())


@cache
def app() -> Flask:
    """Built on the first request and kept while the instance is warm."""
    return api_app(settings())


@functions_framework.http
@handled
def api(request: Request) -> Response:
    if request.path == "/healthz":
        return answer({"status": "ok"})
    with app().request_context(environ_with_body(request, settings().max_body_bytes)):
        return app().full_dispatch_request()
