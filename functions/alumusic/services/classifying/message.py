"""Dispatch a message of new comments, or of comments to classify again."""

from dataclasses import dataclass

from alumusic.domain.comments.comment import BatchMessage
from alumusic.services.classifying.again import ClassifyAgain
from alumusic.services.classifying.first import Classify


@dataclass(frozen=True)
class ClassifyMessage:
    first: Classify
    again: ClassifyAgain

    def __call__(self, message: BatchMessage, *, repeated: bool, attempt: int = 1) -> None:
        if message.again:
            self.again(message)
        else:
            self.first(message, repeated=repeated, attempt=attempt)
