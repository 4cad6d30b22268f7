"""The digest's mail on the in-memory stores, with a fake mail server that records messages and fails on demand."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from alumusic.adapters.memory import MemoryOutbox, MemoryStakeholders, MemoryStore
from alumusic.domain.digest.delivery import Delivery, DeliveryState
from alumusic.domain.digest.digest import DigestText, SampleComment
from alumusic.domain.digest.letter import Content, Links
from alumusic.domain.digest.week_figures import DigestFigures
from alumusic.services.digest.mail import MailDigests, MailLimits
from alumusic.services.digest.stakeholders import Stakeholders
from tests.support.digest import World as Digesting

LEASE = timedelta(seconds=120)


class Killed(BaseException):
    """Simulates kill -9: the process ends at this point, and the stored data stays."""


class SteppedOutbox:
    """An in-memory outbox whose `at_step` hook receives every call with its method name."""

    def __init__(self, store: MemoryStore) -> None:
        self._outbox = MemoryOutbox(store)
        self.at_step: Callable[[str, Callable[[], Any]], Any] = lambda name, step: step()

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._outbox, name)
        return lambda *args: self.at_step(name, lambda: method(*args))


class World(Digesting):
    """`failures` maps an address to the errors of its next attempts, `Killed` included.

    `meanwhile` runs before each message is sent, `while_writing` before each digest is written.
    """

    def __init__(self, *emails: str) -> None:
        super().__init__()
        self.handed: list[str] = []
        self.seconds: list[float] = []
        self.failures: dict[str, list[BaseException]] = {}
        self.meanwhile: Callable[[], object] = lambda: None
        self.while_writing: Callable[[], object] = lambda: None
        self.outbox = SteppedOutbox(self.store)
        self.people = Stakeholders(MemoryStakeholders(self.store), lambda: self.now)
        for email in emails:
            self.people.add(email, None, "ana@alumusic.com")
        limits = MailLimits("https://alumusic.example", "chave", LEASE, timedelta(seconds=150))
        self.mail = MailDigests(self.make, self.outbox, self.people.store, self, limits, lambda: self.now)

    @contextmanager
    def round(self) -> Iterator["World"]:
        yield self

    def write(self, figures: DigestFigures, comments: Sequence[SampleComment]) -> DigestText:
        self.while_writing()
        return super().write(figures, comments)

    def send(self, content: Content, links: Links, delivery: Delivery, at: datetime, seconds: float) -> None:
        self.meanwhile()
        waiting = self.failures.get(delivery.email)
        if waiting:
            raise waiting.pop(0)
        self.handed.append(delivery.email)
        self.seconds.append(seconds)

    def states(self) -> dict[str, DeliveryState]:
        return {one.email: one.state for one in self.store.deliveries.values()}
