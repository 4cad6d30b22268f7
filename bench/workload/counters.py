"""Counters as a product that has run for months leaves them: weeks of folded cells, and shards of the last day's."""

import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from uuid import UUID

from google.cloud import firestore

from alumusic.adapters.firestore.counting.week_document import week_to_document
from alumusic.domain.comments.classification import Category, Classification, Sentiment
from alumusic.domain.comments.comment import Comment
from alumusic.domain.comments.tags import CATALOGUE
from alumusic.domain.counting.cells import SHARDS, Cells, add, cells_of, week_id
from alumusic.domain.counting.week import Week, by_week
from alumusic.domain.report.builder import weeks_needed

AT = datetime(2026, 5, 4, 1, 30, tzinfo=UTC)
"""Sunday evening in São Paulo, Monday in UTC: the report reads a week more, and a shard's last day is of two weeks."""

_WEEKS = timedelta(weeks=16)
_DAY = timedelta(days=1)
_ARTISTS = 60  # more than have a place of their own
_WAITING = 30  # cells more in each shard than in the one before: 30 to 360, whatever the size
_TAGS, _CATEGORIES, _SENTIMENTS = list(CATALOGUE), list(Category), list(Sentiment)


def fill(database: firestore.Client, size: int) -> None:
    """`size` comments folded into their weeks by the code that folds; those in the shards come on top of them."""
    chance = random.Random(size)
    rows = by_week(add(_cells(chance, _WEEKS) for _ in range(size)))
    for number in weeks_needed(AT):
        week = Week(number)
        week.add(rows.get(number, []))
        database.document("stats", week_id(number)).set(week_to_document(week))
    for shard in range(SHARDS):
        fill_shard(database, shard, _WAITING * (shard + 1))


def fill_shard(database: firestore.Client, shard: int, cells: int) -> None:
    """Comments of the last day, until the shard has at least so many cells."""
    chance, counted = random.Random(shard), Counter[str]()
    while len(counted) < cells:
        counted.update(_cells(chance, _DAY))
    database.document("stats", f"shard-{shard:02}").set({"cells": counted})


def _cells(chance: random.Random, since: timedelta) -> Cells:
    artist = chance.randrange(_ARTISTS)
    comment = Comment(
        id=str(UUID(int=chance.getrandbits(128))),
        text="x",
        published_at=AT - since * chance.random(),
        received_at=AT,
        artist=f"Artista {artist}",
        album=f"Álbum {artist % 7}",
    )
    classification = Classification(
        category=chance.choice(_CATEGORIES),
        sentiment=chance.choice(_SENTIMENTS),
        confidence=chance.random(),
        tags=tuple(chance.sample(_TAGS, chance.randrange(3))),
        classified_at=AT,
    )
    return cells_of(comment, classification)
