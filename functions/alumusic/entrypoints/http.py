"""JSON answers, errors in the one shape `{"erro", "codigo", "detalhes"}`, and a request's client address."""

import json
import logging
from collections.abc import Callable, Iterable
from ipaddress import IPv6Address, ip_address, ip_network

from flask import Request, Response, current_app, has_app_context
from werkzeug.exceptions import HTTPException

from alumusic.adapters.telemetry.logs import logged_with
from alumusic.adapters.telemetry.traces import TRACE_HEADERS, work
from alumusic.entrypoints.models import Problem
from alumusic.errors import AluMusicError, Code, TooManyRequests, TransientFailure

logger = logging.getLogger(__name__)

_SENTENCES = {
    400: ("requisição malformada", Code.MALFORMED_REQUEST),
    404: ("este endereço não existe", Code.NOT_FOUND),
    405: ("este método não é aceito aqui", Code.METHOD_NOT_ALLOWED),
    413: ("o corpo da requisição é grande demais", Code.BODY_TOO_LARGE),
}


def answer(body: object, status: int = 200) -> Response:
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    # Echoed input may contain lone surrogates; replace them with "?".
    response = Response(text.encode("utf-8", "replace"), status, content_type="application/json; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def error_answer(error: Exception) -> Response:
    """Known errors are answered with their code; any other is logged and answered with a bare 500."""
    if isinstance(error, AluMusicError):
        if error.status >= 500:
            logger.warning("%s: %s", error.code, error.__cause__ or error)
        response = _error(error.status, error.message, error.code, error.details)
        if isinstance(error, TooManyRequests | TransientFailure):
            response.headers["Retry-After"] = str(error.retry_after)
        if error.status == 401:
            response.headers["WWW-Authenticate"] = "Bearer"
        return response
    if isinstance(error, HTTPException) and 400 <= (error.code or 500) < 500:
        message, code = _SENTENCES.get(error.code or 400, _SENTENCES[400])
        response = _error(error.code or 400, message, code)
        for name, value in error.get_headers():
            if name == "Allow":
                response.headers[name] = value
        return response
    logger.error("unexpected error", exc_info=error)
    return _error(500, "erro interno; tente de novo mais tarde", Code.INTERNAL_ERROR)


def handled(view: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """Decorates a functions-framework HTTP target: traces the request, and answers every error in the one shape."""

    def wrapped(request: Request) -> Response:
        trace = {name: request.headers.get(name) for name in TRACE_HEADERS}
        with work(f"{view.__name__} {request.method}", trace), logged_with():
            try:
                return view(request)
            except Exception as error:
                return error_answer(error)

    if has_app_context():
        # The framework's own application rejects some paths before the function is called.
        current_app.register_error_handler(HTTPException, error_answer)
    wrapped.__name__ = view.__name__
    wrapped.__module__ = view.__module__
    return wrapped


def client_address(forwarded: str | None, peer: str | None, proxies: int) -> str:
    """The entry of X-Forwarded-For that is `proxies` from its end: earlier ones are the caller's own claims.

    An IPv6 address is reduced to its /64, which is what one customer is assigned.
    """
    hops = [hop.strip() for hop in (forwarded or "").split(",") if hop.strip()]
    hop = hops[-proxies] if 0 < proxies <= len(hops) else peer or ""
    try:
        address = ip_address(hop)
    except ValueError:
        return peer or "unknown"
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or ip_network((address, 64), strict=False))
    return str(address)


def _error(status: int, message: str, code: Code, details: Iterable[object] = ()) -> Response:
    # Not validated: a detail may echo a lone surrogate.
    return answer(Problem.model_construct(erro=message, codigo=code, detalhes=list(details)).model_dump(), status)
