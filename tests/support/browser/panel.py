"""The dashboard in a browser with a logged-in session."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from local.stack.config import ROOT
from tests.support.stack.harness import RunningStack
from tests.support.stack.sessions import Browser as Visitor
from tests.support.stack.sessions import logged_in

_AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
_RUN_AXE = "o => axe.run(o).then(found => found.violations.map(one => one.id + ' ' + one.nodes[0].target))"
_COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}  # axe's rules that depend on a theme's colours


@contextmanager
def panel(browser: Browser, stack: RunningStack, role: str = "admin", **options: Any) -> Iterator[Page]:
    """A page with the session of a new account. Fails on a console error or a violation of the security policy."""
    with panel_of(browser, stack, logged_in(stack, role)[0], **options) as page:
        yield page


@contextmanager
def panel_of(browser: Browser, stack: RunningStack, who: Visitor, **options: Any) -> Iterator[Page]:
    """A page with an existing session, which later pages can continue. Fails as `panel` does."""
    ordinary = {"viewport": {"width": 1280, "height": 900}, "base_url": stack.base, "locale": "pt-BR"}
    context = browser.new_context(**{**ordinary, **options})
    context.add_cookies([{"name": "__session", "value": who.cookie, "url": stack.base}])
    page, complaints = context.new_page(), list[str]()
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    for cookie in context.cookies():
        if cookie.get("name") == "__session":
            who.cookie = cookie.get("value", "")
    context.close()  # closes the page too; closing the page by itself once never returned
    assert [text for text in complaints if "Failed to load resource" not in text] == []


def opened(page: Page, path: str, heading: str) -> None:
    page.goto(path)
    expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()


def axe_runs(request: pytest.FixtureRequest) -> bool:
    """Whether the test of a fixture's `request` runs axe, for which the security policy must be bypassed."""
    return "axe" in str(request.node.name)


def axe_finds_nothing(page: Page) -> None:
    """Checks both themes at phone and desktop width, and that the page does not scroll sideways."""
    page.add_script_tag(path=_AXE)  # needs bypass_csp: the page's policy refuses foreign scripts
    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for scheme, rules in (("light", {}), ("dark", _COLOURS)):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            found = page.evaluate(_RUN_AXE, rules)
            assert not found, f"{scheme}, {width} px: {found}"
