"""Targets of the Pub/Sub subscriptions: `classify` asks the model, `park` stores what could not be classified."""

from functools import cache

import functions_framework
from cloudevents.http import CloudEvent

from alumusic.adapters.clock import now
from alumusic.adapters.oidc import OidcVerifier
from alumusic.adapters.telemetry.observing import observe
from alumusic.bootstrap.classify import classification, parking
from alumusic.bootstrap.stores import backend
from alumusic.entrypoints.events import batch_message, delivered
from alumusic.errors import PermanentFailure
from alumusic.services.classifying.again import ClassifyMessage
from alumusic.services.classifying.first import EXHAUSTED
from alumusic.settings import ClassifySettings


@cache
def settings() -> ClassifySettings:
    found = ClassifySettings.from_env()
    observe(found)
    return found


@cache
def gate() -> OidcVerifier:
    return OidcVerifier.from_settings(settings())


@cache
def service() -> ClassifyMessage:
    """Built on the first event and kept while the instance is warm."""
    return classification(settings())


@functions_framework.cloud_event
def classify(event: CloudEvent) -> None:
    with delivered("classify", event, gate) as delivery:
        try:
            service()(batch_message(delivery), repeated=delivery.repeated, attempt=delivery.attempt)
        except PermanentFailure as failure:
            reason = {"codigo": failure.code, "motivo": failure.message}
            backend(settings()).publisher(settings().dead_letter_topic).publish_raw([(delivery.data, reason)])


@functions_framework.cloud_event
def park(event: CloudEvent) -> None:
    with delivered("park", event, gate) as delivery:
        code, reason = (delivery.attributes.get(name, default) for name, default in EXHAUSTED.items())
        try:
            parking(settings())(batch_message(delivery), code, reason)
        except PermanentFailure as failure:
            letters = backend(settings()).dead_letters()
            letters.keep(delivery.message_id, delivery.data, failure.message, now())
