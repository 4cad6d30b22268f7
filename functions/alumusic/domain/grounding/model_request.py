"""A request to the model for an answer in JSON, and the reply."""

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
    """None if the reply is no JSON object, was cut off, or was withheld."""
    blocked: bool
    usage: ModelUsage
