"""The operation page: status in words, model usage as charts and tables, updates without layout shifts."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from local.client import call
from local.stack.config import STAND_IN
from tests.support.browser.panel import axe_finds_nothing, axe_runs, opened, panel
from tests.support.stack.harness import RunningStack
from tests.support.stack.sessions import administrator

pytestmark = [pytest.mark.stack, pytest.mark.browser]

TROUBLE = {
    "falhas": 3,
    "falhas_por_motivo": [{"codigo": "bloqueado", "motivo": "o modelo recusou", "comentarios": 3}],
    "pendentes": 40,
    "idade_da_fila_s": 1_500,
    "correio": {
        "semana": "2026-W47",
        "destinatarios": 3,
        "enviados": 2,
        "pendentes": 0,
        "falharam": 1,
        "cancelados": 0,
        "problemas": [
            {"email": "ana@exemplo.com", "motivo": "caixa cheia <b>", "tentativas": 2, "proxima_em": None},
        ],
    },
}


@pytest.fixture
def operation(request: pytest.FixtureRequest, browser: Browser, stack: RunningStack, token: str) -> Iterator[Page]:
    classified(stack, token)
    with panel(browser, stack, "curador", bypass_csp=axe_runs(request)) as page:
        page.clock.install()
        opened(page, "/painel/operacao", "Operação")
        expect(page.locator("article .plot svg")).to_have_count(3)
        yield page


def classified(stack: RunningStack, token: str) -> None:
    sent = stack.post([{"texto": f"um comentário para contar {uuid4().hex}"}], token)
    stack.settled(sent.body["lote_id"], token)


def figures(stack: RunningStack) -> dict[str, Any]:
    return dict(call("GET", f"{stack.base}/api/operacao", None, stack.admin()).body)


def calls_of_today(page: Page) -> int:
    chart = page.get_by_role("article", name="Chamadas por dia")
    return int(chart.locator("tbody tr:last-child td").first.inner_text().replace(".", ""))


def answered(page: Page, body: dict[str, Any], status: int = 200) -> None:
    """Replaces the answer of the figures from the next request on."""
    page.unroute_all()
    page.route(
        "**/api/operacao",
        lambda route: route.fulfill(status=status, body=json.dumps(body), content_type="application/json"),
    )
    page.clock.fast_forward(15_000)


def test_the_figures_are_those_of_the_api_and_the_charts_have_tables(operation: Page, stack: RunningStack) -> None:
    chart = operation.get_by_role("article", name="Chamadas por dia")
    chart.get_by_role("button", name="Ver como tabela").click()

    found = figures(stack)

    today = found["medido_em"][:10]
    assert calls_of_today(operation) == sum(d["chamadas"] for d in found["modelo_por_dia"] if d["dia"] == today)
    main = operation.get_by_role("main")
    assert found["versoes"]["modelo"] == STAND_IN
    expect(main).to_contain_text("modelo local de demonstração")
    expect(main).to_contain_text(found["versoes"]["aplicacao"])


def test_the_figures_are_read_again_every_fifteen_seconds_without_a_jump(
    operation: Page, stack: RunningStack, token: str
) -> None:
    toggle = operation.get_by_role("article", name="Chamadas por dia").get_by_role("button", name="Ver como tabela")
    toggle.click()
    before, top = calls_of_today(operation), operation.evaluate("scrollY")

    classified(stack, token)
    operation.clock.fast_forward(15_000)

    expect(
        operation.get_by_role("article", name="Chamadas por dia").locator("tbody tr:last-child td").first
    ).not_to_have_text(str(before))
    expect(toggle).to_be_focused()
    assert operation.evaluate("scrollY") == top


def test_trouble_is_told_in_words(operation: Page, stack: RunningStack) -> None:
    answered(operation, figures(stack) | TROUBLE)

    expect(operation.get_by_role("status").filter(has_text="Precisa de atenção")).to_contain_text(
        "fila, falhas, e-mail"
    )
    expect(operation.get_by_text("há 25 min")).to_be_visible()
    expect(operation.get_by_role("listitem").filter(has_text="o modelo recusou")).to_contain_text("3 comentários")
    expect(operation.get_by_role("link", name="Ver os 3 comentários")).to_have_attribute("href", "/painel/falhas")


def test_the_digest_s_mail_is_told_with_who_is_in_trouble(operation: Page, stack: RunningStack) -> None:
    answered(operation, figures(stack) | TROUBLE)

    expect(operation.get_by_role("status").filter(has_text="e-mail do resumo")).to_be_visible()
    rows = operation.get_by_role("region", name="Entregas com problema").locator("tbody tr")
    expect(rows.filter(has_text="caixa cheia <b>")).to_contain_text("desistiu")
    expect(operation.get_by_role("link", name="Semana 47 de 2026")).to_have_attribute(
        "href", "/painel/resumos/2026-W47"
    )


def test_questions_are_listed_with_what_they_cost(operation: Page, stack: RunningStack) -> None:
    question = f"quantos comentários na semana passada? {uuid4().hex[:6]}"
    asked = administrator(stack).call("POST", "/api/insights/perguntar", {"pergunta": question})
    operation.reload()

    row = operation.get_by_role("region", name="O que se perguntou, com o custo").locator("tbody tr").first
    expect(row).to_contain_text(question)
    expect(row).to_contain_text(asked.body["texto_gerado"])


def test_without_an_answer_the_last_figures_stay(operation: Page) -> None:
    answered(operation, {"erro": "o banco de dados não respondeu", "codigo": "banco", "detalhes": []}, 503)

    expect(operation.get_by_text("Sem notícias novas: O banco de dados não respondeu.")).to_be_visible()
    expect(operation.locator("article .plot svg")).to_have_count(3)


def test_axe_finds_nothing_in_good_days_and_bad(operation: Page, stack: RunningStack) -> None:
    operation.get_by_text("Por modelo e versão do prompt").click()
    axe_finds_nothing(operation)
    answered(operation, figures(stack) | TROUBLE)
    expect(operation.get_by_role("status").filter(has_text="Precisa de atenção")).to_be_visible()

    axe_finds_nothing(operation)
