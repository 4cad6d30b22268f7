"""Erased authors, listed so that their comments still in a queue are not stored again."""

from datetime import datetime, timedelta

from pydantic import AwareDatetime, BaseModel, ConfigDict

from alumusic.domain.comments.comment import Comment

KEPT = timedelta(days=30)  # a message lives seven days in the queue, and seven more among the dead letters


class ErasedAuthors(BaseModel):
    """Hash of the author → time of the erasure request."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    authors: dict[str, AwareDatetime] = {}

    def covers(self, comment: Comment) -> bool:
        """False for a comment received after the request: it is a new comment and stays."""
        at = self.authors.get(comment.author_hash or "")
        return at is not None and comment.received_at <= at

    def outdated(self, now: datetime) -> list[str]:
        return [author for author, at in self.authors.items() if now - at > KEPT]
