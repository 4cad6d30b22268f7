"""With RETENTION_DAYS set, every document with a comment has an expiry time; counters have none."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from alumusic.adapters.firestore.comments.batches import FirestoreBatches
from alumusic.adapters.firestore.comments.comments import FirestoreComments
from alumusic.adapters.firestore.digest.digests import FirestoreDeadLetters
from alumusic.adapters.firestore.review.reviews import FirestoreReviews
from alumusic.domain.comments.comment import Comment
from alumusic.domain.comments.retention import DEAD_LETTERS, Retention
from alumusic.domain.review.change import Change, HistoryAction, accepted
from tests.support.comments import AT, answers, batch, comment
from tests.support.stack.harness import RunningStack

pytestmark = pytest.mark.stack

DAYS = timedelta(days=90)


def expiry(client: Any, path: str) -> datetime | None:
    fields = client.document(path).get().to_dict() or {}
    return fields.get("expire_at")


def stored(client: Any, retention: Retention) -> tuple[Comment, str]:
    """An accepted comment and its batch."""
    one, batch_id = comment(id=str(uuid4())), str(uuid4())
    FirestoreBatches(client, retention).create(batch(batch_id))
    FirestoreComments(client, retention).store_outcomes(batch_id, answers([one]), AT)
    reviews = FirestoreReviews(client, retention)
    record = reviews.get(one.id)
    assert record is not None
    change = Change(HistoryAction.ACCEPTED, "ana", AT, record.state, accepted(record.state, "ana", AT))
    assert reviews.replace(record, change)
    return one, batch_id


def test_comment_history_and_tombstone_expire_with_the_batch_before_them(stack: RunningStack) -> None:
    client = stack.firestore()
    one, batch_id = stored(client, Retention(90))

    assert expiry(client, f"comments/{one.id}") == AT + DAYS
    assert expiry(client, f"comments/{one.id}/history/0") == AT + DAYS
    assert expiry(client, f"batches/{batch_id}") == AT + DAYS - timedelta(days=2)
    assert FirestoreBatches(client).get(batch_id) is not None
    reviews = FirestoreReviews(client, Retention(90))
    record = reviews.get(one.id)
    assert record is not None and reviews.erase(record, AT)
    assert expiry(client, f"comments/{one.id}") == AT + DAYS
    assert all("expire_at" not in (found.to_dict() or {}) for found in client.collection("stats").stream())


def test_without_a_retention_nothing_expires(stack: RunningStack) -> None:
    client = stack.firestore()

    one, batch_id = stored(client, Retention())

    paths = (f"comments/{one.id}", f"comments/{one.id}/history/0", f"batches/{batch_id}")
    assert [expiry(client, path) for path in paths] == [None] * 3


def test_a_message_that_nobody_could_read_is_kept_for_thirty_days(stack: RunningStack) -> None:
    client, message_id = stack.firestore(), uuid4().hex

    FirestoreDeadLetters(client).keep(message_id, b"?", "ilegivel", AT)

    assert expiry(client, f"dead_letters/{message_id}") == AT + DEAD_LETTERS
