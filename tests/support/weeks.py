"""Builds and compares a week of counters."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import numpy as np

from alumusic.domain.comments.classification import Category, Sentiment
from alumusic.domain.counting.cells import Cells, cells_of, first_hour, hour_of, week_of
from alumusic.domain.counting.week import Week, by_week
from tests.support.comments import AT, classification, comment

NUMBER = week_of(hour_of(AT))
MONDAY = first_hour(NUMBER)


def heard(
    hour: int = 0,
    category: Category = Category.PRAISE,
    sentiment: Sentiment = Sentiment.POSITIVE,
    artist: str | None = None,
    album: str | None = None,
    tags: Sequence[str] = (),
) -> Cells:
    at = AT + timedelta(hours=MONDAY + hour - hour_of(AT))
    judged = classification(category, sentiment=sentiment, tags=tuple(tags))
    return cells_of(comment(published_at=at, artist=artist, album=album), judged)


def folded(*parts: Cells) -> Week:
    week = Week(NUMBER)
    for cells in parts:
        week.add(by_week(cells)[NUMBER])
    return week


def counts(week: Week) -> dict[str, Any]:
    """All numbers of a week by folded names, independent of the order of its name tables."""
    artists, albums, tags = ([name.casefold() for name in table] for table in (week.artists, week.albums, week.tags))
    plain = str.maketrans("ãâ", "aa")
    found: Counter[Any] = Counter()
    for name, array in (("volume", week.volume), ("confidence", week.confidence)):
        for hour, who, *rest in np.argwhere(array):
            found[name, int(hour), artists[who].translate(plain), *map(int, rest)] += int(array[hour, who, *rest])
    for hour, what, kind in np.argwhere(week.album):
        found["album", int(hour), albums[what].translate(plain), int(kind)] += int(week.album[hour, what, kind])
    for hour, who, what, kind in np.argwhere(week.tag):
        key = "tag", int(hour), artists[who].translate(plain), tags[what], int(kind)
        found[key] += int(week.tag[hour, who, what, kind])
    return {**found, **week.usage}
