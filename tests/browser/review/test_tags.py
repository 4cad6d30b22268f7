"""The tag catalogue: tags proposed by the model are accepted, merged or rejected."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.support.browser.panel import axe_finds_nothing, axe_runs, opened, panel
from tests.support.stack.harness import RunningStack
from tests.support.stack.reviews import sent

pytestmark = [pytest.mark.stack, pytest.mark.browser]

EVIL = "<img src=x onerror=document.title='pwned'>"


class Carried:
    """A candidate tag of three comments, stored as if the model had invented it."""

    def __init__(self, stack: RunningStack, token: str) -> None:
        self.stack, self.code = stack, f"show_{uuid4().hex[:10]}"
        self.ids = sent(stack, token, [{"texto": f"o som do show {EVIL} {uuid4().hex}"} for _ in range(3)])
        for comment_id in self.ids:
            document = stack.firestore().document("comments", comment_id)
            document.update({"candidates": [self.code], "has_candidates": True})

    def tags(self) -> list[list[str]]:
        return [self.stack.firestore().document("comments", key).get().get("tags") for key in self.ids]


@pytest.fixture
def carried(stack: RunningStack, token: str) -> Carried:
    return Carried(stack, token)


@pytest.fixture
def page(request: pytest.FixtureRequest, browser: Browser, stack: RunningStack, carried: Carried) -> Iterator[Page]:
    with panel(browser, stack, "curador", bypass_csp=axe_runs(request)) as found:
        opened(found, "/painel/tags", "Tags")
        expect(card(found, carried.code)).to_contain_text("3 comentários")
        yield found
        assert found.title() != "pwned"


def card(page: Page, code: str) -> Locator:
    return page.locator(".candidate", has_text=code)


def decision(page: Page, code: str) -> Locator:
    return page.get_by_role("region", name="Decisões sobre tags").locator("tr", has_text=code)


def test_a_candidate_tag_is_accepted_with_an_explanation(page: Page, carried: Carried) -> None:
    expect(card(page, carried.code)).to_contain_text(EVIL)  # not as markup
    page.get_by_role("button", name=f"Aceitar {carried.code}").click()
    page.get_by_label("O que esta tag quer dizer?").fill("Chuva no meio do show")
    page.get_by_role("dialog").get_by_role("button", name="Aceitar").click()

    expect(
        page.get_by_role("status").filter(has_text=f"{carried.code} foi aceita; 3 comentários mudaram.")
    ).to_be_visible()
    expect(card(page, carried.code)).to_have_count(0)
    expect(decision(page, carried.code)).to_contain_text("Aceita")
    known = page.get_by_role("region", name="Catálogo").locator("tr", has_text=carried.code)
    expect(known).to_contain_text("Chuva no meio do show")
    expect(known).to_contain_text("Curadoria")
    assert all(carried.code in tags for tags in carried.tags())


def test_a_candidate_tag_is_merged_into_a_tag_of_the_catalogue(page: Page, carried: Carried) -> None:
    page.get_by_role("button", name=f"Juntar a outra: {carried.code}").click()
    page.get_by_role("dialog").get_by_role("combobox").select_option("show_som")
    page.get_by_role("dialog").get_by_role("button", name="Juntar").click()

    expect(decision(page, carried.code)).to_contain_text("Juntada a show_som")
    assert all(tags.count("show_som") == 1 for tags in carried.tags())
    expect(page.locator("body")).not_to_be_focused()


def test_a_candidate_tag_is_rejected_after_a_cancelled_attempt(page: Page, carried: Carried) -> None:
    reject = page.get_by_role("button", name=f"Rejeitar {carried.code}")
    reject.click()
    page.get_by_role("dialog").get_by_role("button", name="Desistir").click()
    expect(reject).to_be_focused()
    reject.click()
    page.get_by_role("dialog").get_by_role("button", name="Rejeitar").click()

    expect(decision(page, carried.code)).to_contain_text("Rejeitada")
    assert all(carried.code not in tags for tags in carried.tags())


def test_a_decision_runs_until_no_comment_is_left_and_can_be_continued(page: Page, carried: Carried) -> None:
    answers = [{"atualizados": 200, "restantes": 150}, {"atualizados": 0, "restantes": 150}]

    def part(route: Route) -> None:
        if answers:
            route.fulfill(json=answers.pop(0))
        elif not gone:
            gone.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    gone: list[str] = []
    page.route("**/api/tags/candidatas/**", part)
    page.get_by_role("button", name=f"Rejeitar {carried.code}").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Rejeitar").click()

    expect(dialog.get_by_role("alert")).to_contain_text("não foi possível falar com o servidor", ignore_case=True)
    expect(dialog).to_contain_text("200 de 350 comentários")
    dialog.get_by_role("button", name="Continuar").click()

    expect(decision(page, carried.code)).to_contain_text("Rejeitada")


def test_axe_finds_nothing_on_the_tags_page(page: Page, carried: Carried) -> None:
    axe_finds_nothing(page)
    page.get_by_role("button", name=f"Juntar a outra: {carried.code}").click()
    axe_finds_nothing(page)
    assert page.get_by_role("dialog").evaluate("dialog => dialog.scrollWidth <= dialog.clientWidth")
