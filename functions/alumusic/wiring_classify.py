"""What `classify` composes: the model, the stores, the tags as curators have them. Only its `main.py` imports it."""

from alumusic.adapters.backend import backend
from alumusic.adapters.clock import now
from alumusic.adapters.gemini import GeminiClassifier
from alumusic.services.catalogue import KnownCatalogue
from alumusic.services.classify import Classify
from alumusic.services.classify_again import ClassifyAgain, ClassifyMessage
from alumusic.settings import ClassifySettings


def classification(settings: ClassifySettings) -> ClassifyMessage:
    stores = backend(settings)
    classifier = GeminiClassifier.from_settings(settings, KnownCatalogue(stores.tags(), now))
    return ClassifyMessage(
        Classify(classifier, stores.comments(), now), ClassifyAgain(classifier, stores.reviews(), now)
    )
