"""One request to the model for an answer in JSON, and what comes back."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from alumusic.domain.comments.classification import ModelUsage


class ModelRequest(NamedTuple):
    prompt: str
    """Version of the instructions."""
    parts: Sequence[str]
    schema: dict[str, Any]
    most_tokens: int


class ModelReply(NamedTuple):
    answer: Mapping[str, Any] | None
    """None where it is no JSON object, was cut off or withheld."""
    blocked: bool
    usage: ModelUsage
