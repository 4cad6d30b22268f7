"""`POST /api/comentarios`: turns a request into a submission, and the receipt into a 202."""

import logging
from dataclasses import dataclass
from typing import NamedTuple

from flask import Request, Response

from alumusic.adapters.telemetry.logs import event
from alumusic.domain.comments.receipt import Submission, fingerprint
from alumusic.domain.limits import MINUTE, Limit
from alumusic.entrypoints.bodies import read_body
from alumusic.entrypoints.gate import SenderGate
from alumusic.entrypoints.http import answer, client_address
from alumusic.entrypoints.routes import Access, Call, Routes
from alumusic.entrypoints.sending.form import REPLAYED, batch_form, idempotency_key
from alumusic.entrypoints.sending.models import Accepted, RejectedItem
from alumusic.services.limits import Limits
from alumusic.services.sending.send import Ingest


class Bounds(NamedTuple):
    """The size of a body, requests and comments per minute (None: no limit), and the number of trusted proxies."""

    body_bytes: int
    requests_of_address: int | None
    requests_of_sender: int | None
    comments_of_sender: int | None
    proxies: int


logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class IngestEndpoint:
    gate: SenderGate
    ingest: Ingest
    limits: Limits
    bounds: Bounds

    def __call__(self, request: Request) -> Response:
        bounds = self.bounds
        # Counted before the signature is checked, so that callers without a token cannot use up the CPU.
        address = client_address(request.headers.get("X-Forwarded-For"), request.remote_addr, bounds.proxies)
        self.limits.take(Limit("pedidos por endereço", address, bounds.requests_of_address, MINUTE))
        claims = self.gate.admit(request.headers.get("Authorization"))
        self.limits.take(Limit("pedidos por remetente", claims.subject, bounds.requests_of_sender, MINUTE))
        body = read_body(request, bounds.body_bytes)
        most, amount = bounds.comments_of_sender, len(body.items)
        self.limits.take(Limit("comentários por remetente", claims.subject, most, MINUTE, amount))
        key = request.headers.get("Idempotency-Key", "").strip() or None
        print_of_body = fingerprint(body.raw, body.content_type)
        submission = Submission(claims.subject, body.items, print_of_body, key, claims.name)
        receipt = self.ingest(submission)
        count = len(receipt.accepted)
        numbers = {"comments": count, "rejected": len(receipt.rejections)}
        logger.info("batch accepted", extra=event("batch_accepted", batch_id=receipt.batch_id, **numbers))
        plural = "comentário recebido e enfileirado." if count == 1 else "comentários recebidos e enfileirados."
        # Not validated: rejections echo the sender's field names, which may contain lone surrogates.
        accepted = Accepted.model_construct(
            mensagem=f"{count} {plural}",
            lote_id=receipt.batch_id,
            ids_enfileirados=list(receipt.accepted),
            aceitos=count,
            rejeitados=[RejectedItem.model_construct(**one.as_json()) for one in receipt.rejections],
        )
        response = answer(accepted.model_dump(), 202)
        if receipt.repeated:
            response.headers["Idempotency-Replayed"] = "true"
        return response


def add_sending_routes(routes: Routes, endpoint: IngestEndpoint) -> None:
    @routes.add(
        "POST",
        "/api/comentarios",
        "Envia comentários",
        Access.SENDER,
        note="Itens ruins são recusados um a um; os bons seguem.",
        form=batch_form(endpoint.ingest.limits),
        answer=Accepted,
        status=202,
        answer_headers=REPLAYED,
        errors=(400, 409, 413, 415, 422, 429),
        headers=(idempotency_key(endpoint.ingest.limits),),
    )
    def send(call: Call[None, None]) -> Response:
        return endpoint(call.request)
