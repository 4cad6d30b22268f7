"""Daily criticism of an album after its first mention."""

import json
from collections.abc import Sequence

import numpy as np

from alumusic.domain.counting.cells import HOURS, first_hour
from alumusic.domain.counting.names import plain
from alumusic.domain.counting.week import COMMENTS_AT, CRITICISMS_AT, Counts, Week
from alumusic.domain.report.calendar import Span, moment
from alumusic.domain.report.snapshot import ReleaseCriticism, ReleaseDay

MAX_DAYS = 28  # reactions to a release settle within four weeks
MIN_COMMENTS = 5  # fewer comments say nothing about a release
MAX_RELEASES = 24


def releases(weeks: Sequence[Week], window: Span) -> list[ReleaseCriticism]:
    """Albums first mentioned inside the window, the most talked about first."""
    start = first_hour(weeks[0].number)
    names: dict[str, tuple[str, str]] = {}
    lines: dict[str, Counts] = {}
    for n, week in enumerate(weeks):
        for at, pair in enumerate(week.albums[1:], 1):
            key = plain(pair)
            names.setdefault(key, tuple(json.loads(pair)))
            line = lines.setdefault(key, np.zeros((len(weeks) * HOURS, 2), np.int32))
            line[n * HOURS : (n + 1) * HOURS] += week.album[:, at]
    # A correction can make a name's count negative if the comment was first counted as "outros"; clamp at zero.
    found = [_release(*names[key], np.maximum(line, 0), start, window) for key, line in sorted(lines.items())]
    shown = [release for release in found if release is not None]
    return sorted(shown, key=lambda r: -sum(day.comments for day in r.days))[:MAX_RELEASES]


def _release(artist: str, album: str, line: Counts, start: int, window: Span) -> ReleaseCriticism | None:
    mentioned = np.flatnonzero(line[:, COMMENTS_AT] > 0)
    if not mentioned.size or start + int(mentioned[0]) < window.start:
        return None
    first = int(mentioned[0])
    last = min(window.end - start, first + MAX_DAYS * 24)
    days = [line[hour : min(hour + 24, last)].sum(axis=0) for hour in range(first, last, 24)]
    if sum(int(day[COMMENTS_AT]) for day in days) < MIN_COMMENTS:
        return None
    rows = [
        ReleaseDay(day=n, comments=int(day[COMMENTS_AT]), criticisms=int(day[CRITICISMS_AT]))
        for n, day in enumerate(days)
    ]
    return ReleaseCriticism(artist=artist, album=album, first_mention=moment(start + first), days=rows)
