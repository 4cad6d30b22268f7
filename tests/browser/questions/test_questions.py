"""The question box: answers with weeks and comments, follow-ups, cancelling, refusals."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.support.browser.panel import axe_finds_nothing, axe_runs, opened, panel
from tests.support.stack.harness import RunningStack

pytestmark = [pytest.mark.stack, pytest.mark.browser]

API = "**/api/insights/perguntar"
COMMENT = str(uuid4())
ANSWER = {
    "id": uuid4().hex,
    "pergunta": "e a <b>Luna</b>?",
    "situacao": "respondida",
    "texto_gerado": "Foram 12 elogios.",
    "semanas_citadas": ["2026-W46", "2026-W47"],
    "fontes": [COMMENT],
    "origem": "modelo",
    "modelo": "gemini",
    "latencia_ms": 900,
}


@pytest.fixture
def box(request: pytest.FixtureRequest, browser: Browser, stack: RunningStack, shown: dict[str, Any]) -> Iterator[Page]:
    options: dict[str, Any] = {
        "bypass_csp": axe_runs(request),
        "permissions": ["clipboard-read", "clipboard-write"],
    }
    with panel(browser, stack, "curador", **options) as page:
        opened(page, "/painel/perguntar", "Perguntar")
        yield page


def answered(page: Page, body: dict[str, Any], status: int = 200, **headers: str) -> list[dict[str, Any]]:
    """Replaces the API's answer and records the requests."""
    sent: list[dict[str, Any]] = []

    def fulfil(route: Route) -> None:
        sent.append(route.request.post_data_json or {})
        route.fulfill(status=status, body=json.dumps(body), content_type="application/json", headers=headers)

    page.unroute_all()
    page.route(API, fulfil)
    return sent


def test_a_question_is_answered_copied_and_followed_up(box: Page) -> None:
    box.get_by_role("button", name="Qual foi a semana com mais comentários?").click()
    expect(box.get_by_label("Sua pergunta")).to_be_focused()
    with box.expect_response(API) as first:
        box.keyboard.press("Enter")
    text = first.value.json()["texto_gerado"]

    turn = box.get_by_role("list", name="Perguntas e respostas").get_by_role("listitem")
    expect(turn).to_contain_text(text)
    follow_up = box.get_by_label("Continue a conversa")
    expect(follow_up).to_be_focused()
    turn.get_by_role("button", name="Copiar resposta").click()
    expect(turn.get_by_role("button", name="Copiado")).to_be_visible()
    assert box.evaluate("navigator.clipboard.readText()") == text
    sent = answered(box, ANSWER)
    follow_up.fill("e a <b>Luna</b>?")
    box.get_by_role("button", name="Perguntar").click()
    expect(turn).to_have_count(2)
    assert sent == [{"pergunta": "e a <b>Luna</b>?", "anterior": first.value.json()["id"]}]


def test_weeks_and_comments_of_an_answer_are_links_and_the_conversation_stays(box: Page) -> None:
    answered(box, ANSWER)
    box.get_by_label("Sua pergunta").fill("e a <b>Luna</b>?")
    box.keyboard.press("Enter")

    turn = box.get_by_role("list", name="Perguntas e respostas").get_by_role("listitem")
    expect(turn).to_contain_text("e a <b>Luna</b>?")
    expect(turn).to_contain_text("Respondida por gemini em 900 ms")
    expect(turn.get_by_role("link", name="comentário 1")).to_have_attribute("href", f"/painel?comentario={COMMENT}")
    turn.get_by_role("link", name="S47").click()
    expect(box.get_by_role("heading", level=1, name="Semana 47 de 2026")).to_be_visible()
    box.go_back()
    expect(turn).to_have_count(1)
    box.get_by_role("button", name="Nova conversa").click()
    expect(turn).to_have_count(0)


def test_a_question_is_cancelled_and_stays_in_the_box(box: Page) -> None:
    box.route(API, lambda route: None)  # never answered
    box.get_by_label("Sua pergunta").fill("quem ganhou?")
    box.get_by_role("button", name="Perguntar").click()
    expect(box.get_by_role("status").filter(has_text="Lendo os números")).to_be_visible()

    box.get_by_role("button", name="Cancelar").click()

    expect(box.get_by_role("status").filter(has_text="Pergunta cancelada.")).to_be_visible()
    expect(box.get_by_label("Sua pergunta")).to_have_value("quem ganhou?")
    expect(box.get_by_label("Sua pergunta")).to_be_focused()


@pytest.mark.parametrize(
    ("status", "headers", "said"),
    [
        (429, {"Retry-After": "150"}, "Você pode perguntar de novo em 2 min."),
        (503, {"Retry-After": "5"}, "O modelo não respondeu."),
        (422, {}, "O modelo não respondeu."),
    ],
)
def test_a_question_without_an_answer_shows_the_reason(
    box: Page, status: int, headers: dict[str, str], said: str
) -> None:
    answered(box, {"erro": "o modelo não respondeu", "codigo": "x", "detalhes": []}, status, **headers)
    question = box.get_by_label("Sua pergunta")
    question.fill("e agora?")
    box.keyboard.press("Enter")

    expect(box.get_by_text(said)).to_be_visible()
    expect(question).to_have_attribute("aria-invalid", "true")
    expect(question).to_have_value("e agora?")


def test_a_question_that_the_data_cannot_answer_looks_different(box: Page) -> None:
    for verdict, said in [
        ("sem_dados", "Os dados não bastam"),
        ("fora_do_tema", "Fora do que"),
        ("ofensiva", "recusada"),
    ]:
        answered(box, ANSWER | {"id": uuid4().hex, "situacao": verdict, "origem": "numeros", "modelo": None})
        box.get_by_role("textbox").fill("?")
        box.keyboard.press("Enter")
        expect(box.get_by_role("listitem").filter(has_text=said)).to_contain_text("sem o modelo de linguagem")


def test_axe_finds_nothing_before_and_after_an_answer(box: Page) -> None:
    axe_finds_nothing(box)
    answered(box, ANSWER)
    box.get_by_label("Sua pergunta").fill("e a Luna?")
    box.keyboard.press("Enter")
    expect(box.get_by_label("Continue a conversa")).to_be_visible()

    axe_finds_nothing(box)
