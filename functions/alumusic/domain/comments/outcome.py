"""What came of asking the model about comments."""

from collections.abc import Sequence
from typing import NamedTuple

from alumusic.domain.comments.classification import Classification, Failure, ModelUsage
from alumusic.domain.comments.comment import Comment


class Outcome(NamedTuple):
    comment: Comment
    result: Classification | Failure


class Answers(NamedTuple):
    """One outcome a comment, in any order, and what the calls cost."""

    outcomes: Sequence[Outcome]
    usage: Sequence[ModelUsage]
