"""The agreement page: kappa in words, the matrix as a table, corrections as a file."""

import csv
import io
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from local.client import call
from tests.support.browser.panel import axe_finds_nothing, axe_runs, opened, panel
from tests.support.stack.harness import RunningStack
from tests.support.stack.reviews import ask, curator, sent

pytestmark = [pytest.mark.stack, pytest.mark.browser]


@pytest.fixture
def page(request: pytest.FixtureRequest, browser: Browser, stack: RunningStack, token: str) -> Iterator[Page]:
    ana = curator(stack)[1]
    texts = ["que voz maravilhosa, chorei ouvindo", "que voz maravilhosa, amei", "o som do show estava péssimo"]
    ids = sent(stack, token, [{"texto": f"{text} {uuid4().hex}"} for text in texts])
    for key, body in zip(ids, ({"revisado": True}, {"categoria": "DÚVIDA"}, {"revisado": True}), strict=True):
        assert ask(stack, "PATCH", f"/api/comentarios/{key}", body, token=ana, seen=0).status == 200
    with panel(browser, stack, "curador", bypass_csp=axe_runs(request), accept_downloads=True) as found:
        found.add_init_script("delete window.showSaveFilePicker")
        opened(found, "/painel/concordancia", "Concordância")
        expect(found.locator(".matrix")).to_be_visible()
        yield found


def agreement(stack: RunningStack) -> dict[str, Any]:
    return dict(call("GET", f"{stack.base}/api/concordancia", None, stack.admin()).body)


def test_the_matrix_and_the_figures_are_those_of_the_api(page: Page, stack: RunningStack) -> None:
    found = agreement(stack)

    heads = page.locator(".matrix thead th").all_inner_texts()[:-1]
    for row in page.locator(".matrix tbody tr").all():
        model = row.locator("th").inner_text()
        cells = [int(text.split()[0].replace(".", "")) for text in row.locator("td[data-heat]").all_inner_texts()]
        assert cells == [found["matriz"][model.upper()][head.upper()] for head in heads]
    summary = page.get_by_label("Resumo")
    expect(summary).to_contain_text(f"{found['kappa']:.2f}".rstrip("0").replace(".", ","))
    expect(summary).to_contain_text(f"{found['iguais']} de {found['revisados']}")
    expect(summary).to_contain_text("desconta os acertos que viriam do acaso")


def test_the_corrections_are_taken_away(page: Page, stack: RunningStack) -> None:
    page.get_by_role("button", name="Exportar as revisões").click()
    with page.expect_download() as waiting:
        page.get_by_role("dialog").get_by_role("button", name="Exportar").click()

    content = waiting.value.path().read_text(encoding="utf-8-sig")

    rows = list(csv.DictReader(io.StringIO(content, newline=""), delimiter=";"))
    assert {row["revisado"] for row in rows} == {"sim"}
    assert any(row["historico"] and row["categoria"] == "DÚVIDA" for row in rows)


def test_without_a_review_it_says_what_to_do(page: Page) -> None:
    empty: dict[str, Any] = {"revisados": 0, "iguais": 0, "kappa": None, "matriz": {}, "categorias": []}
    page.route("**/api/concordancia", lambda route: route.fulfill(json=empty))
    page.reload()

    expect(page.get_by_text("Ninguém revisou um comentário ainda.")).to_be_visible()


def test_axe_finds_nothing_on_the_agreement_page(page: Page) -> None:
    axe_finds_nothing(page)
