"""The in-memory twin of every store: what tests use, and what the stack runs on where no emulator can be had."""

from alumusic.adapters.memory.accounts import MemoryAccounts, MemoryInvitations, MemorySessions, MemoryThrottle
from alumusic.adapters.memory.comments import MemoryBatches, MemoryComments
from alumusic.adapters.memory.digests import MemoryDeadLetters, MemoryDigests
from alumusic.adapters.memory.queue import MemoryPublisher
from alumusic.adapters.memory.stats import MemoryAggregates, MemoryOperation, MemorySnapshots
from alumusic.adapters.memory.store import MemoryStore, shared_store

__all__ = [
    "MemoryAccounts",
    "MemoryAggregates",
    "MemoryBatches",
    "MemoryComments",
    "MemoryDeadLetters",
    "MemoryDigests",
    "MemoryInvitations",
    "MemoryOperation",
    "MemoryPublisher",
    "MemorySessions",
    "MemorySnapshots",
    "MemoryStore",
    "MemoryThrottle",
    "shared_store",
]
