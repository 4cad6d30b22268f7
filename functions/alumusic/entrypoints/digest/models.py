"""Request and answer models of weekly digests and their recipients."""

from datetime import date
from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints

from alumusic.domain.digest.digest import SampleComment, TextSource
from alumusic.domain.digest.stakeholder import Stakeholder
from alumusic.domain.digest.week_figures import DigestFigures
from alumusic.domain.report.iso_week import IsoWeekName
from alumusic.domain.wire import Text
from alumusic.entrypoints.models import ApiModel, Name


class StakeholderRequest(ApiModel):
    email: Text = Field(min_length=1, max_length=300)
    nome: Name | None = None


class StakeholderList(ApiModel):
    stakeholders: list[Stakeholder]


class StakeholderImport(ApiModel):
    lista: Annotated[Text, StringConstraints(min_length=1, max_length=200_000)]
    """One person a line: `maria@exemplo.com`, `Maria <maria@exemplo.com>`, `Maria;maria@exemplo.com` or the reverse."""


class RejectedLine(ApiModel):
    linha: int
    """From 1, as an editor counts."""
    texto: str
    erro: str
    codigo: str


class Imported(ApiModel):
    adicionados: list[Stakeholder]
    rejeitados: list[RejectedLine]
    """Lines that are no address, repeat one, or name somebody who is there or has unsubscribed."""


class MailFigures(ApiModel):
    destinatarios: int
    enviados: int
    pendentes: int
    falharam: int
    cancelados: int
    """Unsubscribed, or were removed, before their mail went out."""


class DigestSummary(ApiModel):
    semana: IsoWeekName
    inicio: date
    fim: date
    revisao: int
    """1 at first; each remake adds one."""
    criado_em: AwareDatetime
    refeito_em: AwareDatetime | None
    refeito_por: str | None
    texto: str
    origem: TextSource
    comentarios: int
    variacao: float | None
    saldo: float | None


class DigestPage(ApiModel):
    resumos: list[DigestSummary]
    proximo: str | None


class DigestQuery(ApiModel):
    cursor: IsoWeekName | None = None
    limite: int = Field(default=10, ge=1, le=50)


class DigestDetail(DigestSummary):
    modelo: str | None
    versao_prompt: str | None
    numeros: DigestFigures
    comentarios_representativos: list[SampleComment]
    correio: MailFigures | None
    """Null when this week was never mailed."""
