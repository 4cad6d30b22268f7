"""The report's days and weeks follow São Paulo's time, with its skipped and repeated hours."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from alumusic.domain.report.calendar import Frame, frames, moment
from alumusic.domain.report.iso_week import iso_weeks
from alumusic.domain.report.snapshot import Period

ZONE = ZoneInfo("America/Sao_Paulo")
MOMENTS = [
    "2026-05-06T12:30:00-03:00",
    "2026-05-04T00:00:00-03:00",  # the first moment of a Monday
    "2026-05-03T23:59:00-03:00",  # Sunday, already Monday in UTC
    "2026-01-01T00:00:00-03:00",
    "2018-11-04T01:00:00-02:00",  # daylight saving has just begun: midnight became one o'clock
    "2018-11-10T09:00:00-02:00",
    "2019-02-16T23:30:00-03:00",  # the second 23h of that day
    "2019-02-17T00:30:00-03:00",
    "2019-03-01T10:00:00-03:00",
]


def local(hour: int) -> datetime:
    return datetime.fromtimestamp(hour * 3600, ZONE)


def frame(period: Period, at: str) -> Frame:
    return next(frame for frame in frames(datetime.fromisoformat(at)) if frame.period is period)


@pytest.mark.parametrize("at", MOMENTS)
def test_every_period_ends_with_the_hour_under_way(at: str) -> None:
    hour = int(datetime.fromisoformat(at).timestamp()) // 3600

    ends = {frame.now.end for frame in frames(datetime.fromisoformat(at))}

    assert ends == {hour + 1}


@pytest.mark.parametrize("at", MOMENTS)
def test_24_hours_are_24_buckets_of_one_hour(at: str) -> None:
    day = frame(Period.DAY, at)

    assert day.unit == "hora"
    assert day.starts == tuple(range(day.now.end - 24, day.now.end))
    assert day.before == (day.now.start - 24, day.now.start)


@pytest.mark.parametrize("at", MOMENTS)
@pytest.mark.parametrize(("period", "days"), [(Period.WEEK, 7), (Period.MONTH, 30)])
def test_days_start_when_their_date_does_and_today_is_the_last(period: Period, days: int, at: str) -> None:
    today = datetime.fromisoformat(at).astimezone(ZONE).date()

    found = frame(period, at)

    assert found.unit == "dia"
    assert [local(start).date() for start in found.starts] == [
        today - timedelta(days=n) for n in range(days - 1, -1, -1)
    ]
    assert all(local(start - 1).date() < local(start).date() for start in found.starts)


@pytest.mark.parametrize("at", MOMENTS)
@pytest.mark.parametrize(
    ("period", "days"), [(Period.DAY, 1), (Period.WEEK, 7), (Period.MONTH, 30), (Period.EIGHT_WEEKS, 56)]
)
def test_the_period_before_is_as_long_and_starts_so_many_days_earlier(period: Period, days: int, at: str) -> None:
    found = frame(period, at)

    assert found.before.end - found.before.start == found.now.end - found.now.start
    start, start_before = local(found.now.start), local(found.before.start)
    assert start.date() - start_before.date() == timedelta(days=days) or period is Period.DAY
    assert found.before.start < found.now.start


@pytest.mark.parametrize("at", MOMENTS)
def test_eight_weeks_start_on_a_monday_seven_weeks_before_this_one(at: str) -> None:
    today = datetime.fromisoformat(at).astimezone(ZONE).date()

    found = frame(Period.EIGHT_WEEKS, at)

    first = local(found.now.start).date()
    assert first.weekday() == 0
    assert 49 <= (today - first).days < 56
    assert len(found.starts) == (today - first).days + 1


@pytest.mark.parametrize("at", MOMENTS)
def test_the_eight_iso_weeks_follow_each_other_and_the_last_holds_today(at: str) -> None:
    today = datetime.fromisoformat(at).astimezone(ZONE)

    weeks = iso_weeks(today)

    year, week, _ = today.isocalendar()
    assert weeks[-1][0] == f"{year}-W{week:02}"
    assert len({label for label, _ in weeks}) == 8
    assert [span.end for _, span in weeks[:-1]] == [span.start for _, span in weeks[1:]]
    assert all(local(span.start).strftime("%G-W%V") == label for label, span in weeks)
    assert weeks[0][1].start == frame(Period.EIGHT_WEEKS, at).now.start


def test_iso_weeks_cross_the_new_year() -> None:
    labels = [label for label, _ in iso_weeks(datetime(2021, 1, 5, 12, tzinfo=UTC))]

    assert labels[-3:] == ["2020-W52", "2020-W53", "2021-W01"]


def test_a_day_whose_midnight_is_skipped_starts_at_one_and_has_23_hours() -> None:
    starts = frame(Period.WEEK, "2018-11-05T12:00:00-02:00").starts

    sunday, monday = starts[-2:]
    assert local(sunday).isoformat() == "2018-11-04T01:00:00-02:00"
    assert monday - sunday == 23


def test_a_day_whose_last_hour_is_repeated_has_25() -> None:
    starts = frame(Period.WEEK, "2019-02-17T12:00:00-03:00").starts

    saturday, sunday = starts[-2:]
    assert local(saturday).isoformat() == "2019-02-16T00:00:00-02:00"
    assert sunday - saturday == 25


def test_a_monday_at_midnight_is_a_new_week_of_one_hour() -> None:
    found = frame(Period.EIGHT_WEEKS, "2026-05-04T00:00:00-03:00")

    (_, week), hours_of_today = iso_weeks(datetime.fromisoformat("2026-05-04T00:00:00-03:00"))[-1], found.starts[-1]

    assert week.start == hours_of_today == found.now.end - 1


def test_moments_are_shown_in_local_time() -> None:
    shown = moment(int(datetime(2026, 5, 6, 15, tzinfo=UTC).timestamp()) // 3600)

    assert shown.isoformat() == "2026-05-06T12:00:00-03:00"
