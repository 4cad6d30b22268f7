"""Gemini's REST format: parses requests, checks access, and builds replies and errors."""

import json
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

_PATH = re.compile(
    r"/v1(?:beta\d*)?/(?:projects/[^/]+/locations/[^/]+/publishers/[^/]+/)?models/([^/:]+):generateContent"
)
_CHARACTERS_PER_TOKEN = 4  # Google's own rule of thumb for Gemini
_FIELDS = ("id", "evidencia", "categoria", "sentimento", "tags", "confianca")


class Refused(Exception):
    """An error in the format of Google's APIs; the server answers with it."""

    def __init__(self, code: int, status: str, message: str, details: Sequence[dict[str, Any]] = ()) -> None:
        super().__init__(message)
        self.code, self.status, self.message, self.details = code, status, message, list(details)

    def body(self) -> dict[str, Any]:
        error: dict[str, Any] = {"code": self.code, "message": self.message, "status": self.status}
        return {"error": error | ({"details": self.details} if self.details else {})}


class Item(NamedTuple):
    id: str
    text: str


class Question(NamedTuple):
    """`items` is None if the request has no array of comments. `fields` are those of the answer, in schema order."""

    items: list[Item] | None
    fields: tuple[str, ...]
    parts: Mapping[str, Any]
    """JSON bodies of the prompt's sections, by the heading in the line above them."""
    tokens: int
    max_tokens: int | None


def estimate_tokens(text: str) -> int:
    """A quarter of the characters, rounded up."""
    return math.ceil(len(text) / _CHARACTERS_PER_TOKEN)


def model_of(path: str) -> str:
    found = _PATH.fullmatch(path)
    if not found:
        raise Refused(404, "NOT_FOUND", f"Requested entity was not found: {path}")
    return found[1]


def check_access(path: str, headers: Mapping[str, str], query: Mapping[str, str]) -> None:
    """Accepts any non-empty API key; paths of Vertex AI take any bearer token instead. Raises Refused."""
    if headers.get("x-goog-api-key", "").strip() or query.get("key", "").strip():
        return
    if "/projects/" not in path:
        raise Refused(
            403,
            "PERMISSION_DENIED",
            "Method doesn't allow unregistered callers (callers without established identity). "
            "Please use API Key or other form of API consumer identity to call this API.",
        )
    if not re.fullmatch(r"Bearer \S+", headers.get("Authorization", "")):
        raise Refused(401, "UNAUTHENTICATED", "Request is missing required authentication credential.")


def read_question(raw: bytes) -> Question:
    try:
        body = json.loads(raw)
        contents, config = body["contents"], body.get("generationConfig") or {}
        texts = [part["text"] for content in contents for part in content["parts"] if "text" in part]
        system = [part["text"] for part in (body.get("systemInstruction") or {}).get("parts", [])]
        schema = config.get("responseJsonSchema") or config.get("responseSchema")
        _refuse_what_gemini_3_refuses(contents, config)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise Refused(400, "INVALID_ARGUMENT", f"Invalid JSON payload received: {type(error).__name__}") from error
    counted = [*system, *texts, *([json.dumps(schema, ensure_ascii=False)] if schema else [])]
    items = next((found for text in texts if (found := _items(text)) is not None), None)
    tokens = sum(map(estimate_tokens, counted))
    return Question(items, _fields(schema), _parts(texts), tokens, config.get("maxOutputTokens"))


def _refuse_what_gemini_3_refuses(contents: list[dict[str, Any]], config: dict[str, Any]) -> None:
    if "presencePenalty" in config or "frequencyPenalty" in config:
        raise Refused(400, "INVALID_ARGUMENT", "Penalty is not enabled for this model")
    if contents[-1].get("role") == "model":
        raise Refused(400, "INVALID_ARGUMENT", "Please ensure that the last turn is not of role model")


def _items(text: str) -> list[Item] | None:
    try:
        found = json.loads(text)
        return [Item(item["id"], str(item["texto"])) for item in found] if isinstance(found, list) and found else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _parts(texts: Sequence[str]) -> dict[str, Any]:
    headed = ((text.partition("\n")) for text in texts)
    return {name: found for name, _, body in headed if name.isupper() and (found := _json(body)) is not None}


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _fields(schema: Mapping[str, Any] | None) -> tuple[str, ...]:
    """Field names of the requested object, or of each item of the requested list."""
    if schema and schema.get("type") == "object":
        return tuple(schema.get("propertyOrdering") or schema.get("properties") or ())
    item = (schema or {}).get("items") or {}
    order = item.get("propertyOrdering") or list(item.get("properties") or _FIELDS)
    return tuple(name for name in order if name in _FIELDS)


def reply(text: str | None, question: Question, model: str, version: str, finish: str = "STOP") -> dict[str, Any]:
    """`text` is None if the answer was withheld; `finish` gives the reason."""
    text, finish = _within(text, question.max_tokens, finish)
    candidate: dict[str, Any] = {"finishReason": finish, "index": 0}
    if text is not None:
        candidate["content"] = {"parts": [{"text": text}], "role": "model"}
    return {"candidates": [candidate], **_account(question, text or "", model, version)}


def refused_prompt(question: Question, model: str, version: str) -> dict[str, Any]:
    """The reply to a blocked prompt, which has no candidate."""
    return {"promptFeedback": {"blockReason": "SAFETY"}, **_account(question, "", model, version)}


def _within(text: str | None, max_tokens: int | None, finish: str) -> tuple[str | None, str]:
    if text is None or max_tokens is None or estimate_tokens(text) <= max_tokens:
        return text, finish
    return text[: max_tokens * _CHARACTERS_PER_TOKEN], "MAX_TOKENS"


def _account(question: Question, text: str, model: str, version: str) -> dict[str, Any]:
    tokens = estimate_tokens(text)
    usage = {
        "promptTokenCount": question.tokens,
        "candidatesTokenCount": tokens,
        "totalTokenCount": question.tokens + tokens,
        "promptTokensDetails": [{"modality": "TEXT", "tokenCount": question.tokens}],
    }
    return {"usageMetadata": usage, "modelVersion": f"{model}-{version}"}
