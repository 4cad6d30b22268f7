"""Status of the digest's mail, for a week's page and for the operational figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from alumusic.domain.digest.delivery import Delivery, DeliveryState

_MOST_SHOWN = 20  # failed and delayed deliveries


class OutboxView(Protocol):
    def newest(self) -> str | None:
        """The newest week with a mailing."""

    def opened(self, week: str) -> bool: ...

    def counts(self, week: str) -> dict[DeliveryState, int]: ...

    def troubled(self, week: str, most: int) -> Sequence[Delivery]:
        """Failed deliveries, and those that wait after a failed attempt."""


class MailStanding(NamedTuple):
    week: str
    counts: dict[DeliveryState, int]
    troubled: Sequence[Delivery]


@dataclass(frozen=True)
class ShowMail:
    outbox: OutboxView

    def of_week(self, week: str) -> dict[DeliveryState, int] | None:
        """None for a week that was never mailed."""
        return self.outbox.counts(week) if self.outbox.opened(week) else None

    def newest(self) -> MailStanding | None:
        week = self.outbox.newest()
        if week is None:
            return None
        return MailStanding(week, self.outbox.counts(week), self.outbox.troubled(week, _MOST_SHOWN))
