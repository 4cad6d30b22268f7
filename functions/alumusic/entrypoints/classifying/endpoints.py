"""Endpoints of the Pub/Sub subscriptions: messages of `comments` are classified, those of `comments-dead` parked."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from alumusic.entrypoints.events import MessageDelivery, batch_message
from alumusic.errors import PermanentFailure
from alumusic.services.classifying.message import ClassifyMessage
from alumusic.services.classifying.parking import EXHAUSTED, DeadLetterStore, Park, RawPublisher


@dataclass(frozen=True)
class ClassifyEndpoint:
    classify: ClassifyMessage
    dead_letters: RawPublisher

    def __call__(self, delivery: MessageDelivery) -> None:
        """A message that can never be classified is published as a dead letter, with the reason as attributes."""
        try:
            self.classify(batch_message(delivery), repeated=delivery.repeated, attempt=delivery.attempt)
        except PermanentFailure as failure:
            reason = {"codigo": failure.code, "motivo": failure.message}
            self.dead_letters.publish_raw([(delivery.data, reason)])


@dataclass(frozen=True)
class ParkEndpoint:
    park: Park
    unreadable: DeadLetterStore
    clock: Callable[[], datetime]

    def __call__(self, delivery: MessageDelivery) -> None:
        """A message that cannot be decoded is stored as it is, for developers."""
        code, reason = (delivery.attributes.get(name, default) for name, default in EXHAUSTED.items())
        try:
            self.park(batch_message(delivery), code, reason)
        except PermanentFailure as failure:
            self.unreadable.keep(delivery.message_id, delivery.data, failure.message, self.clock())
