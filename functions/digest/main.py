"""HTTP target `digest`: makes and mails the weekly digest on Monday; `/entregas` continues every five minutes."""

from functools import cache

import functions_framework
from flask import Request, Response

from alumusic.adapters.telemetry import observe
from alumusic.bootstrap.digest import digest_endpoint
from alumusic.entrypoints.digest.schedule import DigestEndpoint
from alumusic.entrypoints.http import answer, handled
from alumusic.settings import DigestSettings


@cache
def endpoint() -> DigestEndpoint:
    """Built on the first request and kept while the instance is warm."""
    return digest_endpoint(observe(DigestSettings.from_env()))


@functions_framework.http
@handled
def digest(request: Request) -> Response:
    if request.path == "/healthz":
        return answer({"status": "ok"})
    return endpoint()(request)
