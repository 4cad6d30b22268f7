"""Decodes a Pub/Sub delivery, sent as a CloudEvent or as the emulator's raw push, and decides on its redelivery."""

import base64
import binascii
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from cloudevents.http import CloudEvent
from flask import Request, abort, request
from opentelemetry.trace import get_current_span
from pydantic import ValidationError

from alumusic.adapters.oidc import OidcVerifier
from alumusic.adapters.telemetry.logs import log_also, logged_with
from alumusic.adapters.telemetry.traces import work
from alumusic.domain.comments.comment import BatchMessage
from alumusic.errors import AluMusicError, Code, PermanentFailure

logger = logging.getLogger(__name__)


class MessageDelivery(NamedTuple):
    message_id: str
    data: bytes
    attributes: dict[str, str]
    attempt: int
    """1 on the first delivery; 0 if the push does not contain the number."""

    @property
    def repeated(self) -> bool:
        return self.attempt != 1 or "repetido" in self.attributes


def delivery_of(event: CloudEvent, request: Request) -> MessageDelivery:
    """Raises PermanentFailure when the event holds no message."""
    data: Any = event.data
    message = data.get("message") if isinstance(data, dict) else None
    if not isinstance(message, dict):
        raise PermanentFailure("o evento não traz uma mensagem do Pub/Sub", Code.INVALID_EVENT)
    # The framework drops `deliveryAttempt` when it converts a raw push; the request's JSON still has it.
    raw = request.get_json(silent=True) or {}
    attempt = data.get("deliveryAttempt") or raw.get("deliveryAttempt") or 0
    try:
        body = base64.b64decode(message.get("data") or "", validate=True)
    except (binascii.Error, ValueError) as error:
        raise PermanentFailure("os dados da mensagem não são base64", Code.INVALID_MESSAGE) from error
    return MessageDelivery(str(message.get("messageId", "")), body, dict(message.get("attributes") or {}), int(attempt))


@contextmanager
def delivered(target: str, event: CloudEvent, gate: Callable[[], OidcVerifier]) -> Iterator[MessageDelivery]:
    """Wraps the work on a delivery: verifies the caller, and continues the trace of the message's publisher.

    PermanentFailure is logged and acknowledged, since a retry cannot help. Any other error answers its status, on which
    Pub/Sub delivers again.
    """
    with work(target, _attributes(event)), logged_with():
        try:
            gate().verify(request.headers.get("Authorization"))
            delivery = delivery_of(event, request)
            log_also(message_id=delivery.message_id, attempt=delivery.attempt)
            get_current_span().set_attribute("attempt", delivery.attempt)
            yield delivery
        except PermanentFailure as failure:
            logger.error("event dropped: %s: %s", failure.code, failure)
        except AluMusicError as error:
            logger.warning("event refused: %s: %s", error.code, error.__cause__ or error)
            abort(error.status, description=error.code)


def _attributes(event: CloudEvent) -> dict[str, Any]:
    attributes = ((event.data or {}).get("message") or {}).get("attributes") if isinstance(event.data, dict) else None
    return attributes if isinstance(attributes, dict) else {}


def batch_message(delivery: MessageDelivery) -> BatchMessage:
    """Raises PermanentFailure, whose text names the message's id and the invalid fields, never their content."""
    try:
        message = BatchMessage.model_validate_json(delivery.data)
    except ValidationError as error:
        wrong = ", ".join(sorted({".".join(map(str, e["loc"])) or e["type"] for e in error.errors()}))[:200]
        reason = f"a mensagem {delivery.message_id} não segue o esquema: {wrong}"
        raise PermanentFailure(reason, Code.INVALID_MESSAGE) from None
    log_also(batch_id=message.batch_id, part=message.part)
    numbers = {"part": message.part, "comments": len(message.comments)}
    get_current_span().set_attributes({"batch_id": message.batch_id, **numbers})
    return message
