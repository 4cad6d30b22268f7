"""The digest's mail on memory: a postman who notes what he hands over, and fails as the test wants."""

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
    """As if by kill -9: nothing behind it runs, but what is stored stays."""


class SteppedOutbox:
    """An outbox in memory; a test may say what happens at its steps, by their names."""

    def __init__(self, store: MemoryStore) -> None:
        self._outbox = MemoryOutbox(store)
        self.at_step: Callable[[str, Callable[[], Any]], Any] = lambda name, step: step()

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._outbox, name)
        return lambda *args: self.at_step(name, lambda: method(*args))


class World(Digesting):
    """`failures`: address → the errors that its next attempts meet, `Killed` among them. `meanwhile` happens before
    each letter, `while_writing` before each digest.
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
