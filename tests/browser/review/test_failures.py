"""Failed comments in the dashboard: their reason, resending one or all, and the result."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from local.client import call
from tests.support.browser.panel import axe_finds_nothing, axe_runs, opened, panel
from tests.support.stack.harness import RunningStack

pytestmark = [pytest.mark.stack, pytest.mark.browser]

EVIL = "<img src=x onerror=document.title='pwned'>"
REASON = "O modelo recusou este comentário por suas regras de segurança."


@pytest.fixture
def word() -> str:
    return f"veneno{uuid4().hex[:8]}"


@pytest.fixture
def page(request: pytest.FixtureRequest, browser: Browser, calm: RunningStack, token: str, word: str) -> Iterator[Page]:
    """The page with three failed comments, which the model keeps refusing."""
    calm.faults(poison=word, poison_kind="blocked")
    items = [{"texto": f"{word} número {n} {EVIL}", "artista": "Coreto Azul"} for n in range(3)]
    calm.settled(calm.post(items, token).body["lote_id"], token)
    with panel(browser, calm, "curador", bypass_csp=axe_runs(request)) as found:
        opened(found, "/painel/falhas", "Falhas")
        expect(rows(found, word)).to_have_count(3)
        yield found
        assert found.title() != "pwned"


def rows(page: Page, word: str) -> Any:
    return page.locator(".failure", has_text=word)


def statuses(stack: RunningStack, word: str) -> list[str]:
    found = call("GET", f"{stack.base}/api/comentarios?busca={word}", None, stack.admin()).body
    return sorted(one["status"] for one in found["comentarios"])


def test_a_failed_comment_is_resent_and_classified(page: Page, calm: RunningStack, word: str) -> None:
    expect(rows(page, word).first).to_contain_text(REASON)
    calm.faults()

    rows(page, word).filter(has_text="número 1").get_by_role("button").click()

    expect(rows(page, word)).to_have_count(2, timeout=30_000)
    expect(page.get_by_role("status").filter(has_text="voltou e foi classificado")).to_be_visible()
    expect(page.locator("body")).not_to_be_focused()
    assert statuses(calm, word) == ["CONCLUIDO", "FALHOU", "FALHOU"]


def test_a_comment_that_fails_again_is_shown_as_failed_again(page: Page, word: str) -> None:
    rows(page, word).filter(has_text="número 2").get_by_role("button").click()

    again = rows(page, word).filter(has_text="número 2")
    expect(again).to_contain_text("e falhou outra vez.", timeout=30_000)
    expect(again.get_by_role("button", name="Enviar de novo")).to_be_enabled()


def test_all_are_sent_again(page: Page, calm: RunningStack, word: str) -> None:
    calm.faults()

    page.get_by_role("button", name="Enviar todos de novo").click()

    expect(rows(page, word)).to_have_count(0, timeout=30_000)
    assert statuses(calm, word) == ["CONCLUIDO"] * 3


def test_axe_finds_nothing_on_the_failures_page(page: Page) -> None:
    axe_finds_nothing(page)
