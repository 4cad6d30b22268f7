"""Answers of POST /api/comentarios."""

from flask import Flask, Request, Response, request

from alumusic.adapters.redis.limits import InstanceLimits
from alumusic.adapters.tokens import TokenClaims
from alumusic.domain.comments.intake import Rejection
from alumusic.domain.comments.receipt import Receipt, Submission
from alumusic.entrypoints.http import error_answer
from alumusic.entrypoints.sending.ingest import Bounds, IngestEndpoint
from alumusic.errors import Code, InvalidRequest
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


def test_the_answer_has_the_fields_of_its_model_in_their_order_and_survives_half_a_character() -> None:
    answer = send(Receipt("lote", ("a",), (Rejection(1, Code.CSV_EXTRA_CELLS, "\ud800", "não há"),)))

    assert answer.data.decode() == (
        '{"mensagem":"1 comentário recebido e enfileirado.","lote_id":"lote","ids_enfileirados":["a"],"aceitos":1,'
        '"rejeitados":[{"indice":1,"codigo":"csv_colunas","campo":"?","erro":"não há"}]}'
    )


def test_an_error_has_the_fields_of_its_model_in_their_order_and_survives_half_a_character() -> None:
    answer = error_answer(InvalidRequest("não há \ud800", Code.INVALID_CSV, ["\ud800", {"a": 1}]))

    assert answer.data.decode() == '{"erro":"não há ?","codigo":"csv_invalido","detalhes":["?",{"a":1}]}'


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
