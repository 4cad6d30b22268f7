"""Composes the targets `classify` and `park`."""

from alumusic.adapters.clock import now
from alumusic.bootstrap.stores import Stores, stores_of
from alumusic.entrypoints.classifying.endpoints import ClassifyEndpoint, ParkEndpoint
from alumusic.services.classifying.again import ClassifyAgain
from alumusic.services.classifying.first import Classify
from alumusic.services.classifying.known_tags import KnownCatalogue
from alumusic.services.classifying.message import ClassifyMessage
from alumusic.services.classifying.parking import Park
from alumusic.services.review.erase import EraseComment, LateArrivals
from alumusic.settings import ClassifySettings


def classify_endpoint(settings: ClassifySettings) -> ClassifyEndpoint:
    # Imported here, since the SDK takes 0.3 s and 40 MB: `park` and the server's master process run without it.
    from alumusic.adapters.gemini.classifier import GeminiClassifier

    stores = stores_of(settings)
    classifier = GeminiClassifier.from_settings(settings, KnownCatalogue(stores.tags(), now))
    classify = ClassifyMessage(
        Classify(classifier, stores.comments(), _late_arrivals(stores), now),
        ClassifyAgain(classifier, stores.reviews(), now),
    )
    return ClassifyEndpoint(classify, stores.publisher(settings.dead_letter_topic))


def park_endpoint(settings: ClassifySettings) -> ParkEndpoint:
    stores = stores_of(settings)
    return ParkEndpoint(Park(stores.comments(), _late_arrivals(stores), now), stores.dead_letters(), now)


def _late_arrivals(stores: Stores) -> LateArrivals:
    return LateArrivals(stores.erased_authors(), EraseComment(stores.reviews(), stores.mentions(), now), now)
