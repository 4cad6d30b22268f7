"""`POST /api/comentarios`: from a request to a submission, from a receipt to a 202."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Request, Response

from alumusic.adapters.bodies import read_body
from alumusic.adapters.http import answer
from alumusic.adapters.sender_gate import SenderGate
from alumusic.domain.receipt import Receipt, Submission, fingerprint


@dataclass(frozen=True)
class IngestEndpoint:
    gate: SenderGate
    ingest: Callable[[Submission], Receipt]
    max_body_bytes: int

    def __call__(self, request: Request) -> Response:
        claims = self.gate.admit(request.headers.get("Authorization"))
        body = read_body(request, self.max_body_bytes)
        key = request.headers.get("Idempotency-Key", "").strip() or None
        print_of_body = fingerprint(body.raw, body.content_type)
        submission = Submission(claims.subject, body.items, print_of_body, key, claims.name)
        receipt = self.ingest(submission)
        count = len(receipt.accepted)
        plural = "comentário recebido e enfileirado." if count == 1 else "comentários recebidos e enfileirados."
        response = answer(
            {
                "mensagem": f"{count} {plural}",
                "lote_id": receipt.batch_id,
                "ids_enfileirados": receipt.accepted,
                "aceitos": count,
                "rejeitados": [rejection.as_json() for rejection in receipt.rejections],
            },
            202,
        )
        if receipt.repeated:
            response.headers["Idempotency-Replayed"] = "true"
        return response
