"""The system clock, in UTC. No other module of the package reads it."""

from datetime import UTC, datetime


def now() -> datetime:
    return datetime.now(UTC)
