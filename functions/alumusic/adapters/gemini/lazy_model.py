"""The model, connected to when it is first asked: google-genai would make every cold start slower."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from alumusic.domain.grounding.model_request import ModelReply, ModelRequest
from alumusic.settings import ModelSettings


@dataclass
class LazyModel:
    settings: ModelSettings
    timeout_ms: int
    attempts: int = 3

    def ask(self, request: ModelRequest) -> ModelReply:
        return self._model.ask(request)  # type: ignore[no-any-return]

    @cached_property
    def _model(self) -> Any:
        from alumusic.adapters.gemini.writer import GeminiWriter

        return GeminiWriter.from_settings(self.settings, self.timeout_ms, self.attempts)
