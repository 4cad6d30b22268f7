"""Questions with their answers."""

from collections.abc import Sequence

from alumusic.adapters.memory.store import MemoryStore, count_in
from alumusic.domain.comments.classification import ModelUsage
from alumusic.domain.counting.cells import add, usage_cells
from alumusic.domain.questions.question import AskedQuestion


class MemoryQuestions:
    def __init__(self, store: MemoryStore) -> None:
        self.store = store

    def keep(self, asked: AskedQuestion, usage: Sequence[ModelUsage]) -> None:
        with self.store.lock:
            self.store.questions[asked.id] = asked
            count_in(self.store, add(usage_cells(spent, asked.asked_at) for spent in usage), asked.id)

    def get(self, question_id: str) -> AskedQuestion | None:
        return self.store.questions.get(question_id)

    def newest(self, most: int) -> Sequence[AskedQuestion]:
        with self.store.lock:
            return sorted(self.store.questions.values(), key=lambda one: one.asked_at, reverse=True)[:most]
