"""A Pub/Sub delivery, whether it came as a CloudEvent or as the emulator's own push."""

import base64
import binascii
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from cloudevents.http import CloudEvent
from flask import Request, abort
from pydantic import ValidationError

from alumusic.domain.comment import BatchMessage
from alumusic.errors import AluMusicError, PermanentFailure

logger = logging.getLogger(__name__)


@contextmanager
def event_errors() -> Iterator[None]:
    """What Pub/Sub is told: acknowledged when a retry cannot help, the error's status when it must come again."""
    try:
        yield
    except PermanentFailure as failure:
        logger.error("event dropped: %s: %s", failure.code, failure)
    except AluMusicError as error:
        logger.warning("event refused: %s: %s", error.code, error.__cause__ or error)
        abort(error.status, description=error.code)


class Delivery(NamedTuple):
    message_id: str
    data: bytes
    attributes: dict[str, str]
    attempt: int
    """1 on the first delivery; 0 when the caller does not say."""

    @property
    def repeated(self) -> bool:
        return self.attempt != 1 or "repetido" in self.attributes


def delivery_of(event: CloudEvent, request: Request) -> Delivery:
    """Raises PermanentFailure when there is no message in the event."""
    data: Any = event.data
    message = data.get("message") if isinstance(data, dict) else None
    if not isinstance(message, dict):
        raise PermanentFailure("o evento não traz uma mensagem do Pub/Sub", "evento_invalido")
    # The framework's conversion of a raw push drops the attempt; the request still has it.
    raw = request.get_json(silent=True) or {}
    attempt = data.get("deliveryAttempt") or raw.get("deliveryAttempt") or 0
    try:
        body = base64.b64decode(message.get("data") or "", validate=True)
    except (binascii.Error, ValueError) as error:
        raise PermanentFailure("os dados da mensagem não são base64", "mensagem_invalida") from error
    return Delivery(str(message.get("messageId", "")), body, dict(message.get("attributes") or {}), int(attempt))


def batch_message(delivery: Delivery) -> BatchMessage:
    """Raises PermanentFailure; its text names the message, never what it holds."""
    try:
        return BatchMessage.model_validate_json(delivery.data)
    except ValidationError as error:
        wrong = ", ".join(sorted({".".join(map(str, e["loc"])) or e["type"] for e in error.errors()}))[:200]
        reason = f"a mensagem {delivery.message_id} não segue o esquema: {wrong}"
        raise PermanentFailure(reason, "mensagem_invalida") from None
