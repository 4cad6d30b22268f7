"""The stand-in's parsing and writing of Gemini's REST format."""

import json
from typing import Any

import pytest

from local.standin import wire
from local.standin.wire import Item, Refused

PATH = "/v1/models/gemini-3.5-flash-lite:generateContent"
COMMENTS = [{"id": "1", "texto": "amei"}, {"id": "2", "texto": "lixo"}]


def request(*texts: str, **more: Any) -> bytes:
    return json.dumps({"contents": [{"role": "user", "parts": [{"text": text} for text in texts]}], **more}).encode()


def refusal(path: str, headers: dict[str, str]) -> int | None:
    try:
        wire.check_access(path, headers, {})
    except Refused as refused:
        return refused.code
    return None


def schema(*names: str, **more: Any) -> dict[str, Any]:
    return {"type": "array", "items": {"type": "object", "properties": {name: {} for name in names}, **more}}


@pytest.mark.parametrize(
    "path",
    [
        PATH,
        PATH.replace("v1", "v1beta"),
        "/v1beta1/projects/p/locations/global/publishers/google/models/gemini-3.5-flash-lite:generateContent",
    ],
)
def test_the_model_is_named_in_the_path_of_either_service(path: str) -> None:
    assert wire.model_of(path) == "gemini-3.5-flash-lite"


def test_an_unknown_path_is_not_found_in_googles_shape() -> None:
    with pytest.raises(Refused) as refused:
        wire.model_of("/v1/models/gemini:countTokens")

    assert refused.value.body()["error"] | {"message": ""} == {"code": 404, "message": "", "status": "NOT_FOUND"}


@pytest.mark.parametrize(
    ("path", "headers", "code"),
    [
        (PATH, {}, 403),
        (PATH, {"x-goog-api-key": "  "}, 403),
        ("/v1/projects/p/locations/global/publishers/google/models/m:generateContent", {}, 401),
    ],
)
def test_a_call_without_a_key_is_refused(path: str, headers: dict[str, str], code: int) -> None:
    assert refusal(path, headers) == code


def test_any_key_opens_and_vertex_takes_a_bearer_token() -> None:
    assert refusal(PATH, {"x-goog-api-key": "any"}) is None
    assert refusal("/v1/projects/p/models/m", {"Authorization": "Bearer any"}) is None


def test_the_comments_are_found_in_whichever_part_holds_them() -> None:
    question = wire.read_question(request("Classifique:", json.dumps(COMMENTS)))

    assert question.items == [Item("1", "amei"), Item("2", "lixo")]


@pytest.mark.parametrize("text", ["Que semana foi melhor?", "[]", '{"id": "1", "texto": "oi"}', '[{"id": "1"}]', "[1]"])
def test_a_request_without_comments_is_just_talk(text: str) -> None:
    assert wire.read_question(request(text)).items is None


@pytest.mark.parametrize(
    ("form", "fields"),
    [
        (None, ("id", "evidencia", "categoria", "sentimento", "tags", "confianca")),
        (schema("confianca", "id"), ("confianca", "id")),
        (schema("confianca", "id", propertyOrdering=["id", "confianca"]), ("id", "confianca")),
        (schema("id", "humor"), ("id",)),
    ],
)
def test_the_schema_says_which_fields_and_in_what_order(form: dict[str, Any] | None, fields: tuple[str, ...]) -> None:
    config = {"responseJsonSchema": form} if form else {}

    assert wire.read_question(request(json.dumps(COMMENTS), generationConfig=config)).fields == fields


@pytest.mark.parametrize(
    "raw",
    [
        b"{",
        b"[]",
        b"{}",
        b'{"contents": []}',
        b'{"contents": 3}',
        request("oi", generationConfig={"frequencyPenalty": 1}),
        b'{"contents": [{"role": "model", "parts": [{"text": "oi"}]}]}',
    ],
)
def test_a_request_that_gemini_refuses_is_an_invalid_argument(raw: bytes) -> None:
    with pytest.raises(Refused) as refused:
        wire.read_question(raw)

    assert (refused.value.code, refused.value.status) == (400, "INVALID_ARGUMENT")


def test_a_token_is_four_characters_begun() -> None:
    assert [wire.estimate_tokens(text) for text in ("", "a", "abcd", "abcde")] == [0, 1, 1, 2]


def test_instructions_text_and_schema_all_count_as_tokens_in() -> None:
    form = schema("id")

    question = wire.read_question(
        request(
            "x" * 40,
            systemInstruction={"parts": [{"text": "y" * 80}]},
            generationConfig={"responseJsonSchema": form},
        )
    )

    assert question.tokens == 10 + 20 + wire.estimate_tokens(json.dumps(form))


def test_an_answer_over_the_limit_is_cut_and_says_so() -> None:
    question = wire.read_question(request("oi", generationConfig={"maxOutputTokens": 2}))

    body = wire.reply("x" * 9, question, "gemini", "standin-1")

    assert body["candidates"][0]["finishReason"] == "MAX_TOKENS"
    assert body["candidates"][0]["content"]["parts"] == [{"text": "x" * 8}]
    assert body["usageMetadata"]["totalTokenCount"] == question.tokens + 2
    assert body["modelVersion"] == "gemini-standin-1"
