"""A fake model that returns scripted replies in order and records the requests."""

import json
from collections.abc import Mapping
from typing import Any

from alumusic.domain.comments.classification import ModelUsage
from alumusic.domain.grounding.model_request import ModelReply, ModelRequest

BLOCKED = "blocked"
USAGE = ModelUsage(model="gemini-x", prompt_version="p", calls=1, tokens_in=100, tokens_out=50, price_usd=0.001)


class ScriptedModel:
    """A reply is an object, None (not JSON), `BLOCKED`, or an error to raise."""

    def __init__(self, *replies: Mapping[str, Any] | Exception | str | None) -> None:
        self.replies = list(replies)
        self.requests: list[ModelRequest] = []

    def ask(self, request: ModelRequest) -> ModelReply:
        self.requests.append(request)
        reply = self.replies.pop(0)
        if isinstance(reply, Exception):
            raise reply
        if isinstance(reply, str):
            return ModelReply(None, reply == BLOCKED, USAGE)
        return ModelReply(reply, False, USAGE)

    def part(self, name: str, request: int = 0) -> Any:
        """The JSON below this heading of the prompt; None if the prompt lacks the heading."""
        found = (one.partition("\n") for one in self.requests[request].parts)
        return next((json.loads(body) for heading, _, body in found if heading == name), None)
