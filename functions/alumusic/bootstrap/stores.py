"""Which twin of each store a function gets: Firestore and Pub/Sub, or memory. Imports only what is asked for."""

from typing import Any

from alumusic.domain.comments.retention import Retention
from alumusic.settings import Settings


class GoogleBackend:
    """Firestore and Pub/Sub, or their emulators where the environment names them."""

    def __init__(self, settings: Settings) -> None:
        from alumusic.adapters.firestore.client import client

        self.settings, self.retention = settings, Retention(settings.retention_days)
        self.client = client(settings.google_cloud_project, settings.firestore_database)

    def batches(self) -> Any:
        from alumusic.adapters.firestore.comments.batches import FirestoreBatches

        return FirestoreBatches(self.client, self.retention)

    def comments(self) -> Any:
        from alumusic.adapters.firestore.comments.comments import FirestoreComments

        return FirestoreComments(self.client, self.retention)

    def reviews(self) -> Any:
        from alumusic.adapters.firestore.review.reviews import FirestoreReviews

        return FirestoreReviews(self.client, self.retention)

    def erased_authors(self) -> Any:
        from alumusic.adapters.firestore.review.erasures import FirestoreErasedAuthors

        return FirestoreErasedAuthors(self.client)

    def by_author(self) -> Any:
        from alumusic.adapters.firestore.review.erasures import FirestoreByAuthor

        return FirestoreByAuthor(self.client)

    def mentions(self) -> Any:
        from alumusic.adapters.firestore.review.erasures import FirestoreMentions

        return FirestoreMentions(self.client)

    def failed(self) -> Any:
        from alumusic.adapters.firestore.comments.failed import FirestoreFailed

        return FirestoreFailed(self.client)

    def tags(self) -> Any:
        from alumusic.adapters.firestore.review.tags import FirestoreTags

        return FirestoreTags(self.client)

    def views(self) -> Any:
        from alumusic.adapters.firestore.reading.saved_views import FirestoreViews

        return FirestoreViews(self.client)

    def search(self) -> Any:
        from alumusic.adapters.firestore.reading.search import FirestoreSearch

        return FirestoreSearch(self.client)

    def counters(self) -> Any:
        from alumusic.adapters.firestore.counting.counters import FirestoreCounters

        return FirestoreCounters(self.client)

    def snapshots(self) -> Any:
        from alumusic.adapters.firestore.counting.counters import FirestoreSnapshots

        return FirestoreSnapshots(self.client)

    def accounts(self) -> Any:
        from alumusic.adapters.firestore.accounts.accounts import FirestoreAccounts

        return FirestoreAccounts(self.client)

    def sessions(self) -> Any:
        from alumusic.adapters.firestore.accounts.sessions import FirestoreSessions

        return FirestoreSessions(self.client)

    def invitations(self) -> Any:
        from alumusic.adapters.firestore.accounts.invitations import FirestoreInvitations

        return FirestoreInvitations(self.client)

    def throttle(self) -> Any:
        from alumusic.adapters.firestore.throttle import FirestoreThrottle

        return FirestoreThrottle(self.client)

    def digests(self) -> Any:
        from alumusic.adapters.firestore.digest.digests import FirestoreDigests

        return FirestoreDigests(self.client)

    def stakeholders(self) -> Any:
        from alumusic.adapters.firestore.digest.stakeholders import FirestoreStakeholders

        return FirestoreStakeholders(self.client)

    def questions(self) -> Any:
        from alumusic.adapters.firestore.questions import FirestoreQuestions

        return FirestoreQuestions(self.client)

    def outbox(self) -> Any:
        from alumusic.adapters.firestore.digest.outbox import FirestoreOutbox

        return FirestoreOutbox(self.client)

    def operation(self) -> Any:
        from alumusic.adapters.firestore.operation import FirestoreOperation

        return FirestoreOperation(self.client)

    def dead_letters(self) -> Any:
        from alumusic.adapters.firestore.digest.digests import FirestoreDeadLetters

        return FirestoreDeadLetters(self.client)

    def publisher(self, topic: str) -> Any:
        from alumusic.adapters.pubsub import PubSubPublisher

        return PubSubPublisher(self.settings.google_cloud_project, topic)


class MemoryBackend:
    """Everything in this process."""

    def __init__(self) -> None:
        from alumusic.adapters import memory

        self.memory, self.store = memory, memory.shared_store()

    def batches(self) -> Any:
        return self.memory.MemoryBatches(self.store)

    def comments(self) -> Any:
        return self.memory.MemoryComments(self.store)

    def reviews(self) -> Any:
        return self.memory.MemoryReviews(self.store)

    def erased_authors(self) -> Any:
        return self.memory.MemoryErasedAuthors(self.store)

    def by_author(self) -> Any:
        return self.memory.MemoryByAuthor(self.store)

    def mentions(self) -> Any:
        return self.memory.MemoryMentions(self.store)

    def failed(self) -> Any:
        return self.memory.MemoryFailed(self.store)

    def tags(self) -> Any:
        return self.memory.MemoryTags(self.store)

    def views(self) -> Any:
        return self.memory.MemoryViews(self.store)

    def search(self) -> Any:
        return self.memory.MemorySearch(self.store)

    def counters(self) -> Any:
        return self.memory.MemoryCounters(self.store)

    def snapshots(self) -> Any:
        return self.memory.MemorySnapshots(self.store)

    def accounts(self) -> Any:
        return self.memory.MemoryAccounts(self.store)

    def sessions(self) -> Any:
        return self.memory.MemorySessions(self.store)

    def invitations(self) -> Any:
        return self.memory.MemoryInvitations(self.store)

    def throttle(self) -> Any:
        return self.memory.MemoryThrottle(self.store)

    def digests(self) -> Any:
        return self.memory.MemoryDigests(self.store)

    def stakeholders(self) -> Any:
        return self.memory.MemoryStakeholders(self.store)

    def questions(self) -> Any:
        return self.memory.MemoryQuestions(self.store)

    def outbox(self) -> Any:
        return self.memory.MemoryOutbox(self.store)

    def operation(self) -> Any:
        return self.memory.MemoryOperation(self.store)

    def dead_letters(self) -> Any:
        return self.memory.MemoryDeadLetters(self.store)

    def publisher(self, topic: str) -> Any:
        return self.memory.MemoryPublisher(topic)


def backend(settings: Settings) -> GoogleBackend | MemoryBackend:
    """Raises ValueError for a name that is neither."""
    if settings.backend == "memory":
        return MemoryBackend()
    if settings.backend == "google":
        return GoogleBackend(settings)
    raise ValueError(f"BACKEND is {settings.backend!r}; it must be 'google' or 'memory'")
