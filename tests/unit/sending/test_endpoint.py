"""What a sender is told over HTTP."""

from flask import Flask, Request, Response, request

from alumusic.adapters.redis.limits import InstanceLimits
from alumusic.adapters.tokens import TokenClaims
from alumusic.domain.comments.receipt import Receipt, Submission
from alumusic.entrypoints.sending.ingest import Bounds, IngestEndpoint
from alumusic.services.limits import Limits
from tests.support.comments import AT


class OpenGate:
    def admit(self, authorization: str | None) -> TokenClaims:
        return TokenClaims("servico:1", frozenset(), "t", "testes", "")


def send(receipt: Receipt, seen: list[Submission] | None = None) -> Response:
    def ingest(submission: Submission) -> Receipt:
        if seen is not None:
            seen.append(submission)
        return receipt

    limits = Limits(InstanceLimits(), b"key", lambda: AT)
    endpoint = IngestEndpoint(OpenGate(), ingest, limits, Bounds(1_000, 9, 9, 9, 1))  # type: ignore[arg-type]
    with Flask(__name__).test_request_context("/", method="POST", json=[{"texto": "a"}]):
        found: Request = request
        return endpoint(found)


def test_a_first_attempt_is_not_called_a_replay() -> None:
    answer = send(Receipt("lote", ("a",), ()))

    assert answer.status_code == 202
    assert "Idempotency-Replayed" not in answer.headers


def test_a_repeated_request_gets_the_same_body_and_a_header_that_says_so() -> None:
    first, again = send(Receipt("lote", ("a",), ())), send(Receipt("lote", ("a",), (), repeated=True))

    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.data == first.data


def test_a_batch_knows_its_sender_by_name_too() -> None:
    seen: list[Submission] = []

    send(Receipt("lote", ("a",), ()), seen)

    assert (seen[0].sender, seen[0].sender_name) == ("servico:1", "testes")
