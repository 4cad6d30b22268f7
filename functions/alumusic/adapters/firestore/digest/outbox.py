"""`mailings/{iso_week}` and `deliveries/{iso_week}_{stakeholder}`. A time-to-live policy deletes deliveries."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from google.api_core.exceptions import AlreadyExists, FailedPrecondition, NotFound
from google.cloud import firestore
from google.cloud.firestore_v1.base_query import FieldFilter

from alumusic.adapters.faults import store_faults
from alumusic.adapters.firestore.client import count
from alumusic.domain.digest.delivery import Delivery, DeliveryState
from alumusic.domain.versioned import Versioned, attempts
from alumusic.errors import Code, TransientFailure

_BATCH = 400  # deliveries created in a commit
_ATTEMPTS = 3  # an attempt fails only if another run has added some of the same deliveries


@dataclass(frozen=True)
class FirestoreOutbox:
    client: firestore.Client

    @store_faults
    def open(self, week: str, at: datetime) -> bool:
        try:
            self._mailings.document(week).create({"week": week, "opened_at": at, "filled": False})
        except AlreadyExists:
            return False
        return True

    @store_faults
    def unfilled(self) -> Sequence[str]:
        found = self._mailings.where(filter=FieldFilter("filled", "==", False)).get()
        return sorted(one.id for one in found)

    @store_faults
    def add(self, deliveries: Sequence[Delivery]) -> None:
        contended = TransientFailure("outra execução está preparando o mesmo correio", Code.MAIL_CONTENDED)
        for part in _parts(deliveries):
            for _ in attempts(_ATTEMPTS, contended):
                if self._add(part):
                    break

    @store_faults
    def filled(self, week: str) -> None:
        self._mailings.document(week).update({"filled": True})

    @store_faults
    def due(self, at: datetime, most: int) -> Sequence[Versioned[Delivery]]:
        query = self._deliveries.where(filter=FieldFilter("next_at", "<=", at)).order_by("next_at").limit(most)
        return [Versioned(_delivery(found), found.update_time) for found in query.get()]

    @store_faults
    def replace(self, changed: Delivery, as_read: Versioned[Delivery]) -> Versioned[Delivery] | None:
        as_it_was = self.client.write_option(last_update_time=as_read.version)
        try:
            written: Any = self._ref(changed.id).update(_fields(changed), option=as_it_was)
        except (FailedPrecondition, NotFound):
            return None
        return Versioned(changed, written.update_time)

    @store_faults
    def newest(self) -> str | None:
        found = self._mailings.order_by("week", direction="DESCENDING").limit(1).get()
        return found[0].id if found else None

    @store_faults
    def opened(self, week: str) -> bool:
        return bool(self._mailings.document(week).get().exists)

    @store_faults
    def counts(self, week: str) -> dict[DeliveryState, int]:
        return {state: count(self._of(week, state)) for state in DeliveryState}

    @store_faults
    def troubled(self, week: str, most: int) -> Sequence[Delivery]:
        """Deliveries that failed for good, and those that wait for a retry."""
        failed = self._of(week, DeliveryState.FAILED).limit(most).get()
        waiting = self._of(week, DeliveryState.PENDING).limit(most).get()
        return [one for found in (*failed, *waiting) if (one := _delivery(found)).error is not None][:most]

    def _add(self, part: Sequence[Delivery]) -> bool:
        """False when another run has added some of them since the read."""
        there = {one.id for one in self.client.get_all([self._ref(one.id) for one in part], ["week"]) if one.exists}
        batch = self.client.batch()
        for one in part:
            if one.id not in there:
                batch.create(self._ref(one.id), _fields(one))
        try:
            batch.commit()
        except AlreadyExists:
            return False
        return True

    def _of(self, week: str, state: DeliveryState) -> firestore.Query:
        query: Any = self._deliveries.where(filter=FieldFilter("week", "==", week))
        found: firestore.Query = query.where(filter=FieldFilter("state", "==", state.value))
        return found

    def _ref(self, delivery_id: str) -> firestore.DocumentReference:
        return self._deliveries.document(delivery_id)

    @property
    def _mailings(self) -> firestore.CollectionReference:
        return self.client.collection("mailings")

    @property
    def _deliveries(self) -> firestore.CollectionReference:
        return self.client.collection("deliveries")


def _parts(deliveries: Sequence[Delivery]) -> Iterator[Sequence[Delivery]]:
    for start in range(0, len(deliveries), _BATCH):
        yield deliveries[start : start + _BATCH]


def _fields(delivery: Delivery) -> dict[str, Any]:
    return delivery.model_dump() | {"state": delivery.state.value}


def _delivery(found: "firestore.DocumentSnapshot[Any]") -> Delivery:
    return Delivery.model_validate(found.to_dict() or {})
