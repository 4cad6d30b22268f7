"""Counters like those after months of use: compacted weeks, and shards with cells of the last day."""

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
"""Sunday evening in São Paulo, Monday in UTC: the report reads one more week, and the last day's cells are in two."""

_WEEKS = timedelta(weeks=16)
_DAY = timedelta(days=1)
_ARTISTS = 60  # more than a week's table of artists holds
_WAITING = 30  # cells in the first shard; each has as many more than the one before: 30 to 360, for every size
_TAGS, _CATEGORIES, _SENTIMENTS = list(CATALOGUE), list(Category), list(Sentiment)


def fill(database: firestore.Client, size: int) -> None:
    """Writes weeks with `size` comments, compacted by the product's own code, and further comments in every shard."""
    chance = random.Random(size)
    rows = by_week(add(_cells(chance, _WEEKS) for _ in range(size)))
    for number in weeks_needed(AT):
        week = Week(number)
        week.add(rows.get(number, []))
        database.document("stats", week_id(number)).set(week_to_document(week))
    for shard in range(SHARDS):
        fill_shard(database, shard, _WAITING * (shard + 1))


def fill_shard(database: firestore.Client, shard: int, cells: int) -> None:
    """Writes a shard of the last day's comments, with at least `cells` cells."""
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
