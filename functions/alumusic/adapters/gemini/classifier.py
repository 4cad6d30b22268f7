"""Classifies comments by Gemini: one call per message, structured output, every answer validated."""

import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from google import genai
from google.genai import types

from alumusic.adapters.clock import now
from alumusic.adapters.gemini.access import ModelAccess
from alumusic.adapters.gemini.budget import Budget
from alumusic.adapters.gemini.client import Reply, connect, generate, json_config
from alumusic.adapters.redis.limits import shared_limits
from alumusic.domain.comments.classification import (
    Answers,
    Category,
    Classification,
    Failure,
    ModelUsage,
    Outcome,
    Sentiment,
)
from alumusic.domain.comments.comment import Comment
from alumusic.domain.comments.reply import Judgement, read_reply
from alumusic.domain.comments.tags import TagCatalogue
from alumusic.domain.text.masking import mask
from alumusic.errors import Code
from alumusic.prompts import Prompt, load_prompt
from alumusic.settings import ClassifySettings

logger = logging.getLogger(__name__)

_ASK_AGAIN = 2  # further calls for one item that got no valid answer, each with that item alone
_TOKENS_PER_ANSWER, _TOKENS_SPARE = 160, 256  # a long answer is under 100 tokens; the limit stops a runaway reply
_CHARACTERS_PER_TOKEN = 3  # Portuguese, a low estimate: tokens to reserve in the budget before the call


class AnswerMemory(Protocol):
    """A cache of answers by (model, prompt version, accepted tags, text). Losing it only costs money."""

    def recall(self, keys: Sequence[str]) -> dict[str, Judgement]: ...

    def remember(self, answers: dict[str, Judgement]) -> None: ...


class NoMemory:
    def recall(self, keys: Sequence[str]) -> dict[str, Judgement]:
        return {}

    def remember(self, answers: dict[str, Judgement]) -> None:
        return None


@dataclass
class GeminiClassifier:
    client: genai.Client
    access: ModelAccess
    prompt: Prompt
    clock: Callable[[], datetime]
    memory: AnswerMemory = field(default_factory=NoMemory)
    budget: Budget | None = None
    catalogue: Callable[[], TagCatalogue] = TagCatalogue
    """Reads the catalogue with the curators' latest decisions."""

    @classmethod
    def from_settings(
        cls, settings: ClassifySettings, catalogue: Callable[[], TagCatalogue] = TagCatalogue
    ) -> "GeminiClassifier":
        """Raises FileNotFoundError for a prompt version that does not exist."""
        access, url = ModelAccess.from_settings(settings), settings.redis_url
        memory = _remembered_in(url)
        budget = Budget(shared_limits(url), settings.model_requests_per_minute, settings.model_tokens_per_minute)
        return cls(connect(access), access, load_prompt(settings.prompt_version), now, memory, budget, catalogue)

    def classify(self, comments: Sequence[Comment], *, fresh: bool = False) -> Answers:
        """`fresh` ignores remembered answers and asks the model.

        Raises ModelUnavailable, or PermanentFailure when the model rejects the request itself.
        """
        catalogue = self.catalogue()
        texts = {comment.id: mask(comment.text) for comment in comments}
        keys = {comment_id: self._key(text, catalogue) for comment_id, text in texts.items()}
        remembered = {} if fresh else self.memory.recall(sorted(set(keys.values())))
        known: dict[str, Judgement | Failure] = dict(remembered)
        asked = {key: texts[comment_id] for comment_id, key in keys.items() if key not in known}
        conversation = _Conversation(self, catalogue)
        new_answers = conversation.ask(asked) if asked else {}
        self.memory.remember({key: answer for key, answer in new_answers.items() if isinstance(answer, Judgement)})
        answers = known | new_answers
        usage = conversation.usage.model_copy(update={"cached": len(comments) - len(asked), "comments": len(comments)})
        outcomes = [Outcome(comment, self._result(answers[keys[comment.id]], catalogue)) for comment in comments]
        return Answers(outcomes, [usage])

    def _key(self, text: str, catalogue: TagCatalogue) -> str:
        asked_for = [sorted(catalogue.accepted)] if catalogue.accepted else []
        return json.dumps([self.access.model, self.prompt.version, *asked_for, " ".join(text.casefold().split())])

    def _result(self, answer: Judgement | Failure, catalogue: TagCatalogue) -> Classification | Failure:
        if isinstance(answer, Failure):
            return answer
        return answer.classification(catalogue, self.access.model, self.prompt.version, self.clock())


def _remembered_in(url: str) -> AnswerMemory:
    if not url:
        return NoMemory()
    # Imported here: the Redis client takes 0.1 s and 10 MB, which an instance without Redis need not spend.
    from alumusic.adapters.redis.answers import RedisAnswers

    return RedisAnswers(url)


class _Conversation:
    """The model calls for one message, usually one, and their summed usage."""

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

    def _alone(self, key: str, text: str, reply: Reply) -> Judgement | Failure:
        for _ in range(_ASK_AGAIN):
            answers, reply = self._once({key: text})
            if key in answers:
                return answers[key]
        code, reason = Code.INVALID_REPLY, "o modelo não deu uma resposta válida para este comentário"
        if reply.blocked:
            code, reason = Code.BLOCKED, "o modelo recusou este comentário por suas regras de segurança"
        return Failure(code=code, reason=reason, failed_at=self.gemini.clock())

    def _once(self, texts: dict[str, str]) -> tuple[dict[str, Judgement], Reply]:
        # Short ids on the wire: a UUID costs about twenty tokens in the request and twenty in the reply.
        numbered = {str(n): key for n, key in enumerate(texts, 1)}
        reply = self._call([{"id": n, "texto": texts[key]} for n, key in numbered.items()])
        answers = read_reply(reply.text, numbered, self.tags)
        return {numbered[n]: judgement for n, judgement in answers.items()}, reply

    def _call(self, items: list[dict[str, str]]) -> Reply:
        gemini, data = self.gemini, json.dumps(items, ensure_ascii=False, separators=(",", ":"))
        if gemini.budget is not None:
            gemini.budget.spend((len(self.prompt.instructions) + len(data)) // _CHARACTERS_PER_TOKEN)
        parts = ["Classifique os comentários desta lista:", data]
        config = _config(self.prompt, [item["id"] for item in items])
        reply, spent = generate(gemini.client, gemini.access, self.prompt.version, parts, config)
        self.usage += spent
        return reply


def _some(texts: dict[str, str], keys: Sequence[str]) -> dict[str, str]:
    return {key: texts[key] for key in keys}


def _config(prompt: Prompt, ids: Sequence[str]) -> types.GenerateContentConfig:
    return json_config(prompt.instructions, _schema(ids), _TOKENS_PER_ANSWER * len(ids) + _TOKENS_SPARE)


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
