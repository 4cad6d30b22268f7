"""Delivery of one e-mail to one recipient: its state and its next attempt."""

from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import AwareDatetime, BaseModel, ConfigDict

from alumusic.domain.digest.stakeholder import Stakeholder

FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=5), timedelta(hours=6)
GIVEN_UP_AFTER = timedelta(hours=48)  # as long as mail servers keep trying before they bounce
KEPT = timedelta(days=90)  # addresses are personal data


class DeliveryState(StrEnum):
    PENDING = "PENDENTE"
    SENT = "ENVIADO"
    FAILED = "FALHOU"
    CANCELLED = "CANCELADO"


class Delivery(BaseModel):
    """`next_at` is when the delivery is due; during an attempt, when the lease ends. None once it is settled."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    week: str
    recipient: str
    """Id of the stakeholder."""
    email: str
    name: str | None
    state: DeliveryState
    attempts: int
    next_at: AwareDatetime | None
    created_at: AwareDatetime
    settled_at: AwareDatetime | None = None
    error: str | None = None
    """Why the last attempt failed, in Portuguese."""
    expire_at: AwareDatetime

    @property
    def id(self) -> str:
        return f"{self.week}_{self.recipient}"

    def message_id(self, domain: str) -> str:
        """Same for every attempt, so that a receiving server recognises a repeated message."""
        return f"<{self.week}.{self.recipient}@{domain}>"

    def claimed(self, until: datetime) -> "Delivery":
        return self.model_copy(update={"attempts": self.attempts + 1, "next_at": until})

    def settled(self, state: DeliveryState, at: datetime, error: str | None = None) -> "Delivery":
        return self.model_copy(update={"state": state, "next_at": None, "settled_at": at, "error": error})

    def put_off(self, at: datetime, error: str) -> "Delivery":
        """Schedules a retry with exponential back-off; FAILED once the delivery is 48 hours old."""
        if at - self.created_at >= GIVEN_UP_AFTER:
            return self.settled(DeliveryState.FAILED, at, error)
        wait = min(FIRST_WAIT * 2 ** min(self.attempts - 1, 10), LONGEST_WAIT)
        return self.model_copy(update={"next_at": at + wait, "error": error})


def delivery(week: str, to: Stakeholder, at: datetime) -> Delivery:
    return Delivery(
        week=week,
        recipient=to.id,
        email=to.email,
        name=to.name,
        state=DeliveryState.PENDING,
        attempts=0,
        next_at=at,
        created_at=at,
        expire_at=at + KEPT,
    )
