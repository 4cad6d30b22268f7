"""Find the comments that match a question best, at a bounded cost: at most 60 documents and four counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from alumusic.domain.comments.classification import Category
from alumusic.domain.comments.comment import CommentStatus
from alumusic.domain.questions.mentions import search_words
from alumusic.domain.reading.filter import CommentFilter
from alumusic.domain.reading.plan import CommentRow, Plan, plan
from alumusic.domain.text.folding import folded, words
from alumusic.domain.text.masking import mask
from alumusic.services.parallel import in_parallel
from alumusic.services.reading.scan import CommentSearch

MOST_SHOWN = 8
_COUNTED = 4  # words that are counted to find the rarest
_SEARCHED = 3  # rarest of these words, by which comments are read; also by artists and tags
_READ = 12  # newest comments read by each
_FIELDS = ("text", "artist", "category", "sentiment", "tags", "published_at", "received_at")


class EvidenceQuery(NamedTuple):
    question: str
    artists: Sequence[str]
    tags: Sequence[str]
    since: datetime


@dataclass(frozen=True)
class FindEvidence:
    store: CommentSearch

    def __call__(self, asked: EvidenceQuery) -> list[CommentRow]:
        """Most of the question's words, artists and tags in common first, then newest first. Never spam."""
        plans = [*self._words(asked), *self._named(asked)]
        rows = {row.id: row for found in in_parallel(self._newest, plans) for row in found}
        fit = [row for row in rows.values() if _fits(row, asked.since)]
        fit.sort(key=lambda row: (row.fields["published_at"], row.id), reverse=True)
        return sorted(fit, key=lambda row: -_score(row, asked))[:MOST_SHOWN]

    def _words(self, asked: EvidenceQuery) -> list[Plan]:
        """Plans for the rarest words that occur in comments, as the most selective ones."""
        named = {word for artist in asked.artists for word in words(artist)}
        found = [word for word in search_words(asked.question) if word not in named][:_COUNTED]
        plans = [one for word in found if (one := _plan(asked, search=word)).options and one.exact]
        counts = in_parallel(lambda one: self.store.count(one.indexed(0)), plans)
        ranked = sorted((n, at) for at, n in enumerate(counts) if n)
        return [plans[at] for _, at in ranked[:_SEARCHED]]

    def _named(self, asked: EvidenceQuery) -> list[Plan]:
        of_artists = [_plan(asked, artist=tuple(asked.artists))] if asked.artists else []
        return [*of_artists, *([_plan(asked, tag=(asked.tags[0],))] if asked.tags else [])]

    def _newest(self, asked: Plan) -> Sequence[CommentRow]:
        return self.store.read(asked.indexed(0), None, _READ, _FIELDS)


def shown(rows: Sequence[CommentRow]) -> list[dict[str, object]]:
    """Comments as the model receives them: masked, with short ids."""
    return [
        {
            "id": f"c{n}",
            "texto": mask(row.fields["text"])[:600],
            "categoria": row.fields["category"],
            "sentimento": row.fields["sentiment"],
            "artista": row.fields.get("artist"),
            "publicado_em": row.fields["published_at"].date().isoformat(),
        }
        for n, row in enumerate(rows, 1)
    ]


def _plan(asked: EvidenceQuery, **filters: object) -> Plan:
    return plan(CommentFilter(status=(CommentStatus.DONE,), since=asked.since, **filters))  # type: ignore[arg-type]


def _fits(row: CommentRow, since: datetime) -> bool:
    return bool(row.fields["published_at"] >= since) and row.fields["category"] != Category.SPAM


def _score(row: CommentRow, asked: EvidenceQuery) -> int:
    held = set(words(row.fields["text"])) & set(search_words(asked.question))
    by_artist = folded(row.fields.get("artist") or "") in {folded(artist) for artist in asked.artists}
    return len(held) + 2 * by_artist + len(set(row.fields["tags"]) & set(asked.tags))
