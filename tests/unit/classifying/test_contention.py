"""Firestore aborts a commit on a contended document: the paid answers are committed again, in another shard."""

from typing import Any

import pytest
from google.api_core.exceptions import Aborted, AlreadyExists
from google.auth.credentials import AnonymousCredentials
from google.cloud import firestore

from alumusic.adapters.firestore.comments.comments import FirestoreComments
from alumusic.adapters.firestore.review.reviews import FirestoreReviews
from alumusic.domain.comments.classification import ModelUsage
from alumusic.errors import TransientFailure
from tests.support.comments import AT, answers, comment

CONTENDED = Aborted("Too much contention on these documents. Please try again.")  # type: ignore[no-untyped-call]


class Client(firestore.Client):
    """Raises the given errors for the first commits, and keeps the names of the documents of each."""

    def __init__(self, *errors: Exception) -> None:
        super().__init__(project="p", credentials=AnonymousCredentials())
        self.errors = list(errors)
        self.commits: list[set[str]] = []

    def batch(self) -> Any:
        batch: Any = super().batch()
        batch.commit = lambda timeout: self.take(batch._write_pbs)
        return batch

    def take(self, writes: list[Any]) -> None:
        self.commits.append({write.update.name.partition("/documents/")[2] for write in writes})
        if self.errors:
            raise self.errors.pop(0)

    def get_all(self, *_: Any, **__: Any) -> Any:
        return iter(())


def shards(client: Client) -> list[str]:
    return [name for names in client.commits for name in names if name.startswith("stats/")]


def stored(client: Client) -> list[float]:
    """Stores two answers; returns the pauses."""
    pauses: list[float] = []
    FirestoreComments(client, sleep=pauses.append).store_outcomes("lote", answers([comment(1), comment(2)]), AT)
    return pauses


def test_an_aborted_commit_is_made_again_in_another_shard_after_a_pause() -> None:
    client = Client(CONTENDED, CONTENDED)

    pauses = stored(client)

    first, second, third = shards(client)
    assert len(pauses) == 2
    assert first != second != third
    comments = {f"comments/{comment(n).id}" for n in (1, 2)}
    assert all(names > comments and len(names) == 3 for names in client.commits)


def test_contention_that_lasts_is_given_up_within_three_seconds() -> None:
    client = Client(*[CONTENDED] * 9)
    pauses: list[float] = []

    with pytest.raises(TransientFailure):
        FirestoreComments(client, sleep=pauses.append).store_outcomes("lote", answers([comment(1)]), AT)

    assert (len(client.commits), len(pauses)) == (5, 4)
    assert sum(pauses) <= 3 + 0.001
    assert pauses == sorted(pauses)


def test_a_commit_that_lost_to_another_delivery_does_not_pause() -> None:
    client = Client(AlreadyExists("comments/1"))  # type: ignore[no-untyped-call]

    assert (stored(client), len(client.commits)) == ([], 2)


def test_answers_to_comments_asked_again_are_not_counted_in_one_shard_at_every_try() -> None:
    client, usage = Client(*[CONTENDED] * 20), ModelUsage(model="m", prompt_version="v1", calls=1)
    reviews = FirestoreReviews(client)

    assert not any(reviews.replace_all([], [usage], AT) for _ in range(20))

    assert len(set(shards(client))) > 1
