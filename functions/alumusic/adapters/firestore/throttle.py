"""`throttles/{kind}-{hash}-{window}`: counters that nobody reads; a commit tells what they have become."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from google.cloud import firestore

from alumusic.adapters.faults import store_faults


@dataclass(frozen=True)
class FirestoreThrottle:
    client: firestore.Client

    @store_faults
    def count(self, names: Sequence[str], expire_at: datetime) -> Sequence[int]:
        return self.add(dict.fromkeys(names, 1), expire_at)

    @store_faults
    def add(self, amounts: Mapping[str, int], expire_at: datetime) -> Sequence[int]:
        written = self._add(amounts, {"expire_at": expire_at})
        return [result.transform_results[0].integer_value for result in written]

    @store_faults
    def refund(self, names: Sequence[str]) -> None:
        self._add(dict.fromkeys(names, -1), {})

    def _add(self, amounts: Mapping[str, int], fields: dict[str, Any]) -> Any:
        batch = self.client.batch()
        for name, amount in amounts.items():
            change = {**fields, "count": firestore.Increment(amount)}
            batch.set(self.client.document("throttles", name), change, merge=True)
        return batch.commit()
