"""The digest's mail: each recipient once, whatever repeats and whatever dies in the middle.

A mailing is opened first, then the digest is made, then each recipient gets a delivery, then the mailing counts as
filled: every step can be repeated, and a run takes up what an earlier one left. A delivery is claimed before it is sent
by a compare-and-set that puts off when it is due; who dies with it leaves it to a later run.
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

_AT_ONCE = 100  # deliveries unsubscribing at a time


class Outbox(Protocol):
    def open(self, week: str, at: datetime) -> bool:
        """False when this week's mailing is there."""

    def unfilled(self) -> Sequence[str]:
        """Weeks whose mailing is open and not filled."""

    def add(self, deliveries: Sequence[Delivery]) -> None:
        """Those that are there already stay as they are."""

    def filled(self, week: str) -> None: ...

    def due(self, at: datetime, most: int) -> Sequence[Versioned[Delivery]]:
        """Longest due first."""

    def replace(self, changed: Delivery, as_read: Versioned[Delivery]) -> Versioned[Delivery] | None:
        """None when it changed meanwhile."""


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
    """For good; what was put off is in neither."""


@dataclass(frozen=True)
class MailDigests:
    make: MakeDigest
    outbox: Outbox
    stakeholders: StakeholderStore
    postman: Postman
    limits: MailLimits
    clock: Callable[[], datetime]

    def start(self, week: IsoWeek) -> MailRun:
        """The week's digest and its mail. Raises InvalidRequest for a week that has not ended."""
        self.make.check_ended(week)
        self.outbox.open(week.name, self.clock())
        return self.go_on()

    def go_on(self) -> MailRun:
        """What is left of earlier runs, and what is due again."""
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
                        # The others would fail alike: the next run tries again.
                        logger.warning("mail stopped: %s: %s", error.code, error.message)
                        return settled
        return settled

    def _one(self, round_: MailSession, found: Versioned[Delivery], digest: Callable[[str], Digest]) -> DeliveryState:
        """What the delivery has come to. Raises MailUnavailable, with the delivery put off."""
        at = self.clock()
        claimed = self.outbox.replace(found.value.claimed(at + self.limits.lease), found)
        if claimed is None:
            return DeliveryState.PENDING  # another run has it
        one = claimed.value
        if self._gone(one.recipient):
            return self._note(claimed, one.settled(DeliveryState.CANCELLED, at))
        token = unsubscribe_token(one.recipient, self.limits.unsubscribe_key)
        unsubscribe = f"{self.limits.public_url}/api/inscricao/{token}"
        said, links = content(digest(one.week)), Links(f"{self.limits.public_url}/", unsubscribe)
        try:
            # The second half of the claim is for handing the letter over, so that nobody else begins meanwhile.
            round_.send(said, links, one, at, self.limits.lease.total_seconds() / 2)
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
