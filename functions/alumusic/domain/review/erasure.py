"""Authors whose comments were erased: what of theirs is still on its way must not come back."""

from datetime import datetime, timedelta

from pydantic import AwareDatetime, BaseModel, ConfigDict

from alumusic.domain.comments.comment import Comment

KEPT = timedelta(days=30)  # a message lives seven days in the queue, and seven more among the dead letters


class ErasedAuthors(BaseModel):
    """Hash of the author → when the erasure was asked for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    authors: dict[str, AwareDatetime] = {}

    def covers(self, comment: Comment) -> bool:
        """What was received later is a new comment, and stays."""
        at = self.authors.get(comment.author_hash or "")
        return at is not None and comment.received_at <= at

    def outdated(self, now: datetime) -> list[str]:
        return [author for author, at in self.authors.items() if now - at > KEPT]
