"""The store's state machine on the Firestore emulator, with real commits and preconditions."""

from uuid import uuid4

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from alumusic.adapters.firestore.comments.batches import FirestoreBatches
from alumusic.adapters.firestore.comments.comments import FirestoreComments
from alumusic.adapters.firestore.comments.failed import FirestoreFailed
from alumusic.adapters.firestore.counting.audit import FirestoreCommentAudit, FirestoreCounterAudit
from alumusic.adapters.firestore.counting.counters import FirestoreCounters, FirestoreSnapshots
from alumusic.adapters.firestore.review.erasures import FirestoreByAuthor, FirestoreErasedAuthors, FirestoreMentions
from alumusic.adapters.firestore.review.reviews import FirestoreReviews
from alumusic.adapters.firestore.review.tags import FirestoreTags
from local.client import database
from tests.support.stack.harness import RunningStack
from tests.support.store.machine import StoreMachine
from tests.support.store.system import Stores

pytestmark = pytest.mark.stack


def test_firestore_counts_every_comment_once_after_any_order_of_events(stack: RunningStack) -> None:
    class FirestoreMachine(StoreMachine):
        """Each run uses its own project, and so its own store."""

        def stores(self) -> Stores:
            client = database(stack.ports.firestore, f"story-{uuid4().hex[:12]}")
            comments = client.collection("comments")
            return Stores(
                batches=FirestoreBatches(client),
                comments=FirestoreComments(client),
                reviews=FirestoreReviews(client),
                failed=FirestoreFailed(client),
                tags=FirestoreTags(client),
                counters=FirestoreCounters(client),
                snapshots=FirestoreSnapshots(client),
                authors=FirestoreErasedAuthors(client),
                by_author=FirestoreByAuthor(client),
                mentions=FirestoreMentions(client),
                comment_audit=FirestoreCommentAudit(client),
                counter_audit=FirestoreCounterAudit(client),
                documents=lambda: {one.id: one.to_dict() or {} for one in comments.stream()},
            )

    few = settings(max_examples=5, stateful_step_count=15, deadline=None, phases=[Phase.generate], database=None)

    run_state_machine_as_test(FirestoreMachine, settings=few)
