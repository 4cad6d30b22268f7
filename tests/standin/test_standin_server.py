"""The stand-in through the real SDK and the project's classifier, over loopback."""

import json
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest
from google import genai
from google.genai import types

from alumusic.adapters.gemini.classifier import GeminiClassifier
from alumusic.adapters.gemini.client import connect
from alumusic.domain.comments.classification import Category, Classification, Failure
from alumusic.domain.comments.comment import Comment
from alumusic.domain.comments.reply import Judgement
from alumusic.domain.comments.tags import AcceptedTag, MergedTag, RejectedTag, TagCatalogue
from alumusic.errors import Code, ModelUnavailable, PermanentFailure
from alumusic.prompts import load_prompt
from local.standin.faults import Faults
from local.standin.server import StandIn
from tests.support.stack.standin import TIMEOUT_MS, Praise, RunningStandIn, listening

NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
PATIENCE_MS = 250  # of the client whose call hangs


@pytest.fixture(scope="module")
def one_server() -> Iterator[RunningStandIn]:
    standin = StandIn(Praise(), Faults(hang_ms=TIMEOUT_MS), seed=1)
    with pytest.MonkeyPatch.context() as patch, listening(standin) as base_url:
        patch.setenv("NO_PROXY", "127.0.0.1")
        yield RunningStandIn(standin, base_url)


@pytest.fixture
def server(one_server: RunningStandIn) -> RunningStandIn:
    one_server.standin.faults = one_server.standin.first_faults
    one_server.standin.chance = Random(1)
    one_server.standin.counts.clear()
    one_server.standin.given.clear()
    return one_server


@pytest.fixture(scope="module")
def client(one_server: RunningStandIn) -> Iterator[genai.Client]:
    """A client without the SDK's retries, which pause for seconds."""
    with without_retries(one_server, TIMEOUT_MS) as client:
        yield client


def without_retries(server: RunningStandIn, timeout_ms: int) -> genai.Client:
    return genai.Client(api_key="k", http_options=types.HttpOptions(base_url=server.base_url, timeout=timeout_ms))


@pytest.fixture
def classifier(server: RunningStandIn, client: genai.Client) -> GeminiClassifier:
    return GeminiClassifier(client, server.access(), load_prompt("v1"), lambda: NOW)


def comments(*texts: str) -> list[Comment]:
    return [
        Comment(id=f"00000000-0000-4000-8000-{n:012d}", text=text, received_at=NOW, published_at=NOW)
        for n, text in enumerate(texts)
    ]


FIVE = comments("um", "dois", "três", "quatro", "cinco")


def results(classifier: GeminiClassifier, asked: Sequence[Comment] = FIVE) -> list[Classification | Failure]:
    return [outcome.result for outcome in classifier.classify(asked).outcomes]


def test_the_projects_classifier_gets_an_answer_for_each_comment(server: RunningStandIn) -> None:
    access = server.access()
    with connect(access) as client:
        classifier = GeminiClassifier(client, access, load_prompt("v1"), lambda: NOW)
        answers = classifier.classify(FIVE)

    assert [outcome.comment for outcome in answers.outcomes] == FIVE
    found = [outcome.result for outcome in answers.outcomes]
    assert all(isinstance(result, Classification) and result.category is Category.PRAISE for result in found)
    assert server.call("GET", "/_stats")[1] == {
        "calls": 1,
        "answered": 1,
        "comments": 5,
        "tokens_in": answers.usage[0].tokens_in,
        "tokens_out": answers.usage[0].tokens_out,
        "faults": {},
    }


def test_the_answer_follows_the_schemas_order(server: RunningStandIn, client: genai.Client) -> None:
    form = {"type": "array", "items": {"type": "object", "properties": {"confianca": {}, "categoria": {}, "id": {}}}}

    response = client.models.generate_content(
        model="gemini-3.5-flash-lite",
        contents=json.dumps([{"id": "7", "texto": "amei"}]),
        config=types.GenerateContentConfig(response_mime_type="application/json", response_json_schema=form),
    )

    assert response.text == '[{"confianca": 0.9, "categoria": "ELOGIO", "id": "7"}]'
    assert response.model_version == "gemini-3.5-flash-lite-standin-test"


def test_other_questions_get_a_short_text(server: RunningStandIn, client: genai.Client) -> None:
    response = client.models.generate_content(model="gemini-3.5-flash-lite", contents="Como foi a semana?")

    assert response.text
    assert len(response.text.split()) < 30


@pytest.mark.parametrize(
    "fault", ["missing_rate", "foreign_id_rate", "double_rate", "wrong_enum_rate", "bad_json_rate"]
)
def test_a_bad_item_is_asked_alone_and_fails_only_when_it_stays_bad(
    server: RunningStandIn, classifier: GeminiClassifier, fault: str
) -> None:
    server.call("POST", "/_faults", {fault: 1})

    found = results(classifier)

    bad = [result for result in found if isinstance(result, Failure)]
    assert {result.code for result in bad} == {"resposta_invalida"}
    assert len(bad) == (5 if fault == "bad_json_rate" else 1)
    assert server.standin.given[fault.removesuffix("_rate")] == server.standin.counts["calls"]


def test_a_bad_item_that_comes_back_good_is_classified(server: RunningStandIn, classifier: GeminiClassifier) -> None:
    server.call("POST", "/_faults", {"missing_rate": 0.5})

    found = [results(classifier) for _ in range(6)]

    assert server.standin.given["missing"] > 0
    assert sum(isinstance(result, Classification) for some in found for result in some) >= 29


def test_a_truncated_answer_is_asked_in_halves(server: RunningStandIn, classifier: GeminiClassifier) -> None:
    server.call("POST", "/_faults", {"truncate_rate": 0.4})

    found = results(classifier)

    assert server.standin.given["truncate"] > 0
    assert server.standin.counts["calls"] > 1
    assert all(isinstance(result, Classification) for result in found)


def test_blocked_comments_fail_with_that_reason(server: RunningStandIn, classifier: GeminiClassifier) -> None:
    server.call("POST", "/_faults", {"blocked_rate": 1})

    assert {result.code for result in results(classifier) if isinstance(result, Failure)} == {"bloqueado"}


def test_poison_harms_nobody_else(server: RunningStandIn, classifier: GeminiClassifier) -> None:
    server.call("POST", "/_faults", {"poison": "veneno", "poison_kind": "invalid"})

    found = results(classifier, comments("um", "tem veneno", "três"))

    assert [isinstance(result, Failure) for result in found] == [False, True, False]


@pytest.mark.parametrize("fault", ["rate_429", "rate_500"])
def test_trouble_with_the_service_is_transient(
    server: RunningStandIn, classifier: GeminiClassifier, fault: str
) -> None:
    server.call("POST", "/_faults", {fault: 1})

    with pytest.raises(ModelUnavailable):
        classifier.classify(FIVE)


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("key", "API_KEY_INVALID"),
        ("expired", "API_KEY_INVALID"),
        ("location", "FAILED_PRECONDITION"),
        ("schema", "SCHEMA_TOO_LARGE"),
    ],
)
def test_a_400_that_no_comment_causes_is_transient_and_logged(
    server: RunningStandIn, classifier: GeminiClassifier, caplog: pytest.LogCaptureFixture, fault: str, reason: str
) -> None:
    server.call("POST", "/_faults", {f"{fault}_rate": 1})

    with pytest.raises(ModelUnavailable):
        classifier.classify(FIVE)

    assert refusals(caplog) == [("model_refused", 400, reason, False)]


def test_a_400_about_the_content_is_permanent_and_its_log_does_not_quote_it(
    server: RunningStandIn, classifier: GeminiClassifier, caplog: pytest.LogCaptureFixture
) -> None:
    server.call("POST", "/_faults", {"poison": "veneno", "poison_kind": "content"})

    with pytest.raises(PermanentFailure) as refused:
        classifier.classify(comments("um", "tem veneno"))

    assert (refused.value.code, refused.value.__cause__) == (Code.MODEL_REFUSED, None)
    assert refusals(caplog) == [("model_refused", 400, "INVALID_ARGUMENT", True)]
    assert "veneno" not in caplog.text


def refusals(caplog: pytest.LogCaptureFixture) -> list[tuple[str, int, str, bool]]:
    logged = [record.__dict__["fields"] for record in caplog.records if "fields" in record.__dict__]
    return [(one["event"], one["http"], one["reason"], one["content"]) for one in logged]


def test_a_call_that_hangs_is_given_up_and_is_transient(server: RunningStandIn) -> None:
    server.call("POST", "/_faults", {"hang_rate": 1})

    with without_retries(server, PATIENCE_MS) as client:
        classifier = GeminiClassifier(client, server.access(), load_prompt("v1"), lambda: NOW)
        with pytest.raises(ModelUnavailable):
            classifier.classify(FIVE)


def test_a_call_without_a_key_is_forbidden(server: RunningStandIn) -> None:
    status, body = server.call("POST", "/v1/models/gemini:generateContent", {"contents": []}, key="")

    assert (status, body["error"]["code"], body["error"]["status"]) == (403, 403, "PERMISSION_DENIED")


def test_unknown_paths_are_not_found_in_googles_shape(server: RunningStandIn) -> None:
    for path in ("/", "/v1/models/gemini:streamGenerateContent"):
        status, body = server.call("POST", path, {})
        assert (status, body["error"]["status"]) == (404, "NOT_FOUND")


def test_faults_are_shown_set_refused_and_reset(server: RunningStandIn) -> None:
    assert server.call("POST", "/_faults", {"latency_ms": 5})[1]["latency_ms"] == 5
    assert server.call("GET", "/_faults")[1]["latency_ms"] == 5
    assert server.call("POST", "/_faults", {"latency_ms": "5"})[0] == 400
    assert server.call("DELETE", "/_faults")[1] == server.call("GET", "/_faults")[1]
    assert server.call("GET", "/_faults")[1]["latency_ms"] == 0
    assert server.call("GET", "/healthz") == (200, {"status": "ok", "model": "standin-test"})


def test_slow_calls_do_not_wait_for_each_other(server: RunningStandIn) -> None:
    server.call("POST", "/_faults", {"latency_ms": 500})
    body = {"contents": [{"parts": [{"text": json.dumps([{"id": "1", "texto": "amei"}])}]}]}

    started = time.perf_counter()
    with ThreadPoolExecutor(32) as pool:
        answers = list(pool.map(lambda _: server.call("POST", "/v1/models/g:generateContent", body)[0], range(32)))

    assert answers == [200] * 32
    assert 0.5 <= time.perf_counter() - started < 8  # in sequence they would take 16 s


class Memory:
    """Remembers every answer."""

    def __init__(self) -> None:
        self.answers: dict[str, Judgement] = {}

    def recall(self, keys: Sequence[str]) -> dict[str, Judgement]:
        return {key: self.answers[key] for key in keys if key in self.answers}

    def remember(self, answers: dict[str, Judgement]) -> None:
        self.answers |= answers


@pytest.mark.parametrize(
    ("decision", "tags", "candidates"),
    [
        (AcceptedTag(explanation="Voz", by="ana", at=NOW), ("musica_voz",), ()),
        (MergedTag(into="musica_vocal", by="ana", at=NOW), ("musica_vocal",), ()),
        (RejectedTag(by="ana", at=NOW), (), ()),
        (None, (), ("musica_voz",)),
    ],
)
def test_an_invented_tag_follows_the_curators_decision(
    server: RunningStandIn, client: genai.Client, decision: Any, tags: tuple[str, ...], candidates: tuple[str, ...]
) -> None:
    catalogue = TagCatalogue() if decision is None else TagCatalogue().decided("musica_voz", decision)
    classifier = GeminiClassifier(
        client, server.access(), load_prompt("v1"), lambda: NOW, memory := Memory(), catalogue=lambda: catalogue
    )

    asked, recalled = results(classifier), results(classifier)

    found = [one for one in (*asked, *recalled) if isinstance(one, Classification)]
    assert {(one.tags, one.candidates) for one in found} == {(tags, candidates)}
    assert (len(found), len(memory.answers), server.call("GET", "/_stats")[1]["calls"]) == (10, 5, 1)


def test_an_answer_given_before_a_tag_was_accepted_is_asked_anew(server: RunningStandIn, client: genai.Client) -> None:
    catalogue = TagCatalogue()
    classifier = GeminiClassifier(
        client, server.access(), load_prompt("v1"), lambda: NOW, Memory(), catalogue=lambda: catalogue
    )
    before = classifier.classify(FIVE).usage[0]
    catalogue = catalogue.decided("show_chuva", AcceptedTag(explanation="Chuva", by="ana", at=NOW))

    after = classifier.classify(FIVE).usage[0]

    assert (before.cached, after.cached) == (0, 0)
    assert after.tokens_in > before.tokens_in  # the prompt names the new tag


def test_asked_afresh_the_model_answers_and_not_the_memory(server: RunningStandIn, client: genai.Client) -> None:
    classifier = GeminiClassifier(client, server.access(), load_prompt("v1"), lambda: NOW, Memory())
    classifier.classify(FIVE)

    again = classifier.classify(FIVE, fresh=True)

    assert (again.usage[0].calls, again.usage[0].cached) == (1, 0)
