"""The model as the services see it: a request of several parts, an answer in JSON."""

import json
from typing import Any, Protocol

from alumusic.domain.grounding.model_request import ModelReply, ModelRequest


class Model(Protocol):
    def ask(self, request: ModelRequest) -> ModelReply:
        """Raises ModelUnavailable or PermanentFailure."""


def part(name: str, value: Any) -> str:
    """Each thing that is data goes in a part of its own."""
    return f"{name}\n{json.dumps(value, ensure_ascii=False, separators=(',', ':'))}"
