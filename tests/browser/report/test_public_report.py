"""The public report: selection, comparison, tables, downloads, stale data, errors."""

import csv
import io
import json
import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from local.stack.config import ROOT
from tests.browser.conftest import drawn
from tests.support.stack.harness import RunningStack

pytestmark = [pytest.mark.stack, pytest.mark.browser]

CHARTS = ("categorias", "volume", "tags", "sentimento", "artistas", "horarios", "semanas", "confianca", "lancamentos")
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"


def view(shown: dict[str, Any], scope: str, period: str) -> dict[str, Any]:
    found = next(one for one in shown["escopos"] if scope in (one["id"], one["nome"]))
    return dict(found["periodos"][period])


def total_of(page: Page, chart: str) -> int:
    """Sum of the numbers in the chart's table, first number column."""
    page.locator(f"#{chart} button", has_text="Ver como tabela").click()
    cells = page.locator(f"#{chart} table tbody tr td:nth-of-type(1)").all_inner_texts()
    return sum(int(cell.replace(".", "")) for cell in cells)


def test_every_chart_is_there_with_a_title(page: Page) -> None:
    for chart in CHARTS:
        page.locator(f"#{chart}").scroll_into_view_if_needed()
        expect(page.locator(f"#{chart} h2, #{chart} h3").first).not_to_be_empty()
        expect(page.locator(f"#{chart} .plot > svg").first).to_be_visible()


def test_the_period_is_chosen_and_kept_in_the_address(page: Page, given: dict[str, Any]) -> None:
    page.locator("input[name=periodo][value='30d']").check(force=True)

    expect(page).to_have_url(re.compile(r"\?periodo=30d$"))
    assert total_of(page, "categorias") == view(given, "todos", "30d")["resumo"]["comentarios"]
    page.reload()
    drawn(page)
    expect(page.locator("input[name=periodo][value='30d']")).to_be_checked()


def test_an_artist_is_chosen_and_only_their_comments_are_counted(page: Page, given: dict[str, Any]) -> None:
    page.locator("input[name=periodo][value='8s']").check(force=True)
    artist = given["escopos"][1]
    page.locator("#artista").select_option(artist["id"])

    assert f"artista={artist['id']}" in page.url
    assert total_of(page, "categorias") == view(given, artist["nome"], "8s")["resumo"]["comentarios"]
    expect(page.locator("#artistas")).to_be_hidden()
    page.go_back()
    assert "artista=" not in page.url


def test_one_request_serves_every_choice(browser: Browser, stack: RunningStack, shown: dict[str, Any]) -> None:
    context = browser.new_context()
    page, asked = context.new_page(), []
    page.on("request", lambda request: asked.append(request.url) if "/api/" in request.url else None)
    page.goto(stack.base)
    drawn(page)

    for period in ("24h", "30d", "8s", "7d"):
        page.locator(f"input[name=periodo][value='{period}']").check(force=True)

    assert len(asked) == 1
    context.close()


def test_a_table_shows_what_its_chart_shows(page: Page, given: dict[str, Any]) -> None:
    page.locator("#categorias button", has_text="Ver como tabela").click()

    rows = page.locator("#categorias table tbody tr").all_inner_texts()

    assert len(rows) == 5
    expect(page.locator("#categorias table caption")).not_to_be_empty()
    for row in view(given, "todos", "7d")["categorias"]:
        assert any(str(row["comentarios"]) in line for line in rows)


def test_a_chart_is_taken_away_as_csv(page: Page, given: dict[str, Any]) -> None:
    with page.expect_download() as waiting:
        page.locator("#categorias button", has_text="Baixar CSV").click()

    content = waiting.value.path().read_text(encoding="utf-8-sig")

    rows = list(csv.reader(io.StringIO(content)))
    assert len(rows) == 6
    assert sum(int(row[1]) for row in rows[1:]) == view(given, "todos", "7d")["resumo"]["comentarios"]


def test_charts_are_read_by_keyboard(page: Page) -> None:
    chart = page.locator("#volume .plot").first
    chart.focus()
    page.keyboard.press("ArrowRight")
    first = page.locator("#fala").inner_text()
    page.keyboard.press("ArrowRight")

    assert first
    expect(page.locator("#fala")).not_to_have_text(first)
    expect(page.locator("#volume .tip")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#volume .tip")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_on_the_public_report(
    browser: Browser, stack: RunningStack, shown: dict[str, Any], scheme: Any, width: int
) -> None:
    # The policy of the page would refuse axe's own evaluation; what it finds does not depend on it.
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    page.goto(stack.base)
    drawn(page)
    page.add_script_tag(path=AXE)

    found = page.evaluate("axe.run().then(found => found.violations.map(one => one.id + ' ' + one.nodes[0].target))")

    assert found == []
    context.close()


def test_nothing_is_wider_than_a_small_phone(browser: Browser, stack: RunningStack, shown: dict[str, Any]) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(stack.base)
    drawn(page)

    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


def served(page: Page, stack: RunningStack, body: str, status: int = 200) -> None:
    """The page with another answer instead of the report."""
    page.route(
        "**/api/relatorio", lambda route: route.fulfill(status=status, body=body, content_type="application/json")
    )
    page.goto(stack.base)


@pytest.fixture
def bare(browser: Browser) -> Any:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def test_data_older_than_three_minutes_say_so(bare: Page, stack: RunningStack, shown: dict[str, Any]) -> None:
    served(bare, stack, json.dumps({**shown, "gerado_em": "2026-01-05T12:00:00Z"}))
    drawn(bare)

    expect(bare.locator("#aviso")).to_contain_text("Mostrando o último relatório")


def test_without_network_the_last_good_report_stays(bare: Page, stack: RunningStack, shown: dict[str, Any]) -> None:
    bare.goto(stack.base)
    drawn(bare)
    headline = bare.locator("#manchete").inner_text()

    bare.context.set_offline(True)

    expect(bare.locator("#aviso")).to_contain_text("sem conexão")
    expect(bare.locator("#manchete")).to_have_text(headline)


def test_an_unreachable_report_is_an_error_with_a_way_out(bare: Page, stack: RunningStack) -> None:
    served(bare, stack, '{"erro": "x", "codigo": "y", "detalhes": []}', 503)

    expect(bare.locator("#falha")).to_be_visible()
    expect(bare.locator("#tentar")).to_be_visible()


def test_a_report_without_comments_invites_to_send_some(bare: Page, stack: RunningStack, shown: dict[str, Any]) -> None:
    empty = {**shown, "total": 0, "escopos": [{**shown["escopos"][0], "comentarios": 0}]}
    served(bare, stack, json.dumps(empty))

    expect(bare.locator("#vazio")).to_be_visible()


def test_a_name_that_is_markup_stays_text(bare: Page, stack: RunningStack, shown: dict[str, Any]) -> None:
    evil = "<img src=x onerror=document.title='pwned'>"
    text = json.dumps(shown).replace(shown["escopos"][1]["nome"], evil)
    served(bare, stack, text)
    drawn(bare)
    bare.locator("#artistas").scroll_into_view_if_needed()

    expect(bare.locator("#artista")).to_contain_text("<img")
    assert bare.title() != "pwned"


def test_the_policy_is_in_force(page: Page, stack: RunningStack) -> None:
    answer = page.request.get(stack.base)

    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "max-age" in answer.headers["strict-transport-security"]
