"""A Hypothesis state machine over the whole system: random events, crashes and concurrent commits."""

from collections.abc import Sequence

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from alumusic.adapters.memory import (
    MemoryBatches,
    MemoryByAuthor,
    MemoryComments,
    MemoryCounters,
    MemoryErasedAuthors,
    MemoryFailed,
    MemoryMentions,
    MemoryReviews,
    MemorySnapshots,
    MemoryStore,
    MemoryTags,
)
from tests.support.store.invariants import amiss, amiss_at_the_end
from tests.support.store.system import Op, Stores, System

# Repeated names are weights.
_EVENTS = (
    *["send"] * 3, "repeat", *["deliver"] * 6, "park", *["correct"] * 3, "accept", "undo", *["ask_again"] * 2, "resend",
    *["erase"] * 2, "erase_author", "decide_tag", "compact", "report", "change_mood",
)  # fmt: skip
OPS = st.builds(Op, st.sampled_from(_EVENTS), st.integers(0, 9), st.integers(0, 11))


class StoreMachine(RuleBasedStateMachine):
    """Runs on the in-memory stores; a subclass overrides `stores`."""

    def __init__(self) -> None:
        super().__init__()
        self.system = System(self.stores())
        # Initial state: comments that are done, that failed, and one that failed, was corrected and undone.
        past = [("change_mood", 2), ("send", 0), ("send", 6), *[("deliver", 1)] * 5, ("correct", 0), ("undo", 0)]
        for name, choice in past:
            self.system.do(Op(name, choice, choice))

    def stores(self) -> Stores:
        store = MemoryStore()
        return Stores(
            batches=MemoryBatches(store),
            comments=MemoryComments(store),
            reviews=MemoryReviews(store),
            failed=MemoryFailed(store),
            tags=MemoryTags(store),
            counters=MemoryCounters(store),
            snapshots=MemorySnapshots(store),
            authors=MemoryErasedAuthors(store),
            by_author=MemoryByAuthor(store),
            mentions=MemoryMentions(store),
            comment_audit=MemoryComments(store),
            counter_audit=MemoryCounters(store),
            documents=lambda: store.comments,
        )

    @rule(op=OPS)
    def it_happens(self, op: Op) -> None:
        self.system.do(op)

    @rule(op=OPS, meanwhile=st.lists(OPS, min_size=1, max_size=2))
    def it_happens_while_others_commit(self, op: Op, meanwhile: Sequence[Op]) -> None:
        """The concurrent events target the same comment, or the same position in the queue."""

        def others() -> None:
            for other in meanwhile:
                self.system.do(other._replace(target=op.target))

        self.system.moments.meanwhile = others
        self.system.do(op)
        self.system.moments.meanwhile = None

    @rule(op=OPS, when=st.sampled_from(["before", "after"]))
    def it_dies_at_its_commit(self, op: Op, when: str) -> None:
        self.system.moments.crash = when
        self.system.do(op)
        self.system.moments.crash = ""

    @rule(sent=OPS, when=st.sampled_from(["before", "after"]))
    def a_sender_repeats_what_died(self, sent: Op, when: str) -> None:
        self.system.moments.crash = when
        self.system.do(sent._replace(name="send"))
        self.system.do(sent._replace(name="repeat"))

    @invariant()
    def all_is_well(self) -> None:
        found = amiss(self.system)
        assert found == [], found

    def teardown(self) -> None:
        self.system.settle_all()
        found = [*amiss(self.system), *amiss_at_the_end(self.system)]
        assert found == [], found
