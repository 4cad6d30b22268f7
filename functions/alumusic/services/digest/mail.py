"""Mail the digest to each recipient once, across retries and crashes.

A run opens a mailing, makes the digest, adds a delivery for each recipient, and marks the mailing as filled. Every step
is idempotent, and a run continues where an earlier one stopped. Before sending, a run claims a delivery by a
compare-and-set that moves its due time to the end of a lease; if the run crashes, a later run takes the delivery over.
"""

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import NamedTuple, Protocol

from alumusic.domain.digest.delivery import Delivery, DeliveryState, delivery
from alumusic.domain.digest.digest import Digest
from alumusic.domain.digest.letter import Content, Links, content
from alumusic.domain.digest.stakeholder import unsubscribe_token
from alumusic.domain.report.iso_week import IsoWeek
from alumusic.domain.versioned import Versioned
from alumusic.errors import MailUnavailable, RecipientDeferred, RecipientRefused
from alumusic.services.digest.make import MakeDigest
from alumusic.services.digest.stakeholders import StakeholderStore

logger = logging.getLogger(__name__)

_AT_ONCE = 100  # due deliveries read at a time


class Outbox(Protocol):
    def open(self, week: str, at: datetime) -> bool:
        """False if the week's mailing exists."""

    def unfilled(self) -> Sequence[str]:
        """Weeks whose mailing is open and not yet filled."""

    def add(self, deliveries: Sequence[Delivery]) -> None:
        """Existing deliveries stay unchanged."""

    def filled(self, week: str) -> None: ...

    def due(self, at: datetime, most: int) -> Sequence[Versioned[Delivery]]:
        """Longest due first."""

    def replace(self, changed: Delivery, as_read: Versioned[Delivery]) -> Versioned[Delivery] | None:
        """None if the delivery has changed since it was read."""


class MailSession(Protocol):
    def send(self, content: Content, links: Links, delivery: Delivery, at: datetime, seconds: float) -> None:
        """Raises RecipientRefused, RecipientDeferred or MailUnavailable."""


class Postman(Protocol):
    def round(self) -> AbstractContextManager[MailSession]: ...


class MailLimits(NamedTuple):
    public_url: str
    unsubscribe_key: str
    lease: timedelta
    run: timedelta


class MailRun(NamedTuple):
    made: bool
    """Whether a digest was made."""
    sent: int
    failed: int
    """Failed permanently. Postponed deliveries are in neither count."""


@dataclass(frozen=True)
class MailDigests:
    make: MakeDigest
    outbox: Outbox
    stakeholders: StakeholderStore
    postman: Postman
    limits: MailLimits
    clock: Callable[[], datetime]

    def start(self, week: IsoWeek) -> MailRun:
        """Make and mail the week's digest. Raises InvalidRequest for a week that has not ended."""
        self.make.check_ended(week)
        self.outbox.open(week.name, self.clock())
        return self.go_on()

    def go_on(self) -> MailRun:
        """Finish what earlier runs left, and send the deliveries that are due."""
        end = self.clock() + self.limits.run
        made = [self._fill(IsoWeek.named(week)) for week in self.outbox.unfilled()]
        settled = self._deliver(end)
        return MailRun(any(made), settled[DeliveryState.SENT], settled[DeliveryState.FAILED])

    def _fill(self, week: IsoWeek) -> bool:
        made, at = self.make(week), self.clock()
        recipients = [one for one in self.stakeholders.all() if one.unsubscribed_at is None]
        self.outbox.add([delivery(week.name, one, at) for one in recipients])
        self.outbox.filled(week.name)
        return made

    def _deliver(self, end: datetime) -> Counter[DeliveryState]:
        settled: Counter[DeliveryState] = Counter()
        digest = cache(self.make.one)
        with self.postman.round() as round_:
            while due := self.outbox.due(self.clock(), _AT_ONCE):
                for found in due:
                    if self.clock() >= end:
                        return settled
                    try:
                        settled[self._one(round_, found, digest)] += 1
                    except MailUnavailable as error:
                        # The other deliveries would fail too; the next run tries again.
                        logger.warning("mail stopped: %s: %s", error.code, error.message)
                        return settled
        return settled

    def _one(self, round_: MailSession, found: Versioned[Delivery], digest: Callable[[str], Digest]) -> DeliveryState:
        """Send one delivery; returns its new state. Raises MailUnavailable after postponing the delivery."""
        at = self.clock()
        claimed = self.outbox.replace(found.value.claimed(at + self.limits.lease), found)
        if claimed is None:
            return DeliveryState.PENDING  # another run has claimed it
        one = claimed.value
        if self._gone(one.recipient):
            return self._note(claimed, one.settled(DeliveryState.CANCELLED, at))
        token = unsubscribe_token(one.recipient, self.limits.unsubscribe_key)
        unsubscribe = f"{self.limits.public_url}/api/inscricao/{token}"
        letter, links = content(digest(one.week)), Links(f"{self.limits.public_url}/", unsubscribe)
        try:
            # Handing over has to begin in the first half of the lease, so that it ends before another run may begin.
            round_.send(letter, links, one, at, self.limits.lease.total_seconds() / 2)
        except RecipientRefused as error:
            return self._note(claimed, one.settled(DeliveryState.FAILED, self.clock(), error.message))
        except RecipientDeferred as error:
            return self._note(claimed, one.put_off(self.clock(), error.message))
        except MailUnavailable as error:
            self._note(claimed, one.put_off(self.clock(), error.message))
            raise
        return self._note(claimed, one.settled(DeliveryState.SENT, self.clock()))

    def _note(self, claimed: Versioned[Delivery], changed: Delivery) -> DeliveryState:
        if self.outbox.replace(changed, claimed) is None:
            logger.warning("delivery %s was taken over meanwhile", changed.id)
        return changed.state

    def _gone(self, recipient: str) -> bool:
        found = self.stakeholders.get(recipient)
        return found is None or found.unsubscribed_at is not None
