"""The digest services on the in-memory stores, and a way to count comments."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from alumusic.adapters.memory import MemoryCounters, MemoryDigests, MemoryStore
from alumusic.adapters.memory.store import count_in
from alumusic.domain.comments.classification import Category, ModelUsage, Sentiment
from alumusic.domain.comments.tags import TagCatalogue
from alumusic.domain.counting.cells import cells_of
from alumusic.domain.digest.digest import DigestText, SampleComment, TextSource
from alumusic.domain.digest.plain_text import plain_digest
from alumusic.domain.digest.week_figures import DigestFigures
from alumusic.domain.report.iso_week import IsoWeek
from alumusic.services.digest.make import MakeDigest
from tests.support.comments import classification, comment

WEEK = IsoWeek.named("2026-W18")  # 27 April to 3 May
MONDAY = WEEK.end + timedelta(hours=8)


class World:
    """Makes digests with the plain text of the figures, and a usage record as if a model had written it."""

    def __init__(self) -> None:
        self.store = MemoryStore()
        self.now = MONDAY
        self.made = 0
        self.digests = MemoryDigests(self.store)
        self.make = MakeDigest(
            MemoryCounters(self.store),
            self.digests,
            lambda week, figures: (),
            self.write,
            TagCatalogue,
            lambda: self.now,
        )

    def write(self, figures: DigestFigures, comments: Sequence[SampleComment]) -> DigestText:
        self.made += 1
        usage = ModelUsage(model="m", prompt_version="digest-v1", calls=1, tokens_in=100)
        return DigestText(plain_digest(figures), TextSource.FIGURES, None, None, (usage,))

    def count(
        self,
        number: int,
        at: datetime,
        category: Category = Category.PRAISE,
        sentiment: Sentiment = Sentiment.POSITIVE,
        *,
        artist: str | None = None,
        tags: tuple[str, ...] = (),
    ) -> None:
        one = comment(1, published_at=at, received_at=at, artist=artist)
        cells = cells_of(one, classification(category, sentiment=sentiment, tags=tags))
        count_in(self.store, {name: number for name in cells}, "")

    def figures(self, week: IsoWeek = WEEK) -> DigestFigures:
        self.make(week)
        return self.make.one(week.name).figures
