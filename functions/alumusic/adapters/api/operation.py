"""Progress of batches, and the figures of operation."""

from typing import Any

from alumusic.adapters.api.routes import Access, Call, Routes
from alumusic.domain.wire.operation import BatchList, BatchView, ModelDay, OperationView


def add_operation_routes(routes: Routes, progress: Any, operation: Any) -> None:
    @routes.add("GET", "/api/operacao", "Números da operação", Access.CURATOR, answer=OperationView)
    def figures(call: Call) -> OperationView:
        return _operation(operation())

    @routes.add(
        "GET", "/api/lotes", "Lotes recentes: os próprios; todos, para a curadoria", Access.SENDER, answer=BatchList
    )
    def batches(call: Call) -> BatchList:
        return BatchList(lotes=[_batch(found) for found in progress.recent(_sender(call))])

    @routes.add("GET", "/api/lotes/<batch_id>", "Andamento de um lote", Access.SENDER, answer=BatchView)
    def batch(call: Call) -> BatchView:
        return _batch(progress.one(call.path["batch_id"], _sender(call)))


def _sender(call: Call) -> str | None:
    """A sender sees its own batches; a curator, None, sees all."""
    return None if call.caller.role else str(call.caller.id)


def _operation(found: Any) -> OperationView:
    return OperationView(
        ultimo_relatorio=found.last_snapshot,
        pendentes=found.pending,
        idade_da_fila_s=found.queue_age_s,
        falhas=found.failed,
        modelo_por_dia=[
            ModelDay(
                dia=day.day,
                modelo=day.model,
                versao_prompt=day.prompt_version,
                chamadas=day.calls,
                comentarios=day.comments,
                em_cache=day.cached,
                tokens_entrada=day.tokens_in,
                tokens_saida=day.tokens_out,
                latencia_media_ms=day.latency_ms,
                preco_usd=round(day.price_usd, 6),
            )
            for day in found.usage
        ],
    )


def _batch(progress: Any) -> BatchView:
    batch = progress.batch
    return BatchView(
        lote_id=batch.id,
        remetente=batch.sender,
        recebido_em=batch.received_at,
        publicado=batch.published_at is not None,
        total=batch.total,
        classificados=progress.classified,
        falharam=progress.failed,
        repetidos=len(batch.duplicate_ids),
        pendentes=progress.pending,
    )
