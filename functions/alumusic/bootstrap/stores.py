"""Builds the stores of a backend: `google` (Firestore and Pub/Sub, or their emulators) or `memory` (this process).

Imports stay inside the methods, so that a function loads only the adapters it uses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from alumusic.domain.comments.retention import Retention
from alumusic.settings import Settings

if TYPE_CHECKING:
    from alumusic.entrypoints.gate import SenderRecords
    from alumusic.services.accounts.accounts import UserStore
    from alumusic.services.accounts.invitations import InvitationStore
    from alumusic.services.accounts.sender_tokens import TokenStore
    from alumusic.services.accounts.sessions import SessionStore
    from alumusic.services.classifying.again import RecordStore
    from alumusic.services.classifying.first import CommentStore
    from alumusic.services.classifying.known_tags import CatalogueStore
    from alumusic.services.classifying.parking import DeadLetterStore, RawPublisher
    from alumusic.services.digest.mail import Outbox
    from alumusic.services.digest.mail_status import OutboxView
    from alumusic.services.digest.make import DigestStore
    from alumusic.services.digest.stakeholders import StakeholderStore
    from alumusic.services.limits import LimitStore
    from alumusic.services.operation.figures import OperationStore
    from alumusic.services.questions.ask import QuestionStore
    from alumusic.services.reading.saved_views import ViewStore
    from alumusic.services.reading.scan import CommentSearch
    from alumusic.services.report.publish import CounterStore, SnapshotStore
    from alumusic.services.review.ask_again import FailedStore
    from alumusic.services.review.erase import CommentsByAuthor, ErasableComments, ErasedAuthorStore, Mentions
    from alumusic.services.review.many import ReviewedStore
    from alumusic.services.review.one import ReviewStore
    from alumusic.services.review.tags import TagStore
    from alumusic.services.sending.progress import BatchReader, SettledComments
    from alumusic.services.sending.send import BatchStore, Publisher, StoredComments

    # Each intersection is satisfied by one class; a use case still declares only the port it needs.
    class BatchPorts(BatchStore, BatchReader, Protocol): ...

    class CommentPorts(StoredComments, CommentStore, SettledComments, Protocol): ...

    class ReviewPorts(ReviewStore, RecordStore, ErasableComments, ReviewedStore, Protocol): ...

    class TagPorts(CatalogueStore, TagStore, Protocol): ...

    class AccountPorts(UserStore, TokenStore, SenderRecords, Protocol): ...

    class DeliveryPorts(Outbox, OutboxView, Protocol): ...

    class TopicPorts(Publisher, RawPublisher, Protocol): ...


class Stores(Protocol):
    """The stores of one backend. `publisher` takes the topic's name."""

    def batches(self) -> BatchPorts: ...
    def comments(self) -> CommentPorts: ...
    def reviews(self) -> ReviewPorts: ...
    def erased_authors(self) -> ErasedAuthorStore: ...
    def by_author(self) -> CommentsByAuthor: ...
    def mentions(self) -> Mentions: ...
    def failed(self) -> FailedStore: ...
    def tags(self) -> TagPorts: ...
    def views(self) -> ViewStore: ...
    def search(self) -> CommentSearch: ...
    def counters(self) -> CounterStore: ...
    def snapshots(self) -> SnapshotStore: ...
    def accounts(self) -> AccountPorts: ...
    def sessions(self) -> SessionStore: ...
    def invitations(self) -> InvitationStore: ...
    def limits(self) -> LimitStore: ...
    def digests(self) -> DigestStore: ...
    def stakeholders(self) -> StakeholderStore: ...
    def questions(self) -> QuestionStore: ...
    def outbox(self) -> DeliveryPorts: ...
    def operation(self) -> OperationStore: ...
    def dead_letters(self) -> DeadLetterStore: ...
    def publisher(self, topic: str) -> TopicPorts: ...


class GoogleStores:
    """Firestore and Pub/Sub, or their emulators where the environment names them."""

    def __init__(self, settings: Settings) -> None:
        from alumusic.adapters.firestore.client import client

        self.settings, self.retention = settings, Retention(settings.retention_days)
        self.client = client(settings.google_cloud_project, settings.firestore_database)

    def batches(self) -> BatchPorts:
        from alumusic.adapters.firestore.comments.batches import FirestoreBatches

        return FirestoreBatches(self.client, self.retention)

    def comments(self) -> CommentPorts:
        from alumusic.adapters.firestore.comments.comments import FirestoreComments

        return FirestoreComments(self.client, self.retention)

    def reviews(self) -> ReviewPorts:
        from alumusic.adapters.firestore.review.reviews import FirestoreReviews

        return FirestoreReviews(self.client, self.retention)

    def erased_authors(self) -> ErasedAuthorStore:
        from alumusic.adapters.firestore.review.erasures import FirestoreErasedAuthors

        return FirestoreErasedAuthors(self.client)

    def by_author(self) -> CommentsByAuthor:
        from alumusic.adapters.firestore.review.erasures import FirestoreByAuthor

        return FirestoreByAuthor(self.client)

    def mentions(self) -> Mentions:
        from alumusic.adapters.firestore.review.erasures import FirestoreMentions

        return FirestoreMentions(self.client)

    def failed(self) -> FailedStore:
        from alumusic.adapters.firestore.comments.failed import FirestoreFailed

        return FirestoreFailed(self.client)

    def tags(self) -> TagPorts:
        from alumusic.adapters.firestore.review.tags import FirestoreTags

        return FirestoreTags(self.client)

    def views(self) -> ViewStore:
        from alumusic.adapters.firestore.reading.saved_views import FirestoreViews

        return FirestoreViews(self.client)

    def search(self) -> CommentSearch:
        from alumusic.adapters.firestore.reading.search import FirestoreSearch

        return FirestoreSearch(self.client)

    def counters(self) -> CounterStore:
        from alumusic.adapters.firestore.counting.counters import FirestoreCounters

        return FirestoreCounters(self.client)

    def snapshots(self) -> SnapshotStore:
        from alumusic.adapters.firestore.counting.counters import FirestoreSnapshots

        return FirestoreSnapshots(self.client)

    def accounts(self) -> AccountPorts:
        from alumusic.adapters.firestore.accounts.accounts import FirestoreAccounts

        return FirestoreAccounts(self.client)

    def sessions(self) -> SessionStore:
        from alumusic.adapters.firestore.accounts.sessions import FirestoreSessions

        return FirestoreSessions(self.client)

    def invitations(self) -> InvitationStore:
        from alumusic.adapters.firestore.accounts.invitations import FirestoreInvitations

        return FirestoreInvitations(self.client)

    def limits(self) -> LimitStore:
        from alumusic.adapters.firestore.limits import FirestoreLimits

        return FirestoreLimits(self.client)

    def digests(self) -> DigestStore:
        from alumusic.adapters.firestore.digest.digests import FirestoreDigests

        return FirestoreDigests(self.client)

    def stakeholders(self) -> StakeholderStore:
        from alumusic.adapters.firestore.digest.stakeholders import FirestoreStakeholders

        return FirestoreStakeholders(self.client)

    def questions(self) -> QuestionStore:
        from alumusic.adapters.firestore.questions import FirestoreQuestions

        return FirestoreQuestions(self.client)

    def outbox(self) -> DeliveryPorts:
        from alumusic.adapters.firestore.digest.outbox import FirestoreOutbox

        return FirestoreOutbox(self.client)

    def operation(self) -> OperationStore:
        from alumusic.adapters.firestore.operation import FirestoreOperation

        return FirestoreOperation(self.client)

    def dead_letters(self) -> DeadLetterStore:
        from alumusic.adapters.firestore.digest.digests import FirestoreDeadLetters

        return FirestoreDeadLetters(self.client)

    def publisher(self, topic: str) -> TopicPorts:
        from alumusic.adapters.pubsub import PubSubPublisher

        return PubSubPublisher(self.settings.google_cloud_project, topic)


class MemoryStores:
    """Every store in the memory of this process."""

    def __init__(self) -> None:
        from alumusic.adapters import memory

        self.memory, self.store = memory, memory.shared_store()

    def batches(self) -> BatchPorts:
        return self.memory.MemoryBatches(self.store)

    def comments(self) -> CommentPorts:
        return self.memory.MemoryComments(self.store)

    def reviews(self) -> ReviewPorts:
        return self.memory.MemoryReviews(self.store)

    def erased_authors(self) -> ErasedAuthorStore:
        return self.memory.MemoryErasedAuthors(self.store)

    def by_author(self) -> CommentsByAuthor:
        return self.memory.MemoryByAuthor(self.store)

    def mentions(self) -> Mentions:
        return self.memory.MemoryMentions(self.store)

    def failed(self) -> FailedStore:
        return self.memory.MemoryFailed(self.store)

    def tags(self) -> TagPorts:
        return self.memory.MemoryTags(self.store)

    def views(self) -> ViewStore:
        return self.memory.MemoryViews(self.store)

    def search(self) -> CommentSearch:
        return self.memory.MemorySearch(self.store)

    def counters(self) -> CounterStore:
        return self.memory.MemoryCounters(self.store)

    def snapshots(self) -> SnapshotStore:
        return self.memory.MemorySnapshots(self.store)

    def accounts(self) -> AccountPorts:
        return self.memory.MemoryAccounts(self.store)

    def sessions(self) -> SessionStore:
        return self.memory.MemorySessions(self.store)

    def invitations(self) -> InvitationStore:
        return self.memory.MemoryInvitations(self.store)

    def limits(self) -> LimitStore:
        return self.memory.MemoryLimits(self.store)

    def digests(self) -> DigestStore:
        return self.memory.MemoryDigests(self.store)

    def stakeholders(self) -> StakeholderStore:
        return self.memory.MemoryStakeholders(self.store)

    def questions(self) -> QuestionStore:
        return self.memory.MemoryQuestions(self.store)

    def outbox(self) -> DeliveryPorts:
        return self.memory.MemoryOutbox(self.store)

    def operation(self) -> OperationStore:
        return self.memory.MemoryOperation(self.store)

    def dead_letters(self) -> DeadLetterStore:
        return self.memory.MemoryDeadLetters(self.store)

    def publisher(self, topic: str) -> TopicPorts:
        return self.memory.MemoryPublisher(topic)


def stores_of(settings: Settings) -> Stores:
    """Raises ValueError for an unknown backend."""
    if settings.backend == "memory":
        return MemoryStores()
    if settings.backend == "google":
        return GoogleStores(settings)
    raise ValueError(f"BACKEND is {settings.backend!r}; it must be 'google' or 'memory'")
