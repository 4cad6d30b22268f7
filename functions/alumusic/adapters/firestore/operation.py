"""Operational figures: model usage (without reading the counters' arrays), failures, and the report's minute."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from google.cloud import firestore
from google.cloud.firestore_v1.base_query import FieldFilter

from alumusic.adapters.faults import store_faults
from alumusic.adapters.firestore.client import count
from alumusic.domain.comments.comment import CommentStatus
from alumusic.domain.counting.cells import SHARDS, week_document
from alumusic.domain.counting.usage import DayUsage, FailureReason, usage_by_day

_CODE = "failure.code"
_REASONS = 8  # failure reasons read at most; four codes exist


@dataclass(frozen=True)
class FirestoreOperation:
    client: firestore.Client

    @store_faults
    def usage(self, at: datetime) -> Sequence[DayUsage]:
        stats = self.client.collection("stats")
        names = [week_document(at), week_document(at - timedelta(weeks=1))]
        references = [stats.document(f"shard-{n:02}") for n in range(SHARDS)] + [stats.document(n) for n in names]
        found = [one.to_dict() or {} for one in self.client.get_all(references, ["cells", "usage"]) if one.exists]
        return usage_by_day((one.get("cells", {}) for one in found), (one.get("usage", {}) for one in found))

    @store_faults
    def failed(self) -> int:
        return count(self._failed())

    @store_faults
    def reasons(self) -> Sequence[FailureReason]:
        """Skips from one code to the next along the index: one read and one aggregation per code."""
        by_code, found = self._failed().order_by(_CODE), list[FailureReason]()
        after: dict[str, str] | None = None
        while len(found) < _REASONS:
            rest = by_code.start_after(after) if after else by_code
            first = next(iter(rest.limit(1).select(["failure"]).stream()), None)
            if first is None:
                break
            failure = first.get("failure")
            after = {_CODE: failure["code"]}
            number = count(by_code.start_at(after).end_at(after))
            found.append(FailureReason(code=failure["code"], reason=failure["reason"], comments=number))
        return found

    @store_faults
    def unreadable(self) -> int:
        return count(self.client.collection("dead_letters").select([]))

    @store_faults
    def last_snapshot(self) -> datetime | None:
        found = self.client.collection("snapshots").document("latest").get(field_paths=["minute"])
        return found.get("minute") if found.exists else None

    def _failed(self) -> firestore.Query:
        is_failed = FieldFilter("status", "==", CommentStatus.FAILED.value)
        query: firestore.Query = self.client.collection("comments").where(filter=is_failed)
        return query
