"""Classified comments of sixteen weeks, with the corpus's texts and sixty artists."""

import json
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from alumusic.domain.comments.classification import Category, Classification, Sentiment
from alumusic.domain.comments.comment import Comment
from local.stack.config import ROOT


def classified(chance: random.Random, size: int, now: datetime) -> Iterator[tuple[Comment, Classification]]:
    """Newest first. A hundred comments share each moment, as those of a batch do."""
    files = sorted((ROOT / "local" / "corpus").glob("*.jsonl"))
    rows = [json.loads(line) for path in files for line in path.read_text("utf-8").splitlines()]
    for n in range(size):
        row, artist = chance.choice(rows), chance.randrange(60)
        moment = now - timedelta(seconds=16 * 7 * 24 * 3600 * (n // 100) * 100 / size)
        comment = Comment(
            id=str(UUID(int=chance.getrandbits(128), version=4)),
            text=row["texto"],
            published_at=moment,
            received_at=moment,
            artist=f"Artista {artist}",
            album=f"Álbum {artist % 7}",
        )
        classification = Classification(
            category=Category(row["categoria"]),
            sentiment=Sentiment(row["sentimento"]),
            confidence=round(chance.random(), 2),
            tags=tuple(row["tags"]),
            model="m",
            prompt_version="v1",
            classified_at=moment,
        )
        yield comment, classification
