"""A headless Chromium, and the shared stack with comments in its report."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from local.client import call
from tests.support.stack.harness import RunningStack
from tools.web import HEADLESS_SHELL, find_browser

ARTISTS = ("Coreto Azul", "Vó Zefinha")


@pytest.fixture(scope="module")  # Playwright's event loop must end before tests that start their own
def browser() -> Iterator[Browser]:
    path = find_browser(HEADLESS_SHELL)
    if not path:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        flags = [
            "--no-sandbox",
            "--disable-gpu",
            "--in-process-gpu",
            "--renderer-process-limit=1",
            "--disable-background-networking",
            "--disable-sync",
        ]
        chromium = playwright.chromium.launch(executable_path=path, args=flags)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def shown(stack: RunningStack, token: str) -> dict[str, Any]:
    """The report after sixty comments of two artists over forty days were sent."""
    now = datetime.now(UTC)
    items = [
        {
            "texto": f"comentário {n}: o refrão é lindo" if n % 3 else f"comentário {n}: o som do show estava ruim",
            "artista": ARTISTS[n % 2],
            "album": f"Disco de {ARTISTS[n % 2]}",
            "publicado_em": (now - timedelta(hours=16 * n)).isoformat(),
        }
        for n in range(60)
    ]
    stack.settled(stack.post(items, token).body["lote_id"], token)
    stack.publish_report_anew()
    found = dict(call("GET", f"{stack.base}/api/relatorio").body)
    assert found["total"] >= 60
    return found


class Visit(NamedTuple):
    page: Page
    report: dict[str, Any]
    """The snapshot that this page loaded; it may hold more comments than `shown`."""


@pytest.fixture
def visit(browser: Browser, stack: RunningStack, shown: dict[str, Any]) -> Iterator[Visit]:
    """The rendered public page. The test fails on a console error or a violation of the content security policy."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    with opened.expect_response("**/api/relatorio") as answer:
        opened.goto(stack.base)
    drawn(opened)
    yield Visit(opened, answer.value.json())
    context.close()
    assert [text for text in complaints if "Failed to load resource" not in text] == []


@pytest.fixture
def page(visit: Visit) -> Page:
    return visit.page


@pytest.fixture
def given(visit: Visit) -> dict[str, Any]:
    return visit.report


def drawn(page: Page) -> None:
    page.wait_for_selector("main[data-state=ready] #categorias .plot > svg")
