"""Answer models of a posted batch and of its progress."""

from pydantic import AwareDatetime, Field

from alumusic.entrypoints.models import ApiModel


class RejectedItem(ApiModel):
    indice: int
    codigo: str
    campo: str | None
    erro: str


class Accepted(ApiModel):
    mensagem: str
    lote_id: str
    ids_enfileirados: list[str]
    aceitos: int
    rejeitados: list[RejectedItem]


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
