"""Figures for operation: usage without the counters' arrays, failures by aggregation, the report's minute."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from google.cloud import firestore
from google.cloud.firestore_v1.base_query import FieldFilter

from alumusic.adapters.faults import store_faults
from alumusic.domain.cells import SHARDS, week_document
from alumusic.domain.comment import CommentStatus
from alumusic.domain.usage import DayUsage, usage_by_day


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
        query = self.client.collection("comments").where(filter=FieldFilter("status", "==", CommentStatus.FAILED.value))
        counting: Any = query.count()
        return int(counting.get()[0][0].value)

    @store_faults
    def last_snapshot(self) -> datetime | None:
        found = self.client.collection("snapshots").document("latest").get(field_paths=["minute"])
        return found.get("minute") if found.exists else None
