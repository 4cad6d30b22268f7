"""Which twin of each store a function gets: Firestore and Pub/Sub, or memory. Imports only what is asked for."""

from typing import Any

from alumusic.settings import Settings


class GoogleBackend:
    """Firestore and Pub/Sub, or their emulators where the environment names them."""

    def __init__(self, settings: Settings) -> None:
        from alumusic.adapters.firestore_client import client

        self.settings = settings
        self.client = client(settings.google_cloud_project, settings.firestore_database)

    def batches(self) -> Any:
        from alumusic.adapters.firestore_batches import FirestoreBatches

        return FirestoreBatches(self.client)

    def comments(self) -> Any:
        from alumusic.adapters.firestore_comments import FirestoreComments

        return FirestoreComments(self.client)

    def search(self) -> Any:
        from alumusic.adapters.firestore_search import FirestoreSearch

        return FirestoreSearch(self.client)

    def aggregates(self) -> Any:
        from alumusic.adapters.firestore_stats import FirestoreAggregates

        return FirestoreAggregates(self.client)

    def snapshots(self) -> Any:
        from alumusic.adapters.firestore_stats import FirestoreSnapshots

        return FirestoreSnapshots(self.client)

    def accounts(self) -> Any:
        from alumusic.adapters.firestore_accounts import FirestoreAccounts

        return FirestoreAccounts(self.client)

    def digests(self) -> Any:
        from alumusic.adapters.firestore_digests import FirestoreDigests

        return FirestoreDigests(self.client)

    def operation(self) -> Any:
        from alumusic.adapters.firestore_operation import FirestoreOperation

        return FirestoreOperation(self.client)

    def dead_letters(self) -> Any:
        from alumusic.adapters.firestore_digests import FirestoreDeadLetters

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

    def search(self) -> Any:
        return self.memory.MemorySearch(self.store)

    def aggregates(self) -> Any:
        return self.memory.MemoryAggregates(self.store)

    def snapshots(self) -> Any:
        return self.memory.MemorySnapshots(self.store)

    def accounts(self) -> Any:
        return self.memory.MemoryAccounts(self.store)

    def digests(self) -> Any:
        return self.memory.MemoryDigests(self.store)

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
