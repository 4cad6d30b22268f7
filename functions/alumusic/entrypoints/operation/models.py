"""Batches and the figures of operation."""

from pydantic import AwareDatetime, Field

from alumusic.domain.counting.usage import DayUsage, FailureReason
from alumusic.entrypoints.digest.models import MailFigures
from alumusic.entrypoints.models import ApiModel


class BatchView(ApiModel):
    lote_id: str
    remetente: str
    remetente_nome: str
    """As it was called when it sent the batch; empty where that was not kept."""
    recebido_em: AwareDatetime
    publicado: bool
    total: int
    classificados: int
    falharam: int
    repetidos: int
    pendentes: int


class BatchQuery(ApiModel):
    limite: int = Field(default=50, ge=1, le=50)


class BatchList(ApiModel):
    lotes: list[BatchView]


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


class RejectedItem(ApiModel):
    indice: int
    erro: str
    codigo: str
    campo: str | None


class Accepted(ApiModel):
    mensagem: str
    lote_id: str
    ids_enfileirados: list[str]
    aceitos: int
    rejeitados: list[RejectedItem]
