"""Asks Gemini for a text as one JSON object. The SDK is imported on the first request."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from alumusic.adapters.gemini.access import ATTEMPTS, ModelAccess
from alumusic.domain.grounding.model_request import ModelReply, ModelRequest
from alumusic.prompts import load_prompt
from alumusic.settings import ModelSettings

if TYPE_CHECKING:
    from google import genai


@dataclass
class GeminiWriter:
    access: ModelAccess
    attempts: int = ATTEMPTS

    @classmethod
    def from_settings(cls, settings: ModelSettings, timeout_ms: int, attempts: int = ATTEMPTS) -> "GeminiWriter":
        return cls(ModelAccess.from_settings(settings)._replace(timeout_ms=timeout_ms), attempts)

    @cached_property
    def _client(self) -> "genai.Client":
        from alumusic.adapters.gemini.client import connect

        return connect(self.access, self.attempts)

    def ask(self, request: ModelRequest) -> ModelReply:
        """Raises ModelUnavailable, PermanentFailure, or FileNotFoundError for a prompt that does not exist."""
        from alumusic.adapters.gemini.client import generate, json_config

        prompt = load_prompt(request.prompt)
        config = json_config(prompt.instructions, request.schema, request.most_tokens)
        reply, usage = generate(self._client, self.access, prompt.version, request.parts, config)
        return ModelReply(_object(reply.text), reply.blocked, usage)


def _object(text: str | None) -> Mapping[str, Any] | None:
    try:
        value = json.loads(text or "")
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
