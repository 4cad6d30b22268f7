"""Cloud Scheduler's call that publishes the report of the current minute."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import Request, Response
from werkzeug.exceptions import MethodNotAllowed

from alumusic.adapters.oidc import OidcVerifier
from alumusic.entrypoints.http import answer
from alumusic.entrypoints.report.report import ReportEndpoint
from alumusic.services.report.publish import PublishReport


@dataclass(frozen=True)
class PublicationEndpoint:
    gate: OidcVerifier
    publish: PublishReport
    report: ReportEndpoint
    clock: Callable[[], datetime]

    def __call__(self, request: Request) -> Response:
        if request.method != "POST":
            raise MethodNotAllowed(valid_methods=["POST"])
        self.gate.verify(request.headers.get("Authorization"))
        at = self.clock()
        published = self.publish(at)
        self.report.forget()
        return answer({"publicado": published, "minuto": at.replace(second=0, microsecond=0).isoformat()})
