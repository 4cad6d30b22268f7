"""The digest's e-mail and the unsubscribe page in a browser, in both themes, on phone and desktop."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from alumusic.adapters.mail.letter import letter
from alumusic.domain.comments.classification import Category, Sentiment
from alumusic.domain.digest.digest import SampleComment
from alumusic.domain.digest.letter import Links, content
from alumusic.domain.digest.stakeholder import unsubscribe_token
from alumusic.services.accounts.addresses import user_id
from local.client import call
from tests.support.browser.panel import axe_finds_nothing
from tests.support.digest import WEEK, World
from tests.support.stack.harness import RunningStack

pytestmark = [pytest.mark.stack, pytest.mark.browser]

NOON = WEEK.start + timedelta(hours=12)
LONG = "Ouvintes-que-escrevem-sem-nenhum-espaço-" * 6
NASTY = "<script>document.title='furado'</script><img src=x onerror=\"document.title='furado'\">"


def html() -> str:
    """A message with every section, with the longest and most hostile user texts."""
    world = World()
    world.count(900, NOON, artist="Céu", tags=("show_som",))
    world.count(300, NOON, Category.CRITICISM, Sentiment.NEGATIVE, artist=NASTY[:90], tags=("show_organizacao",))
    world.count(700, NOON - timedelta(weeks=1), artist="Céu")
    world.make(WEEK)
    said = (NASTY, LONG)
    comments = tuple(
        SampleComment(id=text[:9], text=text, category=Category.PRAISE, sentiment=Sentiment.POSITIVE, artist=None)
        for text in said
    )
    digest = world.make.one(WEEK.name).model_copy(update={"comments": comments})
    links = Links("https://alumusic.example/", "https://alumusic.example/api/inscricao/t")
    return letter(content(digest), links).html


@pytest.fixture
def bare(browser: Browser) -> Iterator[Page]:
    """A page without network access; the test fails if it requests anything."""
    context = browser.new_context()
    page, asked = context.new_page(), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.set_content(html())
    yield page
    fetched = [url for url in asked if not url.startswith(("about:", "data:"))]
    context.close()
    assert fetched == []


def shade(page: Page, selector: str) -> int:
    """Lightness of an element's background: the sum of red, green and blue, 0 to 765."""
    colour = page.evaluate("sel => getComputedStyle(document.querySelector(sel)).backgroundColor", selector)
    return sum(int(part) for part in colour[4:-1].split(","))


@pytest.mark.parametrize("width", [390, 700])
def test_a_letter_fits_and_runs_nothing_that_anybody_wrote(bare: Page, width: int) -> None:
    bare.set_viewport_size({"width": width, "height": 900})

    assert bare.evaluate("document.documentElement.scrollWidth") <= width
    assert bare.title().startswith("Resumo da semana 2026-W18")
    assert bare.locator("script, img").count() == 0
    assert bare.get_by_text(NASTY).first.is_visible()


def test_a_letter_is_light_on_dark_where_the_reader_wants_it_dark(bare: Page) -> None:
    bare.emulate_media(color_scheme="light")
    light = shade(bare, ".card")
    bare.emulate_media(color_scheme="dark")

    assert light > 700
    assert shade(bare, ".card") < 150


def test_a_browser_draws_bars_as_wide_as_their_figures(bare: Page) -> None:
    bare.set_viewport_size({"width": 700, "height": 900})
    praise = bare.locator(".c-ELOGIO").first
    box: Any = praise.bounding_box()
    track: Any = praise.locator("xpath=ancestor::table[1]").bounding_box()

    assert box["width"] / track["width"] == pytest.approx(0.75, abs=0.02)


def test_axe_finds_nothing_in_a_letter(bare: Page) -> None:
    axe_finds_nothing(bare)


def test_the_unsubscribe_page_asks_and_does_it_under_its_own_policy(browser: Browser, stack: RunningStack) -> None:
    email = "navegador@exemplo.com"
    call("POST", f"{stack.base}/api/stakeholders", {"email": email}, stack.admin())
    link = f"{stack.base}/api/inscricao/{unsubscribe_token(user_id(email), stack.state.secrets()['unsubscribe_key'])}"
    context = browser.new_context(viewport={"width": 390, "height": 700})
    page, complaints = context.new_page(), list[str]()
    page.on("console", lambda message: complaints.append(message.text))

    page.goto(link)
    page.get_by_role("button", name="Não receber mais").click()
    page.get_by_role("heading", name="Inscrição cancelada").wait_for()

    people = call("GET", f"{stack.base}/api/stakeholders", None, stack.admin()).body["stakeholders"]
    assert next(one["cancelado_em"] for one in people if one["email"] == email)
    assert complaints == []
    context.close()


@pytest.mark.parametrize("token", ["valid", "forged"])
def test_axe_finds_nothing_on_the_unsubscribe_page(browser: Browser, stack: RunningStack, token: str) -> None:
    key = stack.state.secrets()["unsubscribe_key"] if token == "valid" else "outra"
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(f"{stack.base}/api/inscricao/{unsubscribe_token(user_id('axe@exemplo.com'), key)}")

    axe_finds_nothing(page)
    context.close()
