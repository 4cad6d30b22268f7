"""In-memory implementations of every store, for tests and for the local stack without emulators."""

from alumusic.adapters.memory.accounts import MemoryAccounts, MemoryInvitations, MemoryLimits, MemorySessions
from alumusic.adapters.memory.broker import MemoryPublisher
from alumusic.adapters.memory.comments import MemoryBatches, MemoryComments
from alumusic.adapters.memory.counting import MemoryCounters, MemoryOperation, MemorySnapshots
from alumusic.adapters.memory.digests import MemoryDeadLetters, MemoryDigests
from alumusic.adapters.memory.erasures import MemoryByAuthor, MemoryErasedAuthors, MemoryMentions
from alumusic.adapters.memory.failed import MemoryFailed
from alumusic.adapters.memory.outbox import MemoryOutbox
from alumusic.adapters.memory.questions import MemoryQuestions
from alumusic.adapters.memory.reviews import MemoryReviews
from alumusic.adapters.memory.saved_views import MemoryViews
from alumusic.adapters.memory.search import MemorySearch
from alumusic.adapters.memory.stakeholders import MemoryStakeholders
from alumusic.adapters.memory.store import MemoryStore, shared_store
from alumusic.adapters.memory.tags import MemoryTags

__all__ = [
    "MemoryAccounts",
    "MemoryBatches",
    "MemoryByAuthor",
    "MemoryComments",
    "MemoryCounters",
    "MemoryDeadLetters",
    "MemoryDigests",
    "MemoryErasedAuthors",
    "MemoryFailed",
    "MemoryInvitations",
    "MemoryLimits",
    "MemoryMentions",
    "MemoryOperation",
    "MemoryOutbox",
    "MemoryPublisher",
    "MemoryQuestions",
    "MemoryReviews",
    "MemorySearch",
    "MemorySessions",
    "MemorySnapshots",
    "MemoryStakeholders",
    "MemoryStore",
    "MemoryTags",
    "MemoryViews",
    "shared_store",
]
