"""API models of a comment for curators: in a list, and alone with its history."""

from pydantic import AwareDatetime

from alumusic.domain.comments.classification import Category, Failure, Sentiment
from alumusic.domain.comments.comment import CommentStatus
from alumusic.domain.review.change import HistoryAction
from alumusic.domain.wire import Wire


class TagView(Wire):
    code: str
    explanation: str


class CommentView(Wire):
    id: str
    text: str
    status: CommentStatus
    category: Category | None
    sentiment: Sentiment | None
    confidence: float | None
    tags: list[TagView]
    feature_tags: list[TagView]
    """The same as `tags`, under the name that earlier clients know."""
    candidates: list[str]
    """Tag codes that the model invented and no curator has decided on."""
    evidence: str
    artist: str | None
    album: str | None
    song: str | None
    channel: str | None
    published_at: AwareDatetime
    received_at: AwareDatetime
    classified_at: AwareDatetime | None
    model: str | None
    prompt_version: str | None
    curator: str | None
    """E-mail of the curator whose classification this is; null while it is the model's."""
    reviewed: bool
    reviewer: str | None
    reviewed_at: AwareDatetime | None
    revision: int
    batch_id: str
    failure: Failure | None
    resent_at: AwareDatetime | None
    """When a failed comment was sent to the model again."""
    highlights: tuple[tuple[int, int], ...] = ()
    """Where the search was found in `text`: [start, end) in UTF-16 code units, as JavaScript counts."""


class CommentPage(Wire):
    comments: list[CommentView]
    next_cursor: str | None
    """Cursor of the next page; a page may be short, or empty, and still have a next one."""
    total: int | None
    """Of the whole filter, by aggregation; null on later pages, and where only reading every row could tell."""


class ClassificationState(Wire):
    """Of a comment that the model failed on, there is no category yet."""

    category: Category | None
    sentiment: Sentiment | None
    confidence: float | None
    tags: list[str]
    model: str | None
    prompt_version: str | None
    curator: str | None
    reviewed: bool


class HistoryEntry(Wire):
    revision: int
    """The revision that this change replaced."""
    action: HistoryAction
    who: str
    """A curator's e-mail, or the model's name."""
    at: AwareDatetime
    before: ClassificationState
    after: ClassificationState
    note: str


class CommentDetail(CommentView):
    history: list[HistoryEntry]
    """Oldest change first."""
