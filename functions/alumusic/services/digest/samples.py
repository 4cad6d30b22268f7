"""Select the sample comments of a week's digest.

One comment per category except spam, two for the largest of these, at most five. Up to 60 comments per category are
read: the newest received in the week and, if fewer than ten of them qualify, the newest received later. A comment
qualifies if it was published in the week, has a confidence of 0.5 or more, is 20 to 280 characters long, and repeats no
other text. The comment with the tag that was on the most comments of the week is chosen; among equals the one with the
highest confidence, then with the first id. The second comment of the largest category shares no tag with the first, if
possible. Texts are masked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from alumusic.domain.comments.classification import Category
from alumusic.domain.comments.comment import CommentStatus
from alumusic.domain.digest.digest import SampleComment
from alumusic.domain.digest.week_figures import DigestFigures
from alumusic.domain.reading.filter import Order
from alumusic.domain.reading.plan import Bound, Choice, CommentRow, IndexedQuery
from alumusic.domain.report.iso_week import IsoWeek
from alumusic.domain.text.masking import mask
from alumusic.services.reading.scan import CommentSearch

MOST_READ = 30  # comments of a category, in the week and again after it
_ENOUGH = 10
_SHORTEST, _LONGEST = 20, 280
_LEAST_SURE = 0.5
_FIELDS = ("text", "artist", "category", "sentiment", "confidence", "tags", "published_at", "received_at")


@dataclass(frozen=True)
class SampleComments:
    store: CommentSearch

    def __call__(self, week: IsoWeek, figures: DigestFigures) -> Sequence[SampleComment]:
        shares = sorted(figures.categories, key=lambda one: -one.comments)
        categories = [one.category for one in shares if one.comments and one.category is not Category.SPAM]
        frequent = {tag.code: tag.comments for tag in figures.tags}
        found: list[CommentRow] = []
        for place, category in enumerate(categories):
            ranked = sorted(self._fit(week, category), key=lambda one: _rank(one, frequent))
            found += ranked[:1]
            if place == 0 and ranked:
                first = set(ranked[0].fields["tags"])
                others = [one for one in ranked[1:] if first.isdisjoint(one.fields["tags"])] or ranked[1:]
                found += others[:1]
        return [_sample(one) for one in found]

    def _fit(self, week: IsoWeek, category: Category) -> list[CommentRow]:
        within = (Bound("received_at", ">=", week.start), Bound("received_at", "<", week.end))
        found = _fitting(self._read(category, within), week)
        if len(found) < _ENOUGH:
            found += _fitting(self._read(category, (Bound("received_at", ">=", week.end),)), week)
        return found

    def _read(self, category: Category, bounds: tuple[Bound, ...]) -> Sequence[CommentRow]:
        choices = (Choice("category", (str(category),)), Choice("status", (str(CommentStatus.DONE),)))
        return self.store.read(IndexedQuery(choices, None, bounds, Order.NEWEST), None, MOST_READ, _FIELDS)


def _fitting(rows: Sequence[CommentRow], week: IsoWeek) -> list[CommentRow]:
    texts: set[str] = set()
    return [row for row in rows if _fits(row.fields, week.start, week.end) and _first(row.fields["text"], texts)]


def _fits(fields: Mapping[str, Any], start: datetime, end: datetime) -> bool:
    return (
        start <= fields["published_at"] < end
        and fields["confidence"] >= _LEAST_SURE
        and _SHORTEST <= len(fields["text"]) <= _LONGEST
    )


def _first(text: str, seen: set[str]) -> bool:
    """Whether no equal text came before."""
    known = text in seen
    seen.add(text)
    return not known


def _rank(row: CommentRow, frequent: Mapping[str, int]) -> tuple[int, float, str]:
    carried = max((frequent.get(tag, 0) for tag in row.fields["tags"]), default=0)
    return -carried, -row.fields["confidence"], row.id


def _sample(row: CommentRow) -> SampleComment:
    fields = row.fields
    return SampleComment(
        id=row.id,
        text=mask(fields["text"]),
        category=fields["category"],
        sentiment=fields["sentiment"],
        artist=fields.get("artist"),
    )
