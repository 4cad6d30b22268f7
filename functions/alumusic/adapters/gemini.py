"""Gemini through google-genai: one call a message, structured output, every answer checked before it counts."""

import json
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, Protocol

import httpx2
from google import genai
from google.genai import errors, types

from alumusic.adapters.budget import Budget, InstanceLedger, RedisLedger
from alumusic.adapters.clock import now
from alumusic.adapters.redis_answers import RedisAnswers
from alumusic.domain.classification import Category, Classification, Failure, ModelUsage, Sentiment
from alumusic.domain.comment import Comment
from alumusic.domain.masking import mask
from alumusic.domain.outcome import Answers, Outcome
from alumusic.domain.reply import Judgement, read_reply
from alumusic.domain.tags import TagCatalogue
from alumusic.errors import ModelUnavailable, PermanentFailure
from alumusic.prompts import Prompt, load_prompt
from alumusic.settings import ClassifySettings

logger = logging.getLogger(__name__)

_ASK_AGAIN = 2  # times that an item without a valid answer is asked alone
_TOKENS_PER_ANSWER, _TOKENS_SPARE = 160, 256  # a long answer is under 100 tokens; the limit stops a runaway reply
_CHARACTERS_PER_TOKEN = 3  # of Portuguese, on the safe side: what is asked of the budget before the call
_BLOCKED = {"SAFETY", "PROHIBITED_CONTENT", "BLOCKLIST", "SPII", "RECITATION"}


class AnswerMemory(Protocol):
    """Answers to texts that were asked before, by (model, prompt version, text). Losing it only costs money."""

    def recall(self, keys: Sequence[str]) -> dict[str, Judgement]: ...

    def remember(self, answers: dict[str, Judgement]) -> None: ...


class NoMemory:
    def recall(self, keys: Sequence[str]) -> dict[str, Judgement]:
        return {}

    def remember(self, answers: dict[str, Judgement]) -> None:
        return None


class ModelAccess(NamedTuple):
    """How to reach the model. Prices in US dollars a million tokens, time-out in milliseconds an attempt."""

    model: str
    api_key: str
    base_url: str
    project: str
    vertex_location: str
    timeout_ms: int
    price_in_usd: float
    price_out_usd: float

    @classmethod
    def from_settings(cls, settings: ClassifySettings) -> "ModelAccess":
        return cls(
            settings.gemini_model,
            settings.gemini_api_key,
            settings.gemini_base_url,
            settings.google_cloud_project,
            settings.vertex_location,
            settings.gemini_timeout_ms,
            settings.price_in_usd,
            settings.price_out_usd,
        )


def connect(access: ModelAccess) -> genai.Client:
    """The SDK retries only because it is told to, and only here: beyond these, Pub/Sub delivers again."""
    retry = types.HttpRetryOptions(attempts=3, initial_delay=0.5, max_delay=4.0, exp_base=2.0, jitter=0.5)
    options = types.HttpOptions(base_url=access.base_url or None, timeout=access.timeout_ms, retry_options=retry)
    if access.vertex_location:
        return genai.Client(
            vertexai=True, project=access.project, location=access.vertex_location, http_options=options
        )
    return genai.Client(api_key=access.api_key, http_options=options)


class _Reply(NamedTuple):
    text: str | None
    truncated: bool
    blocked: bool


@dataclass
class GeminiClassifier:
    client: genai.Client
    access: ModelAccess
    prompt: Prompt
    clock: Callable[[], datetime]
    memory: AnswerMemory = field(default_factory=NoMemory)
    budget: Budget | None = None
    catalogue: Callable[[], TagCatalogue] = TagCatalogue
    """The tags as curators have them now."""

    @classmethod
    def from_settings(
        cls, settings: ClassifySettings, catalogue: Callable[[], TagCatalogue] = TagCatalogue
    ) -> "GeminiClassifier":
        """Raises FileNotFoundError for a prompt version that does not exist."""
        access, url = ModelAccess.from_settings(settings), settings.redis_url
        ledger = RedisLedger(url) if url else InstanceLedger()
        budget = Budget(ledger, settings.model_requests_per_minute, settings.model_tokens_per_minute)
        memory = RedisAnswers(url) if url else NoMemory()
        return cls(connect(access), access, load_prompt(settings.prompt_version), now, memory, budget, catalogue)

    def classify(self, comments: Sequence[Comment], *, fresh: bool = False) -> Answers:
        """`fresh` asks even where an answer is remembered.

        Raises ModelUnavailable, or PermanentFailure when the model refuses the request itself.
        """
        catalogue = self.catalogue()
        texts = {comment.id: mask(comment.text) for comment in comments}
        keys = {comment_id: self._key(text, catalogue) for comment_id, text in texts.items()}
        remembered = {} if fresh else self.memory.recall(sorted(set(keys.values())))
        known: dict[str, Judgement | Failure] = dict(remembered)
        asked = {key: texts[comment_id] for comment_id, key in keys.items() if key not in known}
        conversation = _Conversation(self, catalogue)
        said = conversation.ask(asked) if asked else {}
        self.memory.remember({key: found for key, found in said.items() if isinstance(found, Judgement)})
        answers = known | said
        usage = conversation.usage.model_copy(update={"cached": len(comments) - len(asked), "comments": len(comments)})
        outcomes = [Outcome(comment, self._result(answers[keys[comment.id]], catalogue)) for comment in comments]
        return Answers(outcomes, [usage])

    def _key(self, text: str, catalogue: TagCatalogue) -> str:
        asked_for = [sorted(catalogue.accepted)] if catalogue.accepted else []
        return json.dumps([self.access.model, self.prompt.version, *asked_for, " ".join(text.casefold().split())])

    def _result(self, found: Judgement | Failure, catalogue: TagCatalogue) -> Classification | Failure:
        if isinstance(found, Failure):
            return found
        return Classification(
            **(found._asdict() | catalogue.sort(found.tags, found.candidates)._asdict()),
            model=self.access.model,
            prompt_version=self.prompt.version,
            classified_at=self.clock(),
        )


class _Conversation:
    """The calls that one message takes: usually one."""

    def __init__(self, gemini: GeminiClassifier, catalogue: TagCatalogue) -> None:
        self.gemini, self.tags = gemini, catalogue.tags
        self.prompt = gemini.prompt
        if catalogue.accepted:
            self.prompt = load_prompt(gemini.prompt.version, tuple(sorted(catalogue.accepted)))
        self.usage = ModelUsage(model=gemini.access.model, prompt_version=gemini.prompt.version)

    def ask(self, texts: dict[str, str]) -> dict[str, Judgement | Failure]:
        keys = list(texts)
        answers, reply = self._once(texts)
        if reply.truncated and len(keys) > 1:
            half = len(keys) // 2
            return self.ask(_some(texts, keys[:half])) | self.ask(_some(texts, keys[half:]))
        unanswered = [key for key in keys if key not in answers]
        return {**answers, **{key: self._alone(key, texts[key], reply) for key in unanswered}}

    def _alone(self, key: str, text: str, reply: _Reply) -> Judgement | Failure:
        for _ in range(_ASK_AGAIN):
            answers, reply = self._once({key: text})
            if key in answers:
                return answers[key]
        code, reason = "resposta_invalida", "o modelo não deu uma resposta válida para este comentário"
        if reply.blocked:
            code, reason = "bloqueado", "o modelo recusou este comentário por suas regras de segurança"
        return Failure(code=code, reason=reason, failed_at=self.gemini.clock())

    def _once(self, texts: dict[str, str]) -> tuple[dict[str, Judgement], _Reply]:
        # Short ids on the wire: a UUID costs some twenty tokens in and twenty out.
        numbered = {str(n): key for n, key in enumerate(texts, 1)}
        reply = self._call([{"id": n, "texto": texts[key]} for n, key in numbered.items()])
        answers = read_reply(reply.text, numbered, self.tags)
        return {numbered[n]: judgement for n, judgement in answers.items()}, reply

    def _call(self, items: list[dict[str, str]]) -> _Reply:
        gemini, data = self.gemini, json.dumps(items, ensure_ascii=False, separators=(",", ":"))
        if gemini.budget is not None:
            gemini.budget.spend((len(self.prompt.instructions) + len(data)) // _CHARACTERS_PER_TOKEN)
        started = time.perf_counter()
        try:
            response = gemini.client.models.generate_content(
                model=gemini.access.model,
                contents=[
                    types.Part.from_text(text="Classifique os comentários desta lista:"),
                    types.Part.from_text(text=data),
                ],
                config=_config(self.prompt, [item["id"] for item in items]),
            )
        except errors.APIError as error:
            if error.code == 400:
                raise PermanentFailure("o modelo recusou a requisição", "modelo_recusou") from error
            raise ModelUnavailable(f"o modelo respondeu {error.code}", "modelo_indisponivel") from error
        except httpx2.TransportError as error:
            raise ModelUnavailable("o modelo não respondeu", "modelo_indisponivel") from error
        self._account(response, time.perf_counter() - started)
        return _read(response)

    def _account(self, response: types.GenerateContentResponse, seconds: float) -> None:
        counted, access = response.usage_metadata, self.gemini.access
        tokens_in = (counted.prompt_token_count or 0) if counted else 0
        tokens_out = ((counted.candidates_token_count or 0) + (counted.thoughts_token_count or 0)) if counted else 0
        self.usage += ModelUsage(
            model=self.usage.model,
            prompt_version=self.usage.prompt_version,
            calls=1,
            tokens_in=tokens_in,
            tokens_out=tokens_out,
            latency_ms=round(seconds * 1000),
            latencies_ms=(round(seconds * 1000),),
            price_usd=(tokens_in * access.price_in_usd + tokens_out * access.price_out_usd) / 1_000_000,
        )


def _some(texts: dict[str, str], keys: Sequence[str]) -> dict[str, str]:
    return {key: texts[key] for key in keys}


def _read(response: types.GenerateContentResponse) -> _Reply:
    candidate = response.candidates[0] if response.candidates else None
    if candidate is None:
        return _Reply(None, truncated=False, blocked=True)
    reason = candidate.finish_reason.name if candidate.finish_reason else ""
    parts = (candidate.content.parts or []) if candidate.content else []
    text = "".join(part.text for part in parts if part.text and not part.thought)
    return _Reply(text, truncated=reason == "MAX_TOKENS", blocked=reason in _BLOCKED)


def _config(prompt: Prompt, ids: Sequence[str]) -> types.GenerateContentConfig:
    return types.GenerateContentConfig(
        system_instruction=prompt.instructions,
        response_mime_type="application/json",
        response_json_schema=_schema(ids),
        automatic_function_calling=types.AutomaticFunctionCallingConfig(disable=True),
        max_output_tokens=_TOKENS_PER_ANSWER * len(ids) + _TOKENS_SPARE,
        thinking_config=types.ThinkingConfig(thinking_level=types.ThinkingLevel.MINIMAL),
    )


def _schema(ids: Sequence[str]) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "id": {"type": "string", "enum": list(ids)},
        "evidencia": {"type": "string"},
        "categoria": {"type": "string", "enum": [str(category) for category in Category]},
        "sentimento": {"type": "string", "enum": [str(sentiment) for sentiment in Sentiment]},
        "tags": {"type": "array", "items": {"type": "string"}, "maxItems": 4},
        "confianca": {"type": "number", "minimum": 0, "maximum": 1},
    }
    item = {"type": "object", "properties": fields, "required": list(fields), "propertyOrdering": list(fields)}
    return {"type": "array", "items": item, "minItems": len(ids), "maxItems": len(ids)}
