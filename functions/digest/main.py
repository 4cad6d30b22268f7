"""The weekly digest: Cloud Scheduler's POST on Monday makes the digest of the week that ended."""

from functools import cache

import functions_framework
from flask import Request, Response
from werkzeug.exceptions import MethodNotAllowed

from alumusic.adapters.http import answer, handled
from alumusic.adapters.logs import log_json
from alumusic.adapters.oidc import OidcVerifier
from alumusic.settings import DigestSettings
from alumusic.wiring_digest import digest_maker


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
    make = digest_maker(settings())
    week = make.ended()
    return answer({"semana": week.name, "novo": make(week)})
