"""`throttles/{keyed hash}-{window}`: counters that are never read; the commit returns their new values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from google.cloud import firestore

from alumusic.adapters.faults import store_faults


@dataclass(frozen=True)
class FirestoreLimits:
    client: firestore.Client

    @store_faults
    def add(self, amounts: Mapping[str, int], expire_at: datetime) -> Sequence[int]:
        batch = self.client.batch()
        for name, amount in amounts.items():
            change = {"expire_at": expire_at, "count": firestore.Increment(amount)}
            batch.set(self.client.document("throttles", name), change, merge=True)
        return [result.transform_results[0].integer_value for result in batch.commit()]
