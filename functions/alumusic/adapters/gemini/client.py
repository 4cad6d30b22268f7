"""One call to Gemini, with its errors translated and its tokens, latency and price recorded."""

import logging
import time
from collections.abc import Sequence
from typing import Any, NamedTuple

import httpx2
from google import genai
from google.genai import errors, types
from opentelemetry.trace import get_current_span

from alumusic.adapters.gemini.access import ATTEMPTS, ModelAccess
from alumusic.adapters.telemetry.logs import event
from alumusic.adapters.telemetry.traces import span
from alumusic.domain.comments.classification import ModelUsage
from alumusic.errors import AluMusicError, Code, ModelUnavailable, PermanentFailure

logger = logging.getLogger(__name__)

_BLOCKED = {"SAFETY", "PROHIBITED_CONTENT", "BLOCKLIST", "SPII", "RECITATION"}
_REFUSED = {400, 401, 403, 404}  # the request, its key or its model is refused: asking again gets the same answer
_KEY = "API_KEY_"  # ErrorInfo reasons of a wrong, expired or restricted key begin so; Google answers 400 for some
_SCHEMA = "too many states"  # in the message of a 400 about the response schema, which has no ErrorInfo


def connect(access: ModelAccess, attempts: int = ATTEMPTS) -> genai.Client:
    """The only place that turns on the SDK's retries. After them, Pub/Sub's redelivery is the retry."""
    retry = types.HttpRetryOptions(attempts=attempts, initial_delay=0.5, max_delay=4.0, exp_base=2.0, jitter=0.5)
    options = types.HttpOptions(base_url=access.base_url or None, timeout=access.timeout_ms, retry_options=retry)
    if access.vertex_location:
        return genai.Client(
            vertexai=True, project=access.project, location=access.vertex_location, http_options=options
        )
    return genai.Client(api_key=access.api_key, http_options=options)


class Reply(NamedTuple):
    text: str | None
    truncated: bool
    blocked: bool


@span("model")
def generate(
    client: genai.Client,
    access: ModelAccess,
    prompt_version: str,
    parts: Sequence[str],
    config: types.GenerateContentConfig,
) -> tuple[Reply, ModelUsage]:
    """Raises ModelUnavailable, or PermanentFailure when the model rejects the content of the request."""
    started = time.perf_counter()
    try:
        contents: list[types.PartUnionDict] = [types.Part.from_text(text=part) for part in parts]
        response = client.models.generate_content(model=access.model, contents=contents, config=config)
    except errors.APIError as error:
        if error.code in _REFUSED:
            raise _refusal(error, access.model) from None  # its text is logged with the failure, and may quote content
        raise ModelUnavailable(f"o modelo respondeu {error.code}", Code.MODEL_UNAVAILABLE) from error
    except httpx2.TransportError as error:
        raise ModelUnavailable("o modelo não respondeu", Code.MODEL_UNAVAILABLE) from error
    milliseconds = round((time.perf_counter() - started) * 1000)
    usage = _usage(response, access, prompt_version, milliseconds)
    numbers = {"tokens_in": usage.tokens_in, "tokens_out": usage.tokens_out, "price_usd": usage.price_usd}
    get_current_span().set_attributes(numbers)
    context = {"latency_ms": milliseconds, "model": access.model, "prompt": prompt_version}
    logger.info("model asked", extra=event("model_asked", **numbers, **context))
    return _read(response), usage


def json_config(instructions: str, schema: dict[str, Any], most_tokens: int) -> types.GenerateContentConfig:
    return types.GenerateContentConfig(
        system_instruction=instructions,
        response_mime_type="application/json",
        response_json_schema=schema,
        automatic_function_calling=types.AutomaticFunctionCallingConfig(disable=True),
        max_output_tokens=most_tokens,
        thinking_config=types.ThinkingConfig(thinking_level=types.ThinkingLevel.MINIMAL),
    )


def _refusal(error: errors.APIError, model: str) -> AluMusicError:
    """Logs why the model refuses. Only a fault of the content is permanent: a key can be renewed, a bill paid."""
    status, reason = error.status or "", _reason(error.details)
    schema = _SCHEMA in (error.message or "").lower()
    content = error.code == 400 and status == "INVALID_ARGUMENT" and not reason.startswith(_KEY) and not schema
    why = reason or ("SCHEMA_TOO_LARGE" if schema else status)
    fields = {"http": error.code, "status": status, "reason": why, "model": model, "content": content}
    logger.error("model refused: %s %s", error.code, why, extra=event("model_refused", **fields))
    if content:
        return PermanentFailure("o modelo recusou a requisição", Code.MODEL_REFUSED)
    return ModelUnavailable(f"o modelo respondeu {error.code}", Code.MODEL_UNAVAILABLE)


def _reason(body: Any) -> str:
    """The reason in the ErrorInfo of an error's JSON body; empty without one, as in a proxy's own answer."""
    error = body.get("error", body) if isinstance(body, dict) else {}
    details = error.get("details") if isinstance(error, dict) else None
    found = (one for one in details or () if isinstance(one, dict) and str(one.get("@type", "")).endswith("ErrorInfo"))
    return next((str(one.get("reason", "")) for one in found), "")


def _usage(
    response: types.GenerateContentResponse, access: ModelAccess, prompt_version: str, milliseconds: int
) -> ModelUsage:
    counted = response.usage_metadata
    tokens_in = (counted.prompt_token_count or 0) if counted else 0
    tokens_out = ((counted.candidates_token_count or 0) + (counted.thoughts_token_count or 0)) if counted else 0
    return ModelUsage(
        model=access.model,
        prompt_version=prompt_version,
        calls=1,
        tokens_in=tokens_in,
        tokens_out=tokens_out,
        latency_ms=milliseconds,
        latencies_ms=(milliseconds,),
        price_usd=(tokens_in * access.price_in_usd + tokens_out * access.price_out_usd) / 1_000_000,
    )


def _read(response: types.GenerateContentResponse) -> Reply:
    candidate = response.candidates[0] if response.candidates else None
    if candidate is None:
        return Reply(None, truncated=False, blocked=True)
    reason = candidate.finish_reason.name if candidate.finish_reason else ""
    parts = (candidate.content.parts or []) if candidate.content else []
    text = "".join(part.text for part in parts if part.text and not part.thought)
    return Reply(text, truncated=reason == "MAX_TOKENS", blocked=reason in _BLOCKED)
