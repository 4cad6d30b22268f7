"""Sessions: one login on one device, with its chain of single-use refresh values."""

from datetime import datetime, timedelta
from typing import NamedTuple

from pydantic import AwareDatetime, BaseModel, ConfigDict

from alumusic.domain.accounts.account import User

MARK_SECONDS = 180 * 86_400  # life of a device mark; longer than a session's, because people come back after months
SESSION_LIFE = timedelta(days=30)  # counted from the login; a refresh does not extend it


class Client(NamedTuple):
    """Network address of a request, and the device mark in its cookie, not yet verified."""

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
    """Hash of the newest refresh value. Any earlier value counts as spent."""
    counter: int = 0
    """Number of refreshes."""
    generation: int
    """Generation of the account at login."""
    created_at: AwareDatetime
    expire_at: AwareDatetime
    """Also the field of the store's time-to-live policy."""
    ended_at: AwareDatetime | None = None


def stands(session: Session | None, user: User, at: datetime) -> bool:
    return (
        session is not None
        and session.user_id == user.id
        and session.generation == user.generation
        and session.ended_at is None
        and at < session.expire_at
    )
