"""The digest pages: digests by week, and their recipients."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from alumusic.domain.report.iso_week import IsoWeek
from tests.support.browser.panel import axe_finds_nothing, axe_runs, opened, panel
from tests.support.stack.harness import RunningStack
from tests.support.stack.sessions import administrator

pytestmark = [pytest.mark.stack, pytest.mark.browser]

WEEK = IsoWeek.of(datetime.now(UTC)).back(1).name
TITLE = f"Semana {int(WEEK[-2:])} de {WEEK[:4]}"


@pytest.fixture(scope="module")
def digest(stack: RunningStack, shown: dict[str, Any]) -> dict[str, Any]:
    made = administrator(stack).call("POST", f"/api/resumos/{WEEK}/refazer")
    assert made.status == 200, made.body
    return dict(made.body)


@pytest.fixture
def people(request: pytest.FixtureRequest, browser: Browser, stack: RunningStack) -> Iterator[Page]:
    with panel(browser, stack, "curador", bypass_csp=axe_runs(request)) as page:
        opened(page, "/painel/destinatarios", "Destinatários")
        yield page


def row(page: Page, text: str) -> Locator:
    return page.get_by_role("list", name="Quem recebe").get_by_role("listitem").filter(has_text=text)


def address() -> str:
    return f"{uuid4().hex[:12]}@exemplo.com"


def test_a_week_is_read_from_the_list_with_text_figures_and_charts(
    browser: Browser, stack: RunningStack, digest: dict[str, Any]
) -> None:
    with panel(browser, stack, "curador") as page:
        opened(page, "/painel/resumos", "Resumos semanais")
        page.get_by_role("link", name=TITLE).click()

        expect(page.get_by_role("heading", level=1, name=TITLE)).to_be_focused()
        main = page.get_by_role("main")
        expect(main).to_contain_text(digest["texto"])
        chart = page.get_by_role("article", name="Comentários por dia")
        expect(page.locator("article .plot svg").first).to_be_visible()
        chart.get_by_role("button", name="Ver como tabela").click()
        cells = [cell.replace(".", "") for cell in chart.locator("tbody td").all_inner_texts()]
        assert sum(map(int, cells)) == digest["comentarios"]
        expect(page.get_by_role("link", name="Resumos", exact=True)).to_have_attribute("aria-current", "page")
        expect(page.get_by_role("button", name="Refazer o resumo")).to_have_count(0)


def test_axe_finds_nothing_in_the_weeks(browser: Browser, stack: RunningStack, digest: dict[str, Any]) -> None:
    with panel(browser, stack, bypass_csp=True) as page:
        opened(page, "/painel/resumos", "Resumos semanais")
        expect(page.get_by_role("link", name=TITLE)).to_be_visible()
        axe_finds_nothing(page)
        opened(page, f"/painel/resumos/{WEEK}", TITLE)
        expect(page.locator("article .plot svg")).to_have_count(5)
        axe_finds_nothing(page)


def test_a_chart_of_the_week_is_read_by_keyboard(browser: Browser, stack: RunningStack, digest: dict[str, Any]) -> None:
    with panel(browser, stack, "curador") as page:
        opened(page, f"/painel/resumos/{WEEK}", TITLE)
        chart = page.get_by_role("article", name="Comentários por dia")
        plot = chart.get_by_role("application")
        expect(plot.locator("svg")).to_be_visible()
        plot.focus()
        page.keyboard.press("ArrowRight")

        expect(chart.locator("[aria-live]")).to_contain_text("comentário")
        expect(plot.locator(".tip")).to_be_visible()


def test_an_admin_makes_it_again(browser: Browser, stack: RunningStack, digest: dict[str, Any]) -> None:
    with panel(browser, stack) as page:
        opened(page, f"/painel/resumos/{WEEK}", TITLE)
        page.get_by_role("button", name="Refazer o resumo").click()
        page.get_by_role("dialog").get_by_role("button", name="Fazer agora").click()

        expect(page.get_by_role("main")).to_contain_text("refeito em")
        expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_week_without_a_digest_says_so(browser: Browser, stack: RunningStack) -> None:
    with panel(browser, stack, "curador") as page:
        opened(page, "/painel/resumos/2020-W01", "Semana 1 de 2020")
        expect(page.get_by_text("Esta semana não tem resumo.")).to_be_visible()
        opened(page, "/painel/resumos/semana-que-vem", "Resumo")
        expect(page.get_by_text("Esta semana não existe")).to_be_visible()


def test_a_person_is_added_once_and_removed(people: Page) -> None:
    email, form = address(), people.get_by_role("region", name="Adicionar uma pessoa")
    for _ in range(2):
        form.get_by_label("E-mail").fill(email)
        form.get_by_label("Nome").fill("Bia <b>")
        form.get_by_role("button", name="Adicionar").click()
        expect(row(people, email)).to_contain_text("Bia <b>")

    expect(form.get_by_role("alert")).to_have_text("Este endereço já recebe o resumo.")
    row(people, email).get_by_role("button", name="Remover").click()
    people.get_by_role("dialog").get_by_role("button", name="Remover").click()
    expect(row(people, email)).to_have_count(0)


def test_a_pasted_list_names_its_bad_lines(people: Page) -> None:
    good = address()
    people.get_by_role("textbox", name="Lista").fill(f"Caio <{good}>\nsem arroba\n{good}")
    people.get_by_role("button", name="Importar").click()

    expect(people.get_by_text("1 pessoa adicionada; 2 linhas ficaram de fora.")).to_be_visible()
    expect(row(people, good)).to_contain_text("Caio")
    bad = people.get_by_role("region", name="Linhas que ficaram de fora").locator("tbody tr")
    expect(bad).to_contain_text(["sem arroba", "repete o endereço da linha 1"])


def test_a_list_from_a_file_is_seen_before_it_is_sent(people: Page) -> None:
    file = {"name": "lista.csv", "mimeType": "text/csv", "buffer": "José;não é e-mail".encode("cp1252")}
    people.get_by_label("Ou de um arquivo").set_input_files(file)  # type: ignore[arg-type]
    expect(people.get_by_role("textbox", name="Lista")).to_have_value("José;não é e-mail")

    people.get_by_role("button", name="Importar").click()

    expect(people.get_by_text("Nenhuma linha da lista pôde ser adicionada.")).to_be_visible()
    bad = people.get_by_role("region", name="Linhas que ficaram de fora").locator("tbody tr")
    expect(bad).to_contain_text(["José;não é e-mail"])
    expect(people.get_by_role("textbox", name="Lista")).to_have_value("José;não é e-mail")


def test_axe_finds_nothing_among_the_people(people: Page) -> None:
    people.get_by_role("textbox", name="Lista").fill(f"{address()}\nsem arroba")
    people.get_by_role("button", name="Importar").click()
    expect(people.get_by_role("region", name="Linhas que ficaram de fora")).to_be_visible()

    axe_finds_nothing(people)
