"""An admin erases all comments of an author, by the author's name."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.browser.panel import axe_finds_nothing, axe_runs, opened, panel
from tests.support.stack.harness import RunningStack
from tests.support.stack.reviews import ask

pytestmark = [pytest.mark.stack, pytest.mark.browser]

EVIL = "<img src=x onerror=\"document.title='pwned'\">"


@pytest.fixture
def author() -> str:
    return f"Dona Íris {EVIL} {uuid4().hex[:8]}"


@pytest.fixture
def page(request: pytest.FixtureRequest, browser: Browser, stack: RunningStack) -> Iterator[Page]:
    with panel(browser, stack, "admin", bypass_csp=axe_runs(request)) as found:
        opened(found, "/painel/privacidade", "Privacidade")
        yield found
        assert found.title() != "pwned"


def test_all_of_an_author_goes_after_a_question_and_others_stay(
    page: Page, stack: RunningStack, token: str, author: str
) -> None:
    word = f"sumir{uuid4().hex[:8]}"
    items = [{"texto": f"O show {n} foi lindo {word}", "autor": author} for n in range(3)]
    others = [{"texto": f"O palco ficou longe {word}", "autor": "Seu Nilo"}]
    stack.settled(stack.post([*items, *others], token).body["lote_id"], token)
    page.get_by_label("Nome do autor").fill(author)

    page.get_by_role("button", name="Procurar").click()
    expect(page.get_by_role("status").filter(has_text="3 comentários com este nome")).to_be_visible()
    page.get_by_role("button", name="Apagar tudo deste autor…").click()
    page.get_by_role("dialog").get_by_role("button", name="Cancelar").click()
    assert found(stack, word) == 4
    page.get_by_role("button", name="Apagar tudo deste autor…").click()
    page.get_by_role("dialog").get_by_role("button", name="Apagar de vez").click()

    expect(page.get_by_text("Apagado de vez: 3 comentários.")).to_be_visible()
    expect(page.get_by_label("Nome do autor")).to_have_value("")
    assert found(stack, word) == 1


def test_an_unknown_author_has_nothing_stored(page: Page, author: str) -> None:
    page.get_by_label("Nome do autor").fill(author)
    page.get_by_role("button", name="Procurar").click()

    expect(page.get_by_text("Nenhum comentário guardado tem este nome")).to_be_visible()

    page.get_by_label("Nome do autor").fill(f"{author} outra")
    expect(page.get_by_role("button", name="Apagar tudo deste autor…")).to_have_count(0)


def test_a_curator_has_no_privacy_page(browser: Browser, stack: RunningStack) -> None:
    with panel(browser, stack, "curador") as curator:
        opened(curator, "/painel/privacidade", "Página não encontrada")


def test_axe_finds_nothing_on_the_privacy_page(page: Page, author: str) -> None:
    page.get_by_label("Nome do autor").fill(author)
    page.get_by_role("button", name="Procurar").click()
    page.get_by_role("button", name="Apagar tudo deste autor…").click()
    expect(page.get_by_role("dialog")).to_be_visible()

    axe_finds_nothing(page)


def found(stack: RunningStack, word: str) -> int:
    total: int = ask(stack, "GET", f"/api/comentarios?busca={word}", token=stack.admin()).body["total"]
    return total
