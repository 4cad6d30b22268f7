"""Attempts counted in fixed windows of time: no reads, no lists, one counter each."""

from datetime import UTC, datetime
from typing import NamedTuple

WINDOW_SECONDS = 15 * 60  # long enough that guessing is hopeless, short enough to wait out


class Bucket(NamedTuple):
    """What is counted together: failures of one kind by one key."""

    kind: str
    key: str
    limit: int


class Client(NamedTuple):
    """Where a request comes from: its network address, and the device mark in its cookie, unchecked."""

    address: str
    mark: str


class MarkedDevice(NamedTuple):
    """A device that has logged in to the account before."""

    id: str
    user_id: str


def window(at: datetime) -> int:
    return int(at.timestamp()) // WINDOW_SECONDS


def window_end(number: int) -> datetime:
    return datetime.fromtimestamp((number + 1) * WINDOW_SECONDS, UTC)
