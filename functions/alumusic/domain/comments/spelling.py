"""Types of request parameters for a comment's labels, in any case, with or without accents."""

from typing import Annotated, Any

from pydantic import BeforeValidator, StringConstraints

from alumusic.domain.comments.classification import Category, Sentiment
from alumusic.domain.comments.comment import CommentStatus
from alumusic.domain.comments.tags import LONGEST_TAG_CODE, TAG_CODE
from alumusic.domain.text.folding import folded

TagCode = Annotated[str, StringConstraints(pattern=f"^{TAG_CODE}$", max_length=LONGEST_TAG_CODE)]


def _spelt(choices: type[Category] | type[Sentiment] | type[CommentStatus]) -> BeforeValidator:
    """Accepts an enum's value in any case, with or without accents."""
    known = {folded(str(choice)): choice for choice in choices}
    return BeforeValidator(lambda value: known.get(folded(value), value) if isinstance(value, str) else value)


CategoryName: Any = Annotated[Category, _spelt(Category)]
SentimentName: Any = Annotated[Sentiment, _spelt(Sentiment)]
StatusName: Any = Annotated[CommentStatus, _spelt(CommentStatus)]
