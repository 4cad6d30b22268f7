"""Port of the model: a request of several parts, an answer in JSON."""

import json
from typing import Any, Protocol

from alumusic.domain.grounding.model_request import ModelReply, ModelRequest


class Model(Protocol):
    def ask(self, request: ModelRequest) -> ModelReply:
        """Raises ModelUnavailable or PermanentFailure."""


def part(name: str, value: Any) -> str:
    """A named block of JSON data. Each block is a part of its own."""
    return f"{name}\n{json.dumps(value, ensure_ascii=False, separators=(',', ':'))}"
