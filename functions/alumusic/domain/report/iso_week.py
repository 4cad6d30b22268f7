"""ISO weeks in São Paulo's time, with names such as 2026-W47."""

import re
from datetime import date, datetime, timedelta
from typing import Annotated, NamedTuple

from pydantic import StringConstraints

from alumusic.domain.counting.cells import hour_of, week_of
from alumusic.domain.report.calendar import WEEKS_SHOWN, ZONE, Span, day_start

_NAME = re.compile(r"(\d{4})-W(\d{2})")
FIRST_YEAR, LAST_YEAR = 1970, 9998  # hours are counted from 1970 on; the calendar ends with 9999

IsoWeekName = Annotated[str, StringConstraints(pattern=r"^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$")]
"""Such as 2026-W47."""


class IsoWeek(NamedTuple):
    monday: date

    @classmethod
    def named(cls, name: str) -> "IsoWeek":
        """Raises ValueError for a malformed name, and for a week that does not exist."""
        found = _NAME.fullmatch(name)
        if not found or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
            raise ValueError(f"{name!r} is no ISO week")
        return cls(date.fromisocalendar(int(found[1]), int(found[2]), 1))

    @classmethod
    def of(cls, at: datetime) -> "IsoWeek":
        """The week that contains `at`."""
        today = at.astimezone(ZONE).date()
        return cls(today - timedelta(days=today.weekday()))

    @property
    def name(self) -> str:
        year, week, _ = self.monday.isocalendar()
        return f"{year}-W{week:02}"

    @property
    def days(self) -> list[date]:
        return [self.monday + timedelta(days=n) for n in range(7)]

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def start(self) -> datetime:
        return day_start(self.monday)

    @property
    def end(self) -> datetime:
        """Exclusive: the start of the next week."""
        return day_start(self.monday + timedelta(weeks=1))

    @property
    def span(self) -> Span:
        return Span(hour_of(self.start), hour_of(self.end))

    def back(self, weeks: int) -> "IsoWeek":
        return IsoWeek(self.monday - timedelta(weeks=weeks))


def iso_weeks(at: datetime) -> list[tuple[str, Span]]:
    """The last eight ISO weeks by name, oldest first; the last is the current week, up to and with the hour of `at`."""
    this, end = IsoWeek.of(at), hour_of(at) + 1
    weeks = [this.back(n) for n in range(WEEKS_SHOWN - 1, -1, -1)]
    return [(week.name, Span(week.span.start, min(week.span.end, end))) for week in weeks]


def utc_weeks(span: Span) -> range:
    """Numbers of the UTC weeks that a span overlaps."""
    return range(week_of(span.start), week_of(span.end - 1) + 1)
