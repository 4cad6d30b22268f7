"""The private API behind the dashboard: accounts, senders' tokens, progress of batches."""

from functools import cache
from io import BytesIO

import functions_framework
from flask import Flask, Request, Response

from alumusic import __version__
from alumusic.adapters.clock import now
from alumusic.adapters.telemetry.observing import observe
from alumusic.bootstrap.accounts import account_services
from alumusic.bootstrap.api import curation, insights
from alumusic.bootstrap.digest import digest_maker
from alumusic.bootstrap.ingest import ingest_endpoint, sender_gate
from alumusic.bootstrap.stores import backend
from alumusic.entrypoints.app import ApiServices, build_app
from alumusic.entrypoints.bodies import body_within
from alumusic.entrypoints.http import answer, handled
from alumusic.services.operation.backlog import ShowBacklog
from alumusic.services.operation.figures import ShowOperation
from alumusic.services.sending.progress import BatchProgress
from alumusic.settings import ApiSettings


@cache
def settings() -> ApiSettings:
    found = ApiSettings.from_env()
    observe(found)
    return found


@cache
def app() -> Flask:
    """Built on the first request and kept while the instance is warm."""
    told = settings()
    stores, gate = backend(told), sender_gate(told)
    accounts = account_services(told, stores)
    progress = BatchProgress(stores.batches(), stores.comments())
    queue = ShowBacklog(stores.batches(), stores.comments())
    parts, week = curation(told), insights(told, digest_maker(told))
    operation = ShowOperation(stores.operation(), queue, week.mail.newest, now, __version__, told.k_revision)
    doors = ingest_endpoint(told), gate, gate.verifier
    views = parts.reading, parts.reviewing, week
    return build_app(ApiServices(accounts, progress, operation, *views, *doors))


@functions_framework.http
@handled
def api(request: Request) -> Response:
    if request.path == "/healthz":
        return answer({"status": "ok"})
    # The framework reads the body of its own request once more: the application gets a copy.
    body = BytesIO(body_within(request, settings().max_body_bytes))
    environ = {**request.environ, "wsgi.input": body}
    with app().request_context(environ):
        return app().full_dispatch_request()
