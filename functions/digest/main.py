"""The weekly digest: Cloud Scheduler's POST on Monday makes and mails it; `/entregas`, every five minutes, goes on."""

from functools import cache

import functions_framework
from flask import Request, Response
from werkzeug.exceptions import MethodNotAllowed

from alumusic.adapters.oidc import OidcVerifier
from alumusic.adapters.telemetry.observing import observe
from alumusic.bootstrap.digest import digest_maker
from alumusic.bootstrap.mail import digest_mailer
from alumusic.domain.report.iso_week import IsoWeek
from alumusic.entrypoints.http import answer, handled
from alumusic.errors import InvalidRequest, NotFound
from alumusic.services.digest.mail import MailDigests
from alumusic.settings import DigestSettings


@cache
def settings() -> DigestSettings:
    found = DigestSettings.from_env()
    observe(found)
    return found


@cache
def gate() -> OidcVerifier:
    return OidcVerifier.from_settings(settings())


@cache
def mailer() -> MailDigests:
    return digest_mailer(settings(), digest_maker(settings()))


@functions_framework.http
@handled
def digest(request: Request) -> Response:
    if request.path == "/healthz":
        return answer({"status": "ok"})
    if request.method != "POST":
        raise MethodNotAllowed(valid_methods=["POST"])
    gate().verify(request.headers.get("Authorization"))
    if request.path == "/entregas":
        return answer(mailer().go_on()._asdict())
    if request.path != "/":
        raise NotFound("este endereço não existe", "nao_encontrado")
    week = _week(request.args.get("semana"))
    ran = mailer().start(week)
    return answer({"semana": week.name, **ran._asdict()})


def _week(name: str | None) -> IsoWeek:
    """The one that ended, unless another is asked for."""
    try:
        return IsoWeek.named(name) if name else mailer().make.ended()
    except ValueError:
        raise InvalidRequest("a semana deve ser escrita como 2026-W47", "semana_invalida") from None
