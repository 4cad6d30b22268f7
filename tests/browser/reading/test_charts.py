"""Private charts of any filter, saved views, and the export of the filtered comments."""

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Download, Locator, Page, Route, expect

from local.client import call
from tests.support.browser.panel import axe_finds_nothing, axe_runs, opened, panel
from tests.support.stack.harness import RunningStack
from tests.support.stack.reviews import sent

pytestmark = [pytest.mark.stack, pytest.mark.browser]

EVIL = "<img src=x onerror=document.title='pwned'>"
CHARTS = 9
VIEWS = re.compile("^(Visões salvas$|Visão: )")  # of nothing at all one may be open, and stands there
# A file picker without a dialog: returns a real file handle in the page's private file system.
PICKER = """
window.showSaveFilePicker = async ({ suggestedName }) => {
    const folder = await navigator.storage.getDirectory();
    window.saved = suggestedName;
    return folder.getFileHandle(suggestedName, { create: true });
};
"""
SAVED = """async () => {
    const folder = await navigator.storage.getDirectory();
    return (await (await folder.getFileHandle(window.saved)).getFile()).text();
}"""


class Sent(NamedTuple):
    artist: str
    texts: list[str]


@pytest.fixture(scope="module")
def comments(stack: RunningStack, token: str) -> Sent:
    """Seven comments over ten days, with their own artist."""
    artist, now = f"Artista {uuid4().hex[:8]}", datetime.now(UTC)
    texts = [f"=1+{n}; que voz linda {EVIL}" if n % 2 else f"o som do show {n} estava péssimo" for n in range(7)]
    items = [
        {"texto": text, "artista": artist, "publicado_em": (now - timedelta(hours=36 * n)).isoformat()}
        for n, text in enumerate(texts)
    ]
    sent(stack, token, items)
    return Sent(artist, texts)


@pytest.fixture
def page(request: pytest.FixtureRequest, browser: Browser, stack: RunningStack, comments: Sent) -> Iterator[Page]:
    with panel(browser, stack, "curador", bypass_csp=axe_runs(request), accept_downloads=True) as found:
        found.add_init_script("delete window.showSaveFilePicker")
        opened(found, f"/painel/graficos?artista={comments.artist}", "Gráficos")
        drawn(found)
        yield found
        assert found.title() != "pwned"


def drawn(page: Page) -> None:
    expect(page.locator(".figure-card .plot svg").first).to_be_visible()


def total(page: Page) -> Locator:
    return page.get_by_label("No período").locator("dd.value").first


def export(page: Page, **choices: Any) -> Download:
    page.get_by_role("button", name="Exportar").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("radio", name=choices.get("format", "CSV"), exact=False).first.check()
    if "excel" in choices:
        dialog.get_by_role("checkbox").set_checked(choices["excel"])
    with page.expect_download() as waiting:
        dialog.get_by_role("button", name="Exportar").click()
    expect(dialog.get_by_role("status")).to_contain_text(re.compile("Pronto: 7 comentários"))
    return waiting.value


def test_the_charts_are_of_the_filter_and_tell_it_in_tables(page: Page, stack: RunningStack, comments: Sent) -> None:
    query = f"artista={comments.artist.replace(' ', '%20')}"
    found = call("GET", f"{stack.base}/api/comentarios/graficos?{query}", None, stack.admin()).body

    expect(total(page)).to_have_text("7")
    expect(page.locator("article.figure-card")).to_have_count(CHARTS)
    chart = page.get_by_role("article", name=found["relatorio"]["graficos"][0]["titulo"])
    chart.get_by_role("button", name="Ver como tabela").click()
    cells = chart.locator("tbody td:nth-of-type(1)").all_inner_texts()
    assert sum(map(int, cells)) == 7


def test_period_and_filters_are_in_the_address(page: Page, comments: Sent) -> None:
    page.get_by_role("radio", name="7 dias").check(force=True)
    expect(page).to_have_url(re.compile("periodo=7d"))
    expect(total(page)).to_have_text("5")

    page.get_by_label("Buscar nos comentários").fill("voz linda")

    expect(total(page)).to_have_text("2")
    expect(page).to_have_url(re.compile("busca=voz"))
    page.reload()
    expect(total(page)).to_have_text("2")
    page.get_by_role("button", name=f"Retirar o filtro Artista: {comments.artist}").click()
    expect(page).not_to_have_url(re.compile("artista="))


def test_a_filter_that_finds_nothing_says_so(page: Page) -> None:
    page.get_by_label("Buscar nos comentários").fill(f"ninguém{uuid4().hex}")

    expect(page.get_by_text("Nenhum comentário classificado com estes filtros")).to_be_visible()


def test_a_csv_for_a_spreadsheet_is_exactly_what_is_filtered(page: Page, comments: Sent) -> None:
    download = export(page)

    content = download.path().read_bytes()

    assert re.fullmatch(r"comentarios-\d{4}-\d\d-\d\d\.csv", download.suggested_filename)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert sorted(row["texto"].lstrip("'") for row in rows) == sorted(comments.texts)
    assert not [row for row in rows if row["texto"].startswith("=")]


def test_a_plain_csv_has_commas_and_no_mark(page: Page) -> None:
    content = export(page, excel=False).path().read_bytes()

    assert content.startswith(b"id,texto,")


@pytest.mark.parametrize("file_format", ["JSON", "NDJSON"])
def test_the_other_formats_hold_the_same(page: Page, comments: Sent, file_format: str) -> None:
    text = export(page, format=file_format).path().read_text(encoding="utf-8")

    rows = json.loads(text) if file_format == "JSON" else [json.loads(line) for line in text.splitlines()]
    assert sorted(row["texto"] for row in rows) == sorted(comments.texts)


def test_an_export_is_written_straight_to_the_file_if_the_browser_can(
    browser: Browser, stack: RunningStack, comments: Sent
) -> None:
    with panel(browser, stack, "curador") as page:
        page.add_init_script(PICKER)
        opened(page, f"/painel/graficos?artista={comments.artist}", "Gráficos")
        page.get_by_role("button", name="Exportar").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_role("radio", name="JSON", exact=False).first.check()
        dialog.get_by_role("button", name="Exportar").click()
        expect(dialog.get_by_role("status")).to_contain_text("Pronto: 7 comentários")

        saved = json.loads(page.evaluate(SAVED))

    assert sorted(row["texto"] for row in saved) == sorted(comments.texts)


def test_an_export_is_cancelled_and_another_is_told_that_it_broke(page: Page) -> None:
    held: list[Route] = []
    page.route("**/api/comentarios/exportar?**", lambda route: held.append(route))
    page.get_by_role("button", name="Exportar").click()
    dialog = page.get_by_role("dialog")

    dialog.get_by_role("button", name="Exportar").click()
    dialog.get_by_role("button", name="Cancelar").click()
    expect(dialog.get_by_role("status")).to_contain_text("Cancelado. Nada foi salvo.")

    page.unroute_all()
    page.route("**/api/comentarios/exportar?**", lambda route: route.abort())
    dialog.get_by_role("button", name="Exportar").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Nada foi salvo.")


def test_views_are_saved_opened_shared_and_deleted(
    browser: Browser, stack: RunningStack, page: Page, comments: Sent
) -> None:
    mine, ours = f"Minha {EVIL} {uuid4().hex[:6]}", f"Nossa {uuid4().hex[:6]}"
    for name, team in ((mine, False), (ours, True)):
        page.get_by_role("button", name=VIEWS).click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("Nome").fill(name)
        dialog.get_by_label("Para toda a equipe").set_checked(team)
        dialog.get_by_role("button", name="Salvar").click()
        expect(dialog.get_by_role("button", name=name, exact=True)).to_be_visible()
        page.keyboard.press("Escape")

    with panel(browser, stack, "curador") as other:
        opened(other, "/painel/graficos", "Gráficos")
        other.get_by_role("button", name=VIEWS).click()
        dialog = other.get_by_role("dialog")
        expect(dialog.get_by_role("button", name=ours)).to_be_visible()
        expect(dialog.get_by_text(mine)).to_have_count(0)
        dialog.get_by_role("button", name=re.compile(f"^{ours}")).click()
        expect(other.get_by_role("button", name=f"Visão: {ours}")).to_be_visible()
        assert parse_qs(urlsplit(other.url).query) == {"artista": [comments.artist]}
        expect(total(other)).to_have_text("7")

    page.get_by_role("button", name=VIEWS).click()
    delete = page.get_by_role("dialog").get_by_role("button", name=f"Apagar a visão {ours}")
    delete.click()
    page.get_by_role("button", name=f"Apagar mesmo a visão {ours}").click()
    expect(page.get_by_role("dialog").get_by_text(ours, exact=True)).to_have_count(0)
    views = call("GET", f"{stack.base}/api/visoes", None, stack.admin()).body["visoes"]
    assert ours not in [view["nome"] for view in views]


def test_the_list_s_views_keep_its_order_and_its_export_takes_what_it_shows(page: Page, comments: Sent) -> None:
    asked, name = f"/painel?artista={comments.artist}&tag=show_som&ordem=menos_certos", f"Som {uuid4().hex[:6]}"
    opened(page, asked, "Comentários")
    expect(page.locator(".row")).not_to_have_count(0)
    shown = page.locator(".row").count()
    page.get_by_role("button", name=VIEWS).click()
    page.get_by_label("Nome").fill(name)
    page.get_by_role("dialog").get_by_role("button", name="Salvar").click()
    expect(page.get_by_role("dialog").get_by_role("button", name=name, exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name=f"Visão: {name}")).to_be_visible()

    page.get_by_role("button", name="Exportar").click()
    with page.expect_download() as waiting:
        page.get_by_role("dialog").get_by_role("button", name="Exportar").click()
    expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text("Pronto")
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Gráficos").last.click()
    expect(total(page)).to_have_text(str(shown))

    content = waiting.value.path().read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content, newline=""), delimiter=";"))
    assert len(rows) == shown
    assert [row["confianca"] for row in rows] == sorted((row["confianca"] for row in rows), key=float)
    opened(page, "/painel", "Comentários")
    page.get_by_role("button", name=VIEWS).click()
    page.get_by_role("dialog").get_by_role("button", name=name, exact=True).click()
    expect(page).to_have_url(re.compile("tag=show_som.*ordem=menos_certos"))


def test_axe_finds_nothing_in_the_charts_of_a_filter(page: Page) -> None:
    axe_finds_nothing(page)
    page.get_by_role("button", name="Exportar").click()
    axe_finds_nothing(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name=VIEWS).click()
    axe_finds_nothing(page)
