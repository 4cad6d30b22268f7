"""Targets of the Pub/Sub subscriptions: `classify` asks the model, `park` stores comments that cannot be classified."""

from functools import cache

import functions_framework
from cloudevents.http import CloudEvent

from alumusic.adapters.oidc import OidcVerifier
from alumusic.adapters.telemetry import observe
from alumusic.bootstrap.classify import classify_endpoint, park_endpoint
from alumusic.entrypoints.classifying.endpoints import ClassifyEndpoint, ParkEndpoint
from alumusic.entrypoints.events import delivered
from alumusic.settings import ClassifySettings


@cache
def settings() -> ClassifySettings:
    return observe(ClassifySettings.from_env())


@cache
def gate() -> OidcVerifier:
    return OidcVerifier.from_settings(settings())


@cache
def classifying() -> ClassifyEndpoint:
    """Built on the first event and kept while the instance is warm."""
    return classify_endpoint(settings())


@cache
def parking() -> ParkEndpoint:
    return park_endpoint(settings())


@functions_framework.cloud_event
def classify(event: CloudEvent) -> None:
    with delivered("classify", event, gate) as delivery:
        classifying()(delivery)


@functions_framework.cloud_event
def park(event: CloudEvent) -> None:
    with delivered("park", event, gate) as delivery:
        parking()(delivery)
