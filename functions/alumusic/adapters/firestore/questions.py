"""`questions/{id}`: questions with their answers; a time-to-live policy on `expire_at` deletes them."""

from collections.abc import Sequence
from dataclasses import dataclass

from google.cloud import firestore

from alumusic.adapters.faults import store_faults
from alumusic.adapters.firestore.comments.comments import count_in
from alumusic.domain.comments.classification import ModelUsage
from alumusic.domain.counting.cells import add, usage_cells
from alumusic.domain.questions.question import AskedQuestion


@dataclass(frozen=True)
class FirestoreQuestions:
    client: firestore.Client

    @store_faults
    def keep(self, asked: AskedQuestion, usage: Sequence[ModelUsage]) -> None:
        batch = self.client.batch()
        fields = asked.model_dump(exclude={"id"}) | {"verdict": str(asked.verdict), "source": str(asked.source)}
        batch.create(self._ref(asked.id), fields)
        count_in(self.client, batch, add(usage_cells(spent, asked.asked_at) for spent in usage), asked.id)
        batch.commit()

    @store_faults
    def get(self, question_id: str) -> AskedQuestion | None:
        found = self._ref(question_id).get()
        return AskedQuestion(id=found.id, **(found.to_dict() or {})) if found.exists else None

    @store_faults
    def newest(self, most: int) -> Sequence[AskedQuestion]:
        found = self.client.collection("questions").order_by("asked_at", direction="DESCENDING").limit(most).get()
        return [AskedQuestion(id=one.id, **(one.to_dict() or {})) for one in found]

    def _ref(self, question_id: str) -> firestore.DocumentReference:
        return self.client.collection("questions").document(question_id)
