"""The dashboard's frame: access, landing page, the end of a session, and the size of what is loaded."""

import gzip
import re

import pytest
from playwright.sync_api import Browser, Page, expect

from local.stack.config import ROOT
from tests.support.browser.comments import PRAISE, detail, listed, opened_list, rows, written
from tests.support.browser.panel import axe_finds_nothing, opened, panel, panel_of
from tests.support.stack.harness import RunningStack
from tests.support.stack.sessions import PASSWORD, logged_in, person
from tests.support.stack.sessions import Browser as Visitor

pytestmark = [pytest.mark.stack, pytest.mark.browser]

MOST_BYTES = 200_000  # limit of all code and styles of the dashboard, compressed


def log_in(page: Page, email: str, password: str = PASSWORD) -> None:
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Senha").fill(password)
    page.get_by_role("button", name="Entrar").click()


def test_after_the_login_one_is_where_one_wanted_to_go(browser: Browser, stack: RunningStack) -> None:
    email = person(stack)
    with panel_of(browser, stack, Visitor(stack)) as page:
        page.goto("/painel/fila?busca=refr%C3%A3o")
        expect(page.get_by_role("heading", name="Entrar no painel")).to_be_visible()
        log_in(page, email, "senha errada")
        expect(page.get_by_role("alert")).to_have_text("E-mail ou senha incorretos.")

        log_in(page, email)

        expect(page.get_by_role("heading", level=1, name="Fila de revisão")).to_be_visible()
        expect(page).to_have_url(re.compile(r"/painel/fila\?busca=refr%C3%A3o$"))
        expect(page.get_by_label("Buscar nos comentários")).to_have_value("refrão")


def test_a_dashboard_that_cannot_be_reached_says_so_and_comes_back(browser: Browser, stack: RunningStack) -> None:
    with panel(browser, stack) as page:
        page.route("**/auth/refresh", lambda route: route.abort())
        page.goto("/painel")
        expect(page.get_by_role("alert")).to_contain_text("Não foi possível falar com o servidor")
        page.unroute("**/auth/refresh")

        page.get_by_role("button", name="Tentar de novo").click()

        expect(page.get_by_role("heading", level=1, name="Comentários")).to_be_visible()


def test_no_storage_that_a_script_can_read_holds_a_token(browser: Browser, stack: RunningStack) -> None:
    with panel(browser, stack) as page:
        opened(page, "/painel", "Comentários")

        stored = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")

        assert "ey" not in stored
        assert "__session" not in stored


def test_a_reload_in_the_middle_of_a_renewal_logs_nobody_out(browser: Browser, stack: RunningStack) -> None:
    with panel(browser, stack) as page:
        for pause in (0, 20, 40, 60, 80, 100, 150):
            page.goto("/painel", wait_until="commit")
            page.wait_for_timeout(pause)

        opened(page, "/painel", "Comentários")


def test_a_logout_ends_the_other_tabs_too(browser: Browser, stack: RunningStack) -> None:
    with panel(browser, stack) as page:
        opened(page, "/painel", "Comentários")
        other = page.context.new_page()
        opened(other, "/painel/fila", "Fila de revisão")

        page.get_by_role("button", name="Sair").click()

        expect(page.get_by_role("heading", name="Entrar no painel")).to_be_visible()
        expect(other.get_by_role("heading", name="Entrar no painel")).to_be_visible()
        page.reload()
        expect(page.get_by_role("heading", name="Entrar no painel")).to_be_visible()


def test_two_tabs_renew_one_session_in_turn(browser: Browser, stack: RunningStack) -> None:
    with panel(browser, stack) as page:
        tabs = [page, *(page.context.new_page() for _ in range(3))]
        for tab in tabs:
            tab.goto("/painel", wait_until="commit")

        for tab in tabs:
            expect(tab.get_by_role("heading", level=1, name="Comentários")).to_be_visible()


def test_a_session_that_ends_under_one_s_hands_loses_nothing(browser: Browser, stack: RunningStack, token: str) -> None:
    artist = written(stack, token, [PRAISE])
    comment = listed(stack, artist)[0]
    visitor, email = logged_in(stack)
    with panel_of(browser, stack, visitor, viewport={"width": 1440, "height": 900}) as page:
        opened_list(page, artist, 1)
        page.keyboard.press("j")
        page.keyboard.press("3")
        page.evaluate("fetch('/auth/logout', { method: 'POST' })")  # as when an admin ends the session
        page.keyboard.press("s")
        dialog = page.get_by_role("dialog", name="Sua sessão terminou")
        expect(dialog.get_by_label("E-mail")).to_have_value(email)
        for _ in range(3):
            page.keyboard.press("Escape")

        dialog.get_by_label("Senha").fill(PASSWORD)
        dialog.get_by_role("button", name="Entrar", exact=True).click()

        expect(dialog).to_have_count(0)
        expect(rows(page).first).to_contain_text("Revisado")
        assert detail(stack, comment["id"])["categoria"] == "DÚVIDA"


def test_a_page_says_its_name_and_takes_the_focus(browser: Browser, stack: RunningStack) -> None:
    with panel(browser, stack, "curador") as page:
        opened(page, "/painel", "Comentários")
        expect(page).to_have_title("Comentários · AluMusic Insights")

        page.get_by_role("link", name="Fila de revisão").click()

        expect(page.get_by_role("heading", level=1, name="Fila de revisão")).to_be_focused()
        expect(page).to_have_title("Fila de revisão · AluMusic Insights")
        expect(page.get_by_role("link", name="Fila de revisão")).to_have_attribute("aria-current", "page")
        opened(page, "/painel/contas", "Página não encontrada")  # curators get no admin pages
        opened(page, "/painel/nada/aqui", "Página não encontrada")


def test_on_a_phone_the_menu_is_a_dialog(browser: Browser, stack: RunningStack) -> None:
    with panel(browser, stack, viewport={"width": 390, "height": 800}) as page:
        opened(page, "/painel", "Comentários")
        page.get_by_role("button", name="Menu").click()
        menu = page.get_by_role("dialog", name="Menu")

        menu.get_by_role("link", name="Fila de revisão").click()

        expect(menu).to_have_count(0)
        expect(page.get_by_role("heading", level=1, name="Fila de revisão")).to_be_visible()


def test_the_dashboard_is_not_for_search_engines_and_keeps_the_policy(browser: Browser, stack: RunningStack) -> None:
    with panel_of(browser, stack, Visitor(stack)) as page:
        answer = page.request.get("/painel/fila")

        assert answer.headers["x-robots-tag"] == "noindex, nofollow"
        assert 'name="robots" content="noindex, nofollow"' in answer.text()
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert "x-robots-tag" not in page.request.get("/").headers


def test_axe_finds_nothing_before_the_login(browser: Browser, stack: RunningStack) -> None:
    with panel_of(browser, stack, Visitor(stack), bypass_csp=True) as page:
        opened(page, "/painel", "Entrar no painel")
        axe_finds_nothing(page)
        page.get_by_role("button", name="Tenho um convite").click()
        expect(page.get_by_role("heading", name="Criar conta")).to_be_visible()
        axe_finds_nothing(page)


def test_the_whole_dashboard_is_small(stack: RunningStack) -> None:
    dist = ROOT / "web" / "dist"
    public = set(re.findall(r"/assets/[\w.-]+", (dist / "index.html").read_text()))
    files = [path for path in (dist / "assets").iterdir() if f"/assets/{path.name}" not in public]

    packed = {path.name: len(gzip.compress(path.read_bytes(), 9)) for path in files}

    assert any(name.startswith("painel") for name in packed)
    assert sum(packed.values()) <= MOST_BYTES, packed
