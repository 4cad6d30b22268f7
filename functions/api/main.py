"""The private API behind the dashboard: accounts, senders' tokens, progress of batches."""

from functools import cache
from io import BytesIO

import functions_framework
from flask import Flask, Request, Response

from alumusic.adapters.api.app import ApiServices, build_app
from alumusic.adapters.backend import backend
from alumusic.adapters.clock import now
from alumusic.adapters.http import answer, handled
from alumusic.adapters.logs import log_json
from alumusic.adapters.passwords import Argon2Passwords
from alumusic.adapters.tokens import TokenSigner
from alumusic.services.accounts import Accounts, Admission
from alumusic.services.operation import ShowOperation
from alumusic.services.progress import BatchProgress
from alumusic.settings import ApiSettings
from alumusic.wiring import ingest_endpoint, reading, sender_gate


@cache
def app() -> Flask:
    """Built on the first request and kept while the instance is warm."""
    settings = ApiSettings.from_env()
    log_json(settings.log_level)
    stores, gate = backend(settings), sender_gate(settings)
    accounts = Accounts(
        store=stores.accounts(),
        passwords=Argon2Passwords(),
        signer=TokenSigner.from_pem(settings.token_private_key, settings.token_issuer),
        admission=Admission(
            settings.names("allowed_email_domains"), settings.invitation_code, settings.names("admin_emails")
        ),
        clock=now,
    )
    progress = BatchProgress(stores.batches(), stores.comments())
    operation = ShowOperation(stores.operation(), progress, now)
    return build_app(
        ApiServices(accounts, progress, operation, reading(stores), ingest_endpoint(settings), gate, gate.verifier)
    )


@functions_framework.http
@handled
def api(request: Request) -> Response:
    if request.path == "/healthz":
        return answer({"status": "ok"})
    # The framework reads the body of its own request once more: the application gets a copy.
    environ = {**request.environ, "wsgi.input": BytesIO(request.get_data())}
    with app().request_context(environ):
        return app().full_dispatch_request()
