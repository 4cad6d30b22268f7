"""Batches and the figures of operation."""

from datetime import date

from pydantic import AwareDatetime

from alumusic.domain.wire.base import Wire


class BatchView(Wire):
    lote_id: str
    remetente: str
    recebido_em: AwareDatetime
    publicado: bool
    total: int
    classificados: int
    falharam: int
    repetidos: int
    pendentes: int


class BatchList(Wire):
    lotes: list[BatchView]


class ModelDay(Wire):
    dia: date
    modelo: str
    versao_prompt: str
    chamadas: int
    comentarios: int
    em_cache: int
    tokens_entrada: int
    tokens_saida: int
    latencia_media_ms: float | None
    preco_usd: float


class OperationView(Wire):
    ultimo_relatorio: AwareDatetime | None
    pendentes: int
    idade_da_fila_s: float
    falhas: int
    modelo_por_dia: list[ModelDay]


class RejectedItem(Wire):
    indice: int
    erro: str
    codigo: str
    campo: str | None


class Accepted(Wire):
    mensagem: str
    lote_id: str
    ids_enfileirados: list[str]
    aceitos: int
    rejeitados: list[RejectedItem]
