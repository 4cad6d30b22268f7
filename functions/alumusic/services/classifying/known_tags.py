"""A cached copy of the tag catalogue, which stays in use while the store cannot be read."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Any, Protocol

from alumusic.domain.comments.tags import TagCatalogue
from alumusic.errors import TransientFailure

logger = logging.getLogger(__name__)

KEPT = timedelta(minutes=1)  # a decision reaches the classifiers as soon as it reaches the report


class CatalogueStore(Protocol):
    def read(self) -> tuple[TagCatalogue, Any]:
        """The curators' decisions, and their version as the precondition of a write."""


@dataclass
class KnownCatalogue:
    store: CatalogueStore
    clock: Callable[[], datetime]
    kept: timedelta = KEPT
    _known: TagCatalogue = field(default_factory=TagCatalogue)
    _asked_at: datetime | None = None
    _lock: Lock = field(default_factory=Lock)

    def __call__(self) -> TagCatalogue:
        with self._lock:
            now = self.clock()
            if self._asked_at is not None and now - self._asked_at < self.kept:
                return self._known
            self._asked_at = now
            try:
                self._known, _ = self.store.read()
            except TransientFailure as failure:
                logger.warning("tag catalogue not read: %s", failure)
            return self._known

    def fresh(self) -> TagCatalogue:
        """Reads the store now. Raises TransientFailure."""
        with self._lock:
            self._known, _ = self.store.read()
            self._asked_at = self.clock()
            return self._known
