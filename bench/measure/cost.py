"""Firestore reads and writes per comment on the success path, counted on the wire of the product's own code.

This process accepts and classifies the batch, in a separate project on the running stack's emulator and with its
stand-in for the model. The running functions execute the same code, and so make the same reads and writes.
"""

import json
from uuid import uuid4

from google.cloud import firestore

from alumusic.adapters.clock import now
from alumusic.adapters.firestore.comments.batches import FirestoreBatches
from alumusic.adapters.firestore.comments.comments import FirestoreComments
from alumusic.adapters.firestore.review.erasures import FirestoreErasedAuthors, FirestoreMentions
from alumusic.adapters.firestore.review.reviews import FirestoreReviews
from alumusic.adapters.firestore.review.tags import FirestoreTags
from alumusic.adapters.gemini.classifier import GeminiClassifier
from alumusic.adapters.memory import MemoryPublisher
from alumusic.domain.comments.receipt import Submission
from alumusic.services.classifying.first import Classify
from alumusic.services.classifying.known_tags import KnownCatalogue
from alumusic.services.review.erase import EraseComment, LateArrivals
from alumusic.services.sending.send import Ingest, IngestLimits
from alumusic.settings import ClassifySettings, IntakeSettings
from bench.measure.meter import metered
from bench.workload.senders import Texts
from local.stack.config import HOST, Ports


def measure(ports: Ports, batch: int) -> dict[str, float]:
    """Reads and writes per comment, for a batch of `batch` comments."""
    project, queue = f"bench-cost-{uuid4().hex[:6]}", MemoryPublisher("bench")
    database, meter = metered(ports, project)
    _ingest(database, queue)(Submission("bench", json.loads(Texts().body(batch)), "bench"))
    classify = _classify(database, ports, project)
    for message in queue.sent:
        classify(message, repeated=False)
    return {f"{name}_per_comment": round(meter.counts[name] / batch, 3) for name in ("reads", "writes")}


def _ingest(database: firestore.Client, queue: MemoryPublisher) -> Ingest:
    defaults = IntakeSettings
    limits = IngestLimits(defaults.comments_per_message, defaults.max_comments_per_batch, defaults.max_characters)
    return Ingest(FirestoreBatches(database), FirestoreComments(database), queue, limits, b"bench", now)


def _classify(database: firestore.Client, ports: Ports, project: str) -> Classify:
    settings = ClassifySettings(
        google_cloud_project=project,
        oidc_audience="bench",
        oidc_email="bench",
        gemini_api_key="local-stand-in",
        gemini_base_url=f"http://{HOST}:{ports.gemini}",
    )
    classifier = GeminiClassifier.from_settings(settings, KnownCatalogue(FirestoreTags(database), now))
    erase = EraseComment(FirestoreReviews(database), FirestoreMentions(database), now)
    late = LateArrivals(FirestoreErasedAuthors(database), erase, now)
    return Classify(classifier, FirestoreComments(database), late, now)
