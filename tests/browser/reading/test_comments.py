"""The list of comments: search, filters, counts, pages, and comments that arrive meanwhile."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.browser.comments import (
    CRITICISM,
    PRAISE,
    QUESTION,
    listed,
    opened_list,
    rows,
    written,
    written_at_once,
)
from tests.support.browser.panel import axe_finds_nothing, panel, panel_of
from tests.support.stack.harness import RunningStack
from tests.support.stack.sessions import Browser as Visitor
from tests.support.stack.sessions import logged_in

pytestmark = [pytest.mark.stack, pytest.mark.browser]


@pytest.fixture(scope="module")
def artist(stack: RunningStack, token: str) -> str:
    return written(stack, token, [PRAISE, CRITICISM, QUESTION, "o refrão é bonito, a letra nem tanto"])


@pytest.fixture(scope="module")
def curator(stack: RunningStack) -> Visitor:
    return logged_in(stack)[0]


@pytest.fixture
def page(browser: Browser, stack: RunningStack, curator: Visitor) -> Iterator[Page]:
    with panel_of(browser, stack, curator, viewport={"width": 1440, "height": 900}) as opened:
        yield opened


def test_a_search_marks_what_it_found_and_stays_in_the_address(page: Page, artist: str) -> None:
    opened_list(page, artist, 4)
    page.keyboard.press("/")
    page.keyboard.type("REFRAO lindo")

    expect(rows(page)).to_have_count(1)
    assert rows(page).locator("mark").all_inner_texts() == ["refrão", "lindo"]
    expect(page).to_have_url(re.compile(r"busca=REFRAO\+lindo"))
    page.reload()
    expect(page.get_by_label("Buscar nos comentários")).to_have_value("REFRAO lindo")
    expect(rows(page)).to_have_count(1)


def test_counts_by_category_are_those_of_the_filter_and_filter_themselves(
    page: Page, stack: RunningStack, artist: str
) -> None:
    opened_list(page, artist, 4)
    expected = [one["categoria"] for one in listed(stack, artist)].count("CRÍTICA")
    button = page.get_by_role("group", name="Comentários por categoria").get_by_role("button", name="Críticas")

    expect(button).to_contain_text(str(expected))
    button.click()

    expect(rows(page)).to_have_count(expected)
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("list", name="Filtros em uso")).to_contain_text("Crítica")
    page.get_by_role("button", name="Retirar o filtro Crítica").click()
    expect(rows(page)).to_have_count(4)
    page.go_back()
    expect(rows(page)).to_have_count(expected)


def test_every_filter_narrows_the_list_and_is_a_chip(page: Page, stack: RunningStack, artist: str) -> None:
    opened_list(page, artist, 4)
    page.keyboard.press("f")
    panel_of_filters = page.locator("#filtros")
    panel_of_filters.get_by_label("Não revisados").check()
    panel_of_filters.get_by_label("Classificado").check()
    panel_of_filters.get_by_label("Negativo").check()
    panel_of_filters.get_by_label("Até").nth(1).fill("99")
    page.keyboard.press("Enter")
    panel_of_filters.get_by_label("Desde").fill("2020-01-31")
    panel_of_filters.get_by_label("Versão do prompt").fill("v1")
    page.keyboard.press("Enter")

    negative = [one for one in listed(stack, artist) if one["sentimento"] == "NEGATIVO" and one["confianca"] <= 0.99]
    expect(rows(page)).to_have_count(len(negative))
    chips = page.get_by_role("list", name="Filtros em uso")
    for text in ("Negativo", "Classificado", "Não revisado", "Confiança até 99", "Desde 31/01/2020", "Prompt: v1"):
        expect(chips).to_contain_text(text)
    page.get_by_role("button", name="Limpar filtros").click()
    expect(chips).to_have_count(0)


def test_a_tag_is_filtered_by_from_the_catalogue(page: Page, stack: RunningStack, artist: str) -> None:
    tags = {tag["codigo"] for one in listed(stack, artist) for tag in one["tags"]}
    tag = sorted(tags)[0]
    opened_list(page, artist, 4)
    page.get_by_role("button", name="Filtros").click()

    page.get_by_label("Tag", exact=True).fill(tag)
    page.keyboard.press("Enter")

    with_tag = [one for one in listed(stack, artist) if tag in [found["codigo"] for found in one["tags"]]]
    expect(rows(page)).to_have_count(len(with_tag))
    expect(page.get_by_role("list", name="Filtros em uso")).to_contain_text(f"Tag: {tag}")


def test_pages_follow_without_a_gap_and_the_order_is_asked_for(page: Page, stack: RunningStack, token: str) -> None:
    artist = written_at_once(stack, token, [f"{CRITICISM}, parte {n}" for n in range(60)])
    opened_list(page, artist, 50)
    page.get_by_label("Ordem").select_option("menos_certos")
    expect(page).to_have_url(re.compile("ordem=menos_certos"))
    expect(rows(page)).to_have_count(50)

    page.get_by_role("button", name="Mostrar mais").click()

    expect(rows(page)).to_have_count(60)
    expect(page.get_by_role("button", name="Mostrar mais")).to_have_count(0)
    shown = [text.splitlines()[0] for text in rows(page).locator("a").all_inner_texts()]
    assert shown == [one["texto"] for one in listed(stack, artist, ordem="menos_certos")]


def test_new_comments_are_announced_and_the_list_does_not_move(page: Page, stack: RunningStack, token: str) -> None:
    artist = written(stack, token, [PRAISE, CRITICISM])
    opened_list(page, artist, 2)
    first = rows(page).first.inner_text()
    written(stack, token, [QUESTION], artist)

    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # as when the tab becomes visible again

    news = page.get_by_role("button", name="1 comentário novo: mostrar")
    expect(news).to_be_visible()
    assert rows(page).first.inner_text() == first
    news.click()
    expect(rows(page)).to_have_count(3)
    expect(rows(page).first).to_contain_text(QUESTION)
    expect(news).to_have_count(0)


def test_a_correction_that_leaves_the_filter_stays_in_sight_and_is_no_news(
    page: Page, stack: RunningStack, token: str
) -> None:
    artist = written_at_once(stack, token, [f"{CRITICISM} de novo", CRITICISM, PRAISE])
    critical = [one for one in listed(stack, artist) if one["categoria"] == "CRÍTICA"]
    page.goto(f"/painel?artista={artist.replace(' ', '+')}&categoria=CR%C3%8DTICA")
    expect(rows(page)).to_have_count(len(critical))
    for key in ("j", "2", "s"):
        page.keyboard.press(key)
    expect(rows(page).first).to_contain_text("Sugestão")

    with page.expect_response(re.compile("limite=1$")):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    counts = page.get_by_role("group", name="Comentários por categoria")
    expect(counts.get_by_role("button", name="Sugestões")).to_contain_text("1", timeout=10_000)
    expect(counts.get_by_role("button", name="Críticas")).to_contain_text(str(len(critical) - 1))
    expect(page.locator(".arrivals")).to_be_empty()
    expect(rows(page)).to_have_count(len(critical))


def test_nothing_found_and_nothing_understood_both_have_a_way_out(page: Page, artist: str) -> None:
    page.goto("/painel?busca=palavraquenuncaninguemescreveu")
    expect(page.get_by_text("Nenhum comentário combina com estes filtros.")).to_be_visible()
    page.goto("/painel?categoria=NADA")
    expect(page.get_by_role("alert")).to_contain_text("deve ser um destes")

    page.get_by_role("button", name="Retirar o filtro NADA").click()

    expect(rows(page).first).to_be_visible()


def test_a_list_that_cannot_be_had_can_be_asked_for_again(page: Page, artist: str) -> None:
    page.route("**/api/comentarios?*", lambda route: route.abort())
    page.goto("/painel")
    expect(page.get_by_role("alert")).to_contain_text("Não foi possível falar com o servidor")
    page.unroute("**/api/comentarios?*")

    page.get_by_role("button", name="Tentar de novo").click()

    expect(rows(page).first).to_be_visible()


def test_a_search_that_has_not_found_anything_yet_goes_on(page: Page, artist: str) -> None:
    nothing_yet = json.dumps({"comentarios": [], "proximo": "mais", "total": None})
    page.route("**/api/comentarios?*", lambda route: route.fulfill(body=nothing_yet, content_type="application/json"))
    page.goto("/painel?busca=a+b")
    expect(page.get_by_text("Ainda nada entre os comentários mais próximos")).to_be_visible()
    page.unroute("**/api/comentarios?*")
    page.route(
        "**/api/comentarios?*cursor=mais",
        lambda route: route.continue_(url=f"{route.request.url[: route.request.url.index('?')]}"),
    )

    page.get_by_role("button", name="Mostrar mais").click()

    expect(rows(page).first).to_be_visible()


def test_the_detail_stands_beside_the_list_and_the_way_back_closes_it(
    page: Page, stack: RunningStack, artist: str
) -> None:
    opened_list(page, artist, 4)
    first = listed(stack, artist)[0]

    rows(page).first.locator("a").click()

    pane = page.get_by_role("region", name="Comentário 1 de 4")
    expect(pane.locator("blockquote")).to_have_text(first["texto"])
    expect(pane).to_contain_text(first["modelo"])
    expect(pane.get_by_role("radio", name=first["categoria"].capitalize())).to_be_checked()
    expect(pane.get_by_role("heading", name="Histórico")).to_be_visible()
    expect(rows(page).first).to_be_visible()
    page.go_back()
    expect(page.get_by_text("Escolha um comentário")).to_be_visible()


def test_on_a_phone_the_comment_takes_the_list_s_place(page: Page, artist: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    opened_list(page, artist, 4)
    second = rows(page).nth(1).locator("a").inner_text()

    rows(page).nth(1).locator("a").click()

    expect(page.locator("blockquote")).to_have_text(second)
    expect(page.locator(".listing")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="Fechar e voltar à lista").click()
    expect(rows(page).nth(1).locator("a")).to_be_focused()


def test_axe_finds_nothing_with_a_comment_open_and_filters_open(
    browser: Browser, stack: RunningStack, artist: str
) -> None:
    with panel(browser, stack, bypass_csp=True) as page:
        opened_list(page, artist, 4)
        page.keyboard.press("f")
        expect(page.get_by_role("combobox", name="Artista")).to_be_visible()
        axe_finds_nothing(page)
        page.keyboard.press("f")
        page.set_viewport_size({"width": 1440, "height": 900})
        page.keyboard.press("j")
        expect(page.get_by_role("heading", name="Histórico")).to_be_visible()
        axe_finds_nothing(page)
