"""Answer models of the operational figures."""

from pydantic import AwareDatetime

from alumusic.domain.counting.usage import DayUsage, FailureReason
from alumusic.entrypoints.digest.models import MailFigures
from alumusic.entrypoints.models import ApiModel


class TroubledDelivery(ApiModel):
    email: str
    motivo: str
    tentativas: int
    proxima_em: AwareDatetime | None
    """Null where it was given up."""


class DigestMail(MailFigures):
    """Of the newest digest that was mailed."""

    semana: str
    problemas: list[TroubledDelivery]


class Versions(ApiModel):
    aplicacao: str
    revisao: str | None
    """Of the function that answers, as Cloud Run names it; null on one's own machine."""
    modelo: str | None
    """Model and prompt of the newest classification; null before the first."""
    versao_prompt: str | None


class OperationView(ApiModel):
    medido_em: AwareDatetime
    ultimo_relatorio: AwareDatetime | None
    pendentes: int
    idade_da_fila_s: float
    fila_completa: bool
    """False where more batches wait than were looked at: the two figures before are then the least that it can be."""
    falhas: int
    falhas_por_motivo: list[FailureReason]
    """Most frequent first."""
    mensagens_ilegiveis: int
    """Messages that no comment could be read from, kept for developers."""
    modelo_por_dia: list[DayUsage]
    correio: DigestMail | None
    """Null before the first digest was mailed."""
    versoes: Versions
