"""Routes that list, show and remake weekly digests."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from alumusic.domain.digest.delivery import DeliveryState
from alumusic.domain.digest.digest import Digest
from alumusic.domain.report.iso_week import IsoWeek
from alumusic.entrypoints.digest.models import DigestDetail, DigestPage, DigestQuery, DigestSummary, MailFigures
from alumusic.entrypoints.routes import Access, Call, Routes
from alumusic.errors import Code, NotFound
from alumusic.services.digest.mail_status import ShowMail
from alumusic.services.digest.make import DigestStore, MakeDigest
from alumusic.services.digest.stakeholders import Stakeholders


@dataclass(frozen=True)
class DigestServices:
    digests: DigestStore
    make: MakeDigest
    mail: ShowMail
    stakeholders: Stakeholders
    recipient: Callable[[str], str | None]
    """Maps an unsubscribe link's token to the stakeholder's id; None for an invalid signature."""


def add_digest_routes(routes: Routes, services: DigestServices) -> None:

    def detail(found: Digest) -> DigestDetail:
        counts = services.mail.of_week(found.week)
        return _detail(found, mail_figures(counts) if counts is not None else None)

    @routes.add("GET", "/api/resumos", "Resumos semanais", Access.CURATOR, answer=DigestPage)
    def listed(call: Call[DigestQuery, None]) -> DigestPage:
        most = call.query.limite
        found = services.digests.newest(call.query.cursor, most + 1)
        shown = found[:most]
        return DigestPage(
            resumos=[DigestSummary(**_summary(one)) for one in shown],
            proximo=shown[-1].week if len(found) > most else None,
        )

    @routes.add("GET", "/api/resumos/<semana>", "O resumo de uma semana", Access.CURATOR, answer=DigestDetail)
    def one(call: Call[None, None]) -> DigestDetail:
        return detail(services.make.one(_week(call).name))

    @routes.add(
        "POST",
        "/api/resumos/<semana>/refazer",
        "Faz de novo o resumo de uma semana que terminou",
        Access.ADMIN,
        answer=DigestDetail,
        errors=(400, 412),
    )
    def again(call: Call[None, None]) -> DigestDetail:
        return detail(services.make.again(_week(call), call.caller.email))


def _week(call: Call[None, None]) -> IsoWeek:
    try:
        return IsoWeek.named(call.path["semana"])
    except ValueError:
        raise NotFound("esta semana não existe; escreva como 2026-W47", Code.NOT_FOUND) from None


def mail_figures(counts: Mapping[DeliveryState, int]) -> MailFigures:
    return MailFigures(
        destinatarios=sum(counts.values()),
        enviados=counts[DeliveryState.SENT],
        pendentes=counts[DeliveryState.PENDING],
        falharam=counts[DeliveryState.FAILED],
        cancelados=counts[DeliveryState.CANCELLED],
    )


def _summary(found: Digest) -> dict[str, Any]:
    return {
        "semana": found.week,
        "inicio": found.figures.start,
        "fim": found.figures.end,
        "revisao": found.revision,
        "criado_em": found.created_at,
        "refeito_em": found.remade_at,
        "refeito_por": found.remade_by,
        "texto": found.text,
        "origem": found.source,
        "comentarios": found.figures.comments,
        "variacao": found.figures.change,
        "saldo": found.figures.balance,
    }


def _detail(found: Digest, mail: MailFigures | None) -> DigestDetail:
    return DigestDetail(
        **_summary(found),
        modelo=found.model,
        versao_prompt=found.prompt_version,
        numeros=found.figures,
        comentarios_representativos=list(found.comments),
        correio=mail,
    )
