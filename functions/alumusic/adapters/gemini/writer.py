"""Texts by Gemini: one request, one JSON object. Imported on first use: google-genai makes a cold start slower."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from google import genai

from alumusic.adapters.gemini.client import ModelAccess, connect, generate, json_config
from alumusic.domain.grounding.model_request import ModelReply, ModelRequest
from alumusic.prompts import load_prompt
from alumusic.settings import ModelSettings


@dataclass(frozen=True)
class GeminiWriter:
    client: genai.Client
    access: ModelAccess

    @classmethod
    def from_settings(cls, settings: ModelSettings, timeout_ms: int, attempts: int) -> "GeminiWriter":
        access = ModelAccess.from_settings(settings)._replace(timeout_ms=timeout_ms)
        return cls(connect(access, attempts), access)

    def ask(self, request: ModelRequest) -> ModelReply:
        """Raises ModelUnavailable, PermanentFailure, or FileNotFoundError for a prompt that does not exist."""
        prompt = load_prompt(request.prompt)
        config = json_config(prompt.instructions, request.schema, request.most_tokens)
        reply, usage = generate(self.client, self.access, prompt.version, request.parts, config)
        return ModelReply(_object(reply.text), reply.blocked, usage)


def _object(text: str | None) -> Mapping[str, Any] | None:
    try:
        found = json.loads(text or "")
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
