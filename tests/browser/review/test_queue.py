"""The review queue: least certain comments first, reviewed one by one or many at once."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.browser.comments import CRITICISM, detail, listed, opened_list, rows, written_at_once
from tests.support.browser.panel import axe_finds_nothing, panel, panel_of
from tests.support.stack.harness import RunningStack
from tests.support.stack.reviews import ask
from tests.support.stack.sessions import Browser as Visitor
from tests.support.stack.sessions import logged_in

pytestmark = [pytest.mark.stack, pytest.mark.browser]

QUEUE = "/painel/fila"


@pytest.fixture(scope="module")
def curator(stack: RunningStack) -> Visitor:
    return logged_in(stack)[0]


@pytest.fixture
def page(browser: Browser, stack: RunningStack, curator: Visitor) -> Iterator[Page]:
    with panel_of(browser, stack, curator, viewport={"width": 1440, "height": 900}) as opened:
        yield opened


@pytest.fixture
def artist(stack: RunningStack, token: str) -> str:
    texts = [CRITICISM, "meh", "o refrão é lindo", "quando sai o disco?", "sei lá, talvez", "bem que podia ter vinil"]
    return written_at_once(stack, token, texts)


def test_the_least_certain_come_first_and_a_decision_leads_on(page: Page, stack: RunningStack, artist: str) -> None:
    order = listed(stack, artist, ordem="menos_certos")
    opened_list(page, artist, 6, QUEUE)
    assert rows(page).locator("a").all_inner_texts() == [one["texto"] for one in order]

    for key in ("j", "a", "4", "s"):
        page.keyboard.press(key)

    expect(page.locator("blockquote")).to_have_text(order[2]["texto"])
    expect(page.locator(".sitting")).to_contain_text("2 revisados nesta sessão · faltam 4")
    expect(rows(page).nth(1)).to_contain_text("Spam")
    page.reload()
    expect(rows(page)).to_have_count(4)
    expect(page.locator(".sitting")).to_contain_text("2 revisados nesta sessão · faltam 4")


def test_undo_leads_back_to_the_comment(page: Page, stack: RunningStack, artist: str) -> None:
    order = listed(stack, artist, ordem="menos_certos")
    opened_list(page, artist, 6, QUEUE)
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.locator("blockquote")).to_have_text(order[1]["texto"])
    expect(page.locator(".sitting")).to_contain_text("1 revisado")

    page.keyboard.press("u")

    expect(page.locator("blockquote")).to_have_text(order[0]["texto"])
    expect(page.locator(".sitting")).to_contain_text("0 revisados nesta sessão · faltam 6")
    assert detail(stack, order[0]["id"])["revisado"] is False


def test_the_end_of_the_queue_is_told(page: Page, artist: str) -> None:
    opened_list(page, artist, 6, QUEUE)
    page.keyboard.press("j")
    for n in range(1, 7):
        page.keyboard.press("a")
        expect(page.locator(".sitting")).to_contain_text(f"{n} revisado")

    expect(page.locator(".sitting")).to_contain_text("não falta nenhum")
    expect(page.get_by_text("Escolha um comentário")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Nada a revisar com estes filtros.")).to_be_visible()


def test_a_range_is_chosen_with_shift_and_gets_one_category_that_can_be_undone(
    page: Page, stack: RunningStack, artist: str
) -> None:
    opened_list(page, artist, 6, QUEUE)
    before = {one["id"]: one["categoria"] for one in listed(stack, artist)}
    boxes = rows(page).get_by_role("checkbox")
    boxes.nth(1).click()
    boxes.nth(3).click(modifiers=["Shift"])
    expect(page.get_by_role("group", name="Ações sobre os selecionados")).to_contain_text("3 selecionados")

    page.get_by_label("Definir a categoria").select_option("SUGESTÃO")

    expect(page.locator(".toasts")).to_contain_text("3 comentários agora são Sugestão")
    for n in (1, 2, 3):
        expect(rows(page).nth(n)).to_contain_text("Sugestão")
        expect(rows(page).nth(n)).to_contain_text("Revisado")
    page.get_by_role("button", name="Desfazer").click()
    expect(page.locator(".toasts")).to_contain_text("Desfeito")
    assert {one["id"]: one["categoria"] for one in listed(stack, artist)} == before


def test_all_of_the_page_are_accepted_but_for_what_somebody_else_changed(
    page: Page, stack: RunningStack, artist: str
) -> None:
    opened_list(page, artist, 6, QUEUE)
    taken = listed(stack, artist, ordem="menos_certos")[2]
    path = f"/api/comentarios/{taken['id']}"
    assert ask(stack, "PATCH", path, {"categoria": "SPAM"}, token=stack.admin(), seen=0).status == 200
    page.get_by_label("Selecionar tudo o que está na lista (6)").check()

    page.get_by_role("button", name="Aceitar", exact=True).click()

    toasts = page.locator(".toasts")
    expect(toasts).to_contain_text("5 comentários aceitos")
    expect(toasts).to_contain_text("1 ficou como estava: o comentário mudou desde que foi visto.")
    expect(rows(page).nth(2)).to_contain_text("Spam")
    expect(page.get_by_role("group", name="Ações sobre os selecionados")).to_contain_text("1 selecionado")
    assert detail(stack, taken["id"])["revisao"] == 1
    assert sum(one["revisado"] for one in listed(stack, artist)) == 6


def test_the_model_is_asked_again_about_many(page: Page, stack: RunningStack, artist: str) -> None:
    opened_list(page, artist, 6, QUEUE)
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")

    page.get_by_role("button", name="Perguntar ao modelo", exact=True).click()

    expect(page.locator(".toasts")).to_contain_text("O modelo respondeu sobre 2 comentários", timeout=30_000)
    assert sorted(one["revisao"] for one in listed(stack, artist)) == [0, 0, 0, 0, 1, 1]


def test_axe_finds_nothing_with_a_selection(browser: Browser, stack: RunningStack, artist: str) -> None:
    with panel(browser, stack, bypass_csp=True) as page:
        opened_list(page, artist, 6, QUEUE)
        rows(page).get_by_role("checkbox").first.check()
        axe_finds_nothing(page)
