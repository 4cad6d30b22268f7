"""The audit recounts every comment and lists the counters that differ."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from alumusic.adapters.memory import MemoryComments, MemoryCounters, MemoryStore
from alumusic.domain.comments.classification import Answers, Category, Classification, Outcome, Sentiment
from alumusic.domain.comments.comment import Comment
from alumusic.domain.comments.retention import Retention
from alumusic.services.counting.audit import Audit

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)


def settled(store: MemoryStore, count: int) -> None:
    classification = Classification(
        category=Category.PRAISE,
        sentiment=Sentiment.POSITIVE,
        confidence=0.9,
        tags=("musica_letra",),
        classified_at=NOW,
    )
    for n in range(count):
        moment = NOW - timedelta(days=n)
        comment = Comment(
            id=str(uuid4()), text="x", artist=f"A{n % 3}", album="B", published_at=moment, received_at=NOW
        )
        MemoryComments(store).store_outcomes("b", Answers([Outcome(comment, classification)], []), NOW)


def folded(store: MemoryStore) -> None:
    counters = MemoryCounters(store)
    for shard in counters.read([]).shards:
        counters.compact(shard)


def test_counters_that_were_never_touched_agree() -> None:
    store = MemoryStore()
    settled(store, 20)
    folded(store)
    settled(store, 7)

    found = Audit(MemoryComments(store), MemoryCounters(store))()

    assert (len(found.published), found.differences) == (27, [])


def test_a_lost_increment_is_found_with_its_place_and_mended() -> None:
    store = MemoryStore()
    settled(store, 9)
    victim = next(n for n, cells in store.shards.items() if cells)
    store.shards[victim].popitem()
    audit = Audit(MemoryComments(store), MemoryCounters(store))

    found = audit(repair=True)

    assert {one.recounted - one.counted for one in found.differences} == {1}
    assert all(one.week.startswith("week-2026-") for one in found.differences)
    assert audit().differences == []


def test_a_comment_that_vanished_is_found() -> None:
    store = MemoryStore()
    settled(store, 5)
    store.comments.popitem()

    found = Audit(MemoryComments(store), MemoryCounters(store))()

    assert ("volume", 1) in {(one.counter, one.counted - one.recounted) for one in found.differences}


def test_weeks_whose_comments_may_have_been_deleted_are_neither_compared_nor_mended() -> None:
    store = MemoryStore()
    settled(store, 60)
    store.comments = {key: one for key, one in store.comments.items() if one["published_at"] > NOW - timedelta(days=30)}
    folded(store)
    old = dict(store.weeks)
    audit = Audit(MemoryComments(store), MemoryCounters(store), Retention(30).complete_since(NOW))

    whole = audit()
    del store.comments[next(iter(store.comments))]  # the newest
    found = audit(repair=True)

    assert whole.differences == []
    assert found.differences != []
    assert all(store.weeks[number] == week for number, week in old.items() if number < min(old) + 4)
