"""The report's calendar: days and ISO weeks of America/Sao_Paulo, as ranges of whole UTC hours."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from alumusic.domain.counting.cells import hour_of
from alumusic.domain.report.snapshot import Period

ZONE = ZoneInfo("America/Sao_Paulo")
WEEKS_SHOWN = 8


class Span(NamedTuple):
    """Hours from `start` up to, not including, `end`."""

    start: int
    end: int

    def shifted(self, hours: int) -> "Span":
        return Span(self.start + hours, self.end + hours)


class Frame(NamedTuple):
    """One period at a given moment: its span, the same part of the period before, and the start of each bucket."""

    period: Period
    name: str
    unit: str
    now: Span
    before: Span
    starts: tuple[int, ...]


@lru_cache(4096)  # every scope of a report converts the same three thousand hours
def moment(hour: int) -> datetime:
    return datetime.fromtimestamp(hour * 3600, UTC).astimezone(ZONE)


def frames(at: datetime) -> tuple[Frame, ...]:
    end = hour_of(at) + 1
    today = at.astimezone(ZONE).date()
    monday = today - timedelta(days=today.weekday())
    last_day = Span(end - 24, end)
    return (
        Frame(Period.DAY, "24 horas", "hora", last_day, last_day.shifted(-24), tuple(range(*last_day))),
        _days(Period.WEEK, "7 dias", today - timedelta(days=6), today, end, 7),
        _days(Period.MONTH, "30 dias", today - timedelta(days=29), today, end, 30),
        _days(Period.EIGHT_WEEKS, "8 semanas", monday - timedelta(weeks=WEEKS_SHOWN - 1), today, end, 7 * WEEKS_SHOWN),
    )


def _days(period: Period, name: str, first: date, today: date, end: int, length: int) -> Frame:
    days = [first + timedelta(days=n) for n in range((today - first).days + 1)]
    starts = tuple(_midnight(day) for day in days)
    start_before = _midnight(first - timedelta(days=length))
    return Frame(period, name, "dia", Span(starts[0], end), Span(start_before, start_before + end - starts[0]), starts)


def day_start(day: date) -> datetime:
    """Midnight, or one o'clock on a day whose midnight the clock skips."""
    return datetime(day.year, day.month, day.day, tzinfo=ZONE)


def _midnight(day: date) -> int:
    """The first whole hour of a day."""
    return hour_of(day_start(day))
