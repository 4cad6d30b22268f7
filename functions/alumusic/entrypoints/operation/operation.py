"""Routes of batch progress and operational figures."""

from alumusic.entrypoints.digest.digests import mail_figures
from alumusic.entrypoints.operation.models import (
    DigestMail,
    OperationView,
    TroubledDelivery,
    Versions,
)
from alumusic.entrypoints.routes import Access, Call, Routes
from alumusic.entrypoints.sending.models import BatchList, BatchQuery, BatchView
from alumusic.services.digest.mail_status import MailStanding
from alumusic.services.operation.figures import Operation, ShowOperation
from alumusic.services.sending.progress import BatchProgress, Progress


def add_operation_routes(routes: Routes, progress: BatchProgress, operation: ShowOperation) -> None:
    @routes.add("GET", "/api/operacao", "Números da operação", Access.CURATOR, answer=OperationView)
    def figures(call: Call[None, None]) -> OperationView:
        return _operation(operation())

    @routes.add(
        "GET",
        "/api/lotes",
        "Lotes recentes: os próprios; todos, para a curadoria",
        Access.SENDER,
        answer=BatchList,
    )
    def batches(call: Call[BatchQuery, None]) -> BatchList:
        return BatchList(lotes=[_batch(found) for found in progress.recent(_sender(call), call.query.limite)])

    @routes.add("GET", "/api/lotes/<batch_id>", "Andamento de um lote", Access.SENDER, answer=BatchView)
    def batch(call: Call[None, None]) -> BatchView:
        return _batch(progress.one(call.path["batch_id"], _sender(call)))


def _sender(call: Call[BatchQuery, None] | Call[None, None]) -> str | None:
    """The sender whose batches are shown; None for a curator, who sees all."""
    return None if call.caller.role else call.caller.id


def _operation(found: Operation) -> OperationView:
    newest = next((day for day in found.usage if day.comments), None)  # a day without comments holds only questions
    return OperationView(
        medido_em=found.at,
        ultimo_relatorio=found.last_snapshot,
        pendentes=found.waiting.pending,
        idade_da_fila_s=found.waiting.age_s,
        fila_completa=found.waiting.whole,
        falhas=found.failed,
        falhas_por_motivo=list(found.reasons),
        mensagens_ilegiveis=found.unreadable,
        modelo_por_dia=list(found.usage),
        correio=_mail(found.mail) if found.mail else None,
        versoes=Versions(
            aplicacao=found.version,
            revisao=found.revision or None,
            modelo=newest.model if newest else None,
            versao_prompt=newest.prompt_version if newest else None,
        ),
    )


def _mail(found: MailStanding) -> DigestMail:
    return DigestMail(
        semana=found.week,
        problemas=[
            TroubledDelivery(email=one.email, motivo=one.error or "", tentativas=one.attempts, proxima_em=one.next_at)
            for one in found.troubled
        ],
        **mail_figures(found.counts).model_dump(),
    )


def _batch(progress: Progress) -> BatchView:
    batch = progress.batch
    return BatchView(
        lote_id=batch.id,
        remetente=batch.sender,
        remetente_nome=batch.sender_name,
        recebido_em=batch.received_at,
        publicado=batch.published_at is not None,
        total=batch.total,
        classificados=progress.classified,
        falharam=progress.failed,
        repetidos=len(batch.duplicate_ids),
        pendentes=progress.pending,
    )
