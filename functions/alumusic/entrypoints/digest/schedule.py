"""Cloud Scheduler's calls: `POST /` makes and mails the week's digest, `POST /entregas` sends what is still due."""

from dataclasses import dataclass

from flask import Request, Response
from werkzeug.exceptions import MethodNotAllowed

from alumusic.adapters.oidc import OidcVerifier
from alumusic.domain.report.iso_week import IsoWeek
from alumusic.entrypoints.http import answer
from alumusic.errors import Code, InvalidRequest, NotFound
from alumusic.services.digest.mail import MailDigests, MailRun


@dataclass(frozen=True)
class DigestEndpoint:
    gate: OidcVerifier
    mail: MailDigests

    def __call__(self, request: Request) -> Response:
        if request.method != "POST":
            raise MethodNotAllowed(valid_methods=["POST"])
        self.gate.verify(request.headers.get("Authorization"))
        if request.path == "/entregas":
            return _answer(self.mail.go_on())
        if request.path != "/":
            raise NotFound("este endereço não existe", Code.NOT_FOUND)
        week = self._week(request.args.get("semana"))
        return _answer(self.mail.start(week), semana=week.name)

    def _week(self, name: str | None) -> IsoWeek:
        """The named week, or the last one that has ended. Raises InvalidRequest for a malformed name."""
        try:
            return IsoWeek.named(name) if name else self.mail.make.ended()
        except ValueError:
            raise InvalidRequest("a semana deve ser escrita como 2026-W47", Code.INVALID_WEEK) from None


def _answer(run: MailRun, **about: str) -> Response:
    return answer({**about, "novo": run.made, "enviados": run.sent, "falharam": run.failed})
