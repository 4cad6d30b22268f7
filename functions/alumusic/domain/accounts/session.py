"""A session: one login on one device, and the family of refresh values that follow each other in it."""

from datetime import datetime, timedelta
from typing import NamedTuple

from pydantic import AwareDatetime, BaseModel, ConfigDict

from alumusic.domain.accounts.account import User

MARK_SECONDS = 180 * 86_400  # of the mark of a known device: it outlives sessions, people come back after months
SESSION_LIFE = timedelta(days=30)  # counted from the login: a refresh does not move the end


class Client(NamedTuple):
    """Where a request comes from: its network address, and the device mark in its cookie, unchecked."""

    address: str
    mark: str


class MarkedDevice(NamedTuple):
    """A device that has logged in to the account before."""

    id: str
    user_id: str


class Session(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    user_id: str
    secret_hash: str
    """Of the newest refresh value; who shows another one shows a value that was already spent."""
    counter: int = 0
    """How often it was refreshed."""
    generation: int
    """The account's, at login."""
    created_at: AwareDatetime
    expire_at: AwareDatetime
    """Also what the store's time-to-live policy deletes by."""
    ended_at: AwareDatetime | None = None


def stands(session: Session | None, user: User, at: datetime) -> bool:
    return (
        session is not None
        and session.user_id == user.id
        and session.generation == user.generation
        and session.ended_at is None
        and at < session.expire_at
    )
