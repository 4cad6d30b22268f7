"""A few of the same stories on Firestore's emulator: real commits and preconditions instead of the twin's lock."""

import os
from uuid import uuid4

import pytest
from google.cloud import firestore
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from alumusic.adapters.firestore_audit import FirestoreClassified, FirestoreCounters
from alumusic.adapters.firestore_batches import FirestoreBatches
from alumusic.adapters.firestore_comments import FirestoreComments
from alumusic.adapters.firestore_erasures import FirestoreByAuthor, FirestoreErasedAuthors, FirestoreMentions
from alumusic.adapters.firestore_failed import FirestoreFailed
from alumusic.adapters.firestore_reviews import FirestoreReviews
from alumusic.adapters.firestore_stats import FirestoreAggregates, FirestoreSnapshots
from alumusic.adapters.firestore_tags import FirestoreTags
from local.config import HOST
from tests.harness import RunningStack
from tests.properties.machine import Stores
from tests.properties.test_store_machine import Machine

pytestmark = pytest.mark.stack

_KINDS = (
    FirestoreBatches, FirestoreComments, FirestoreReviews, FirestoreFailed, FirestoreTags, FirestoreAggregates,
    FirestoreSnapshots, FirestoreErasedAuthors, FirestoreByAuthor, FirestoreMentions, FirestoreClassified,
    FirestoreCounters,
)  # fmt: skip


class FirestoreMachine(Machine):
    """Each story has a project, and so a store, of its own."""

    def stores(self) -> Stores:
        client = firestore.Client(project=f"story-{uuid4().hex[:12]}")
        comments = client.collection("comments")
        return Stores(
            *(kind(client) for kind in _KINDS), lambda: {one.id: one.to_dict() or {} for one in comments.stream()}
        )


def test_after_any_order_of_events_all_is_counted_once(stack: RunningStack) -> None:
    os.environ["FIRESTORE_EMULATOR_HOST"] = f"{HOST}:{stack.ports.firestore}"
    few = settings(max_examples=5, stateful_step_count=15, deadline=None, phases=[Phase.generate], database=None)

    run_state_machine_as_test(FirestoreMachine, settings=few)
