"""Reads every comment and every counter, and replaces the counters, for the audit only: the cost is a full scan."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from google.api_core.exceptions import AlreadyExists, FailedPrecondition, NotFound
from google.cloud import firestore
from google.cloud.firestore_v1.base_query import FieldFilter

from alumusic.adapters.faults import store_faults
from alumusic.adapters.firestore.comments.document import from_document
from alumusic.adapters.firestore.counting.week_document import week_from_document, week_to_document
from alumusic.domain.comments.classification import Classification
from alumusic.domain.comments.comment import Comment, CommentStatus
from alumusic.domain.counting.cells import week_id, week_number
from alumusic.domain.counting.counters import Counters, ShardState
from alumusic.domain.counting.week import Week


@dataclass(frozen=True)
class FirestoreCommentAudit:
    client: firestore.Client

    def classified(self) -> Iterator[tuple[Comment, Classification]]:
        for found in self._done().stream():
            yield from_document(found.id, found.to_dict() or {})

    def _done(self) -> firestore.Query:
        only_done = FieldFilter("status", "==", CommentStatus.DONE.value)
        query: firestore.Query = self.client.collection("comments").where(filter=only_done)
        return query


@dataclass(frozen=True)
class FirestoreCounterAudit:
    client: firestore.Client

    @store_faults
    def read_all(self) -> Counters:
        weeks: dict[int, Week] = {}
        shards: list[ShardState] = []
        for found in self.client.collection("stats").stream():
            stored = found.to_dict() or {}
            if found.id.startswith("shard-"):
                shards.append(ShardState(int(found.id.removeprefix("shard-")), stored["cells"], found.update_time))
            else:
                weeks[week_number(found.id)] = week_from_document(week_number(found.id), stored)
        return Counters(weeks, shards)

    @store_faults
    def replace(self, weeks: Sequence[Week], state: Counters) -> bool:
        batch = self.client.batch()
        for week in weeks:
            batch.set(self.client.document("stats", week_id(week.number)), week_to_document(week))
        for shard in state.shards:
            as_read = self.client.write_option(last_update_time=shard.version)
            batch.delete(self.client.document("stats", f"shard-{shard.shard:02}"), option=as_read)
        try:
            batch.commit()
        except (AlreadyExists, FailedPrecondition, NotFound):
            return False
        return True
