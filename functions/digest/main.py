"""The weekly digest: Cloud Scheduler's POST on Monday stores the figures of the week that ended."""

from functools import cache

import functions_framework
from flask import Request, Response
from werkzeug.exceptions import MethodNotAllowed

from alumusic.adapters.backend import backend
from alumusic.adapters.clock import now
from alumusic.adapters.http import answer, handled
from alumusic.adapters.logs import log_json
from alumusic.adapters.oidc import OidcVerifier
from alumusic.services.digest import MakeDigest
from alumusic.settings import DigestSettings


@cache
def settings() -> DigestSettings:
    found = DigestSettings.from_env()
    log_json(found.log_level)
    return found


@cache
def gate() -> OidcVerifier:
    return OidcVerifier.from_settings(settings())


@functions_framework.http
@handled
def digest(request: Request) -> Response:
    if request.path == "/healthz":
        return answer({"status": "ok"})
    if request.method != "POST":
        raise MethodNotAllowed(valid_methods=["POST"])
    gate().verify(request.headers.get("Authorization"))
    stores = backend(settings())
    week, created = MakeDigest(stores.aggregates(), stores.digests())(now())
    return answer({"semana": week, "novo": created})
