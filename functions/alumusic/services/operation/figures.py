"""Operational figures: model usage, failures and their reasons, backlog, last report, mail, versions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from alumusic.domain.counting.usage import DayUsage, FailureReason
from alumusic.services.digest.mail_status import MailStanding
from alumusic.services.operation.backlog import Backlog


class OperationStore(Protocol):
    def usage(self, at: datetime) -> Sequence[DayUsage]:
        """Usage of this week and of the week before, newest day first."""

    def failed(self) -> int: ...

    def reasons(self) -> Sequence[FailureReason]:
        """Failure reasons; a store may limit their number."""

    def unreadable(self) -> int:
        """Number of unreadable messages."""

    def last_snapshot(self) -> datetime | None: ...


class Operation(NamedTuple):
    at: datetime
    usage: Sequence[DayUsage]
    failed: int
    reasons: Sequence[FailureReason]
    """Most frequent first."""
    unreadable: int
    waiting: Backlog
    last_snapshot: datetime | None
    mail: MailStanding | None
    version: str
    revision: str


@dataclass(frozen=True)
class ShowOperation:
    store: OperationStore
    queue: Callable[[datetime], Backlog]
    mail: Callable[[], MailStanding | None]
    clock: Callable[[], datetime]
    version: str
    revision: str
    """Empty outside a deployment."""

    def __call__(self) -> Operation:
        now, failed = self.clock(), self.store.failed()
        return Operation(
            at=now,
            usage=self.store.usage(now),
            failed=failed,
            reasons=sorted(self.store.reasons(), key=lambda one: (-one.comments, one.code)) if failed else [],
            unreadable=self.store.unreadable(),
            waiting=self.queue(now),
            last_snapshot=self.store.last_snapshot(),
            mail=self.mail(),
            version=self.version,
            revision=self.revision,
        )
