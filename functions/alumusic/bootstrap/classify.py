"""What `classify` composes: the model, the stores, the tags as curators have them. Only its `main.py` imports it."""

from functools import cache

from alumusic.adapters.clock import now
from alumusic.bootstrap.stores import backend
from alumusic.services.classifying.again import ClassifyAgain, ClassifyMessage
from alumusic.services.classifying.first import Classify, Park
from alumusic.services.classifying.known_tags import KnownCatalogue
from alumusic.services.review.erase import EraseComment, LateArrivals
from alumusic.settings import ClassifySettings


def classification(settings: ClassifySettings) -> ClassifyMessage:
    # The SDK takes 0.3 s and 40 MB: `park` starts without it, and the server's master never holds it.
    from alumusic.adapters.gemini.classifier import GeminiClassifier

    stores = backend(settings)
    classifier = GeminiClassifier.from_settings(settings, KnownCatalogue(stores.tags(), now))
    return ClassifyMessage(
        Classify(classifier, stores.comments(), _dropping(settings), now),
        ClassifyAgain(classifier, stores.reviews(), now),
    )


@cache
def parking(settings: ClassifySettings) -> Park:
    """Kept while the instance is warm."""
    return Park(backend(settings).comments(), _dropping(settings), now)


def _dropping(settings: ClassifySettings) -> LateArrivals:
    stores = backend(settings)
    return LateArrivals(stores.erased_authors(), EraseComment(stores.reviews(), stores.mentions(), now), now)
