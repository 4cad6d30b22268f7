"""Counts of the last eight ISO weeks, of each week and in total."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from alumusic.domain.counting.tally import Tally, tally
from alumusic.domain.counting.week import Week
from alumusic.domain.report.calendar import Span
from alumusic.domain.report.iso_week import iso_weeks, utc_weeks


class EightWeeks(NamedTuple):
    """Oldest week first; the last one is the current week."""

    names: Sequence[str]
    weeks: Sequence[Tally]
    whole: Tally


def weeks_of_window(at: datetime) -> range:
    """Numbers of the UTC weeks that the eight weeks overlap: eight or nine."""
    return utc_weeks(_span(at))


def eight_weeks(at: datetime, counters: Sequence[Week]) -> EightWeeks:
    named = iso_weeks(at)
    return EightWeeks(
        [name for name, _ in named],
        [tally(counters, span) for _, span in named],
        tally(counters, _span(at)),
    )


def _span(at: datetime) -> Span:
    named = iso_weeks(at)
    return Span(named[0][1].start, named[-1][1].end)
