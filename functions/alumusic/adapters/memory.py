"""The in-memory twin of every store: what tests use, and what the stack runs on where no emulator can be had."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from threading import RLock
from typing import Any

from alumusic.adapters.comment_document import from_document, to_document, with_classification, with_failure
from alumusic.domain.account import ServiceToken, User
from alumusic.domain.aggregate import Aggregates, ShardState
from alumusic.domain.cells import Cells, add, cells_of, shard_of, usage_cells
from alumusic.domain.classification import Classification
from alumusic.domain.comment import Batch, BatchMessage, Comment, CommentStatus
from alumusic.domain.outcome import Answers
from alumusic.domain.published import PublishedReport
from alumusic.domain.snapshot import Snapshot, WeekSummary
from alumusic.domain.usage import DayUsage, usage_by_day


class MemoryStore:
    """Batches, comments, counters, snapshots, accounts and digests of one process, behind one lock."""

    def __init__(self) -> None:
        self.lock = RLock()
        self.batches: dict[str, Batch] = {}
        self.comments: dict[str, dict[str, Any]] = {}
        self.shards: dict[int, dict[str, int]] = {}
        self.weeks: dict[int, Any] = {}
        self.report: PublishedReport | None = None
        self.users: dict[str, User] = {}
        self.service_tokens: dict[str, ServiceToken] = {}
        self.digests: dict[str, tuple[WeekSummary, WeekSummary, datetime]] = {}
        self.dead_letters: dict[str, tuple[bytes, str]] = {}


class MemoryBatches:
    def __init__(self, store: MemoryStore) -> None:
        self.store = store

    def create(self, batch: Batch) -> Batch | None:
        with self.store.lock:
            earlier = self.store.batches.get(batch.id)
            if earlier is None:
                self.store.batches[batch.id] = batch
            return earlier

    def mark_published(self, batch_id: str, at: datetime) -> None:
        with self.store.lock:
            self.store.batches[batch_id] = self.store.batches[batch_id].model_copy(update={"published_at": at})

    def withdraw(self, batch_id: str) -> None:
        with self.store.lock:
            self.store.batches.pop(batch_id, None)

    def get(self, batch_id: str) -> Batch | None:
        return self.store.batches.get(batch_id)

    def recent(self, sender: str | None, limit: int) -> Sequence[Batch]:
        with self.store.lock:
            mine = [batch for batch in self.store.batches.values() if sender in (None, batch.sender)]
        return sorted(mine, key=lambda batch: batch.received_at, reverse=True)[:limit]


class MemoryComments:
    def __init__(self, store: MemoryStore) -> None:
        self.store = store

    def owners(self, ids: Sequence[str]) -> dict[str, str]:
        with self.store.lock:
            return {key: self.store.comments[key]["batch_id"] for key in ids if key in self.store.comments}

    def unsettled(self, batch_id: str, ids: Sequence[str]) -> set[str]:
        with self.store.lock:
            doubled = [key for key, owner in self.owners(ids).items() if owner != batch_id]
            self._repeated(batch_id, doubled)
            return {key for key in ids if key not in doubled and self._status(key) != CommentStatus.DONE}

    def settle(self, batch_id: str, answers: Answers, at: datetime) -> None:
        counted: list[Cells] = [usage_cells(usage, at) for usage in answers.usage]
        with self.store.lock:
            doubled = []
            for comment, result in answers.outcomes:
                earlier = self.store.comments.get(comment.id)
                if earlier is not None and earlier["batch_id"] != batch_id:
                    doubled.append(comment.id)
                    continue
                if self._status(comment.id) == CommentStatus.DONE:
                    continue
                document = to_document(comment, batch_id)
                if isinstance(result, Classification):
                    self.store.comments[comment.id] = with_classification(document, result)
                    counted.append(cells_of(comment, result))
                elif earlier is None:
                    self.store.comments[comment.id] = with_failure(document, result)
            self._repeated(batch_id, doubled)
            shard = self.store.shards.setdefault(shard_of(answers.outcomes[0].comment.id), {})
            for name, count in add(counted).items():
                shard[name] = shard.get(name, 0) + count

    def progress(self, batch_id: str) -> tuple[int, int]:
        with self.store.lock:
            found = [doc["status"] for doc in self.store.comments.values() if doc["batch_id"] == batch_id]
        failed = found.count(CommentStatus.FAILED.value)
        return len(found) - failed, failed

    def classified(self) -> list[tuple[Comment, Classification]]:
        with self.store.lock:
            done = {key: doc for key, doc in self.store.comments.items() if doc["status"] == CommentStatus.DONE}
        return [from_document(key, document) for key, document in done.items()]

    def _repeated(self, batch_id: str, doubled: Sequence[str]) -> None:
        batch = self.store.batches.get(batch_id)
        if doubled and batch is not None:
            ids = tuple(dict.fromkeys((*batch.duplicate_ids, *doubled)))
            self.store.batches[batch_id] = batch.model_copy(update={"duplicate_ids": ids})

    def _status(self, comment_id: str) -> str | None:
        document = self.store.comments.get(comment_id)
        return document["status"] if document else None


class MemoryAggregates:
    def __init__(self, store: MemoryStore) -> None:
        self.store = store

    def read(self, weeks: Sequence[int]) -> Aggregates:
        """Copies: a report adds to the weeks it is given."""
        from alumusic.domain.week import Week

        with self.store.lock:
            found = {n: Week.decode(n, self.store.weeks[n]) for n in weeks if n in self.store.weeks}
            return Aggregates(found, [ShardState(n, dict(cells), None) for n, cells in self.store.shards.items()])

    def read_all(self) -> Aggregates:
        return self.read(list(self.store.weeks))

    def replace(self, weeks: Sequence[Any], state: Aggregates) -> bool:
        with self.store.lock:
            if any(self.store.shards.get(shard.shard) != shard.cells for shard in state.shards):
                return False
            self.store.weeks.update({week.number: week.encode() for week in weeks})
            for shard in state.shards:
                del self.store.shards[shard.shard]
        return True

    def fold(self, shard: ShardState) -> bool:
        from alumusic.domain.week import Week, by_week

        with self.store.lock:
            if self.store.shards.get(shard.shard) != shard.cells:
                return False
            for number, rows in by_week(shard.cells).items():
                stored = self.store.weeks.get(number)
                week = Week.decode(number, stored) if stored else Week(number)
                week.add(rows)
                self.store.weeks[number] = week.encode()
            del self.store.shards[shard.shard]
        return True


class MemorySnapshots:
    def __init__(self, store: MemoryStore) -> None:
        self.store = store

    def publish(self, snapshot: Snapshot) -> bool:
        from alumusic.domain.published import pack

        with self.store.lock:
            if self.store.report is not None and self.store.report.minute >= snapshot.gerado_em:
                return False
            self.store.report = pack(snapshot)
        return True

    def latest(self) -> PublishedReport | None:
        return self.store.report


class MemoryAccounts:
    def __init__(self, store: MemoryStore) -> None:
        self.store = store

    def add_user(self, user: User) -> bool:
        with self.store.lock:
            return self.store.users.setdefault(user.id, user) is user

    def user(self, user_id: str) -> User | None:
        return self.store.users.get(user_id)

    def save_token(self, token: ServiceToken) -> None:
        self.store.service_tokens[token.id] = token

    def token(self, token_id: str) -> ServiceToken | None:
        return self.store.service_tokens.get(token_id)

    def tokens(self) -> Sequence[ServiceToken]:
        return sorted(self.store.service_tokens.values(), key=lambda token: token.issued_at, reverse=True)


class MemoryDigests:
    def __init__(self, store: MemoryStore) -> None:
        self.store = store

    def create(self, week: str, figures: WeekSummary, before: WeekSummary, at: datetime) -> bool:
        with self.store.lock:
            if week in self.store.digests:
                return False
            self.store.digests[week] = (figures, before, at)
        return True


class MemoryOperation:
    def __init__(self, store: MemoryStore) -> None:
        self.store = store

    def usage(self, at: datetime) -> Sequence[DayUsage]:
        with self.store.lock:
            return usage_by_day(self.store.shards.values(), (week["usage"] for week in self.store.weeks.values()))

    def failed(self) -> int:
        return sum(document["status"] == CommentStatus.FAILED for document in list(self.store.comments.values()))

    def last_snapshot(self) -> datetime | None:
        return self.store.report.minute if self.store.report else None


class MemoryDeadLetters:
    def __init__(self, store: MemoryStore) -> None:
        self.store = store

    def keep(self, message_id: str, data: bytes, reason: str, at: datetime) -> None:
        self.store.dead_letters[message_id] = (data, reason)


Deliver = Callable[[bytes, dict[str, str]], None]


class MemoryPublisher:
    """Hands every message to the subscriber of its topic, in the order published; `sent` keeps them for tests."""

    subscribers: dict[str, Deliver] = {}  # noqa: RUF012  one process, one broker

    def __init__(self, topic: str) -> None:
        self.topic = topic
        self.sent: list[BatchMessage] = []

    def publish(self, messages: Sequence[BatchMessage], *, repeated: bool = False) -> None:
        self.sent += messages
        attributes = {"repetido": "1"} if repeated else {}
        self.publish_raw([(message.model_dump_json(exclude_none=True).encode(), attributes) for message in messages])

    def publish_raw(self, messages: Sequence[tuple[bytes, dict[str, str]]]) -> None:
        deliver = self.subscribers.get(self.topic)
        if deliver is not None:
            for data, attributes in messages:
                deliver(data, attributes)


@cache
def shared_store() -> MemoryStore:
    """The store of this process: every function of the embedded stack sees the same one."""
    return MemoryStore()
