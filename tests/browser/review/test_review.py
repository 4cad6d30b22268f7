"""Correcting a comment: by keyboard alone, in conflict with a colleague, and undone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.support.browser.comments import CRITICISM, PRAISE, QUESTION, detail, listed, opened_list, rows, written
from tests.support.browser.panel import axe_finds_nothing, panel, panel_of
from tests.support.stack.harness import RunningStack, eventually
from tests.support.stack.reviews import ask
from tests.support.stack.sessions import Browser as Visitor
from tests.support.stack.sessions import logged_in

pytestmark = [pytest.mark.stack, pytest.mark.browser]

WIDE: ViewportSize = {"width": 1440, "height": 900}


@pytest.fixture(scope="module")
def curator(stack: RunningStack) -> Visitor:
    return logged_in(stack)[0]


@pytest.fixture
def page(browser: Browser, stack: RunningStack, curator: Visitor) -> Iterator[Page]:
    with panel_of(browser, stack, curator, viewport=WIDE) as opened:
        yield opened


@pytest.fixture
def artist(stack: RunningStack, token: str) -> str:
    return written(stack, token, [CRITICISM, PRAISE])


def said(page: Page, text: str) -> None:
    expect(page.locator(".toasts")).to_contain_text(text)


def test_a_comment_is_corrected_by_keyboard_alone(page: Page, stack: RunningStack, artist: str) -> None:
    comment = listed(stack, artist)[0]
    opened_list(page, artist, 2)

    for key in ("j", "3", "q", "t"):
        page.keyboard.press(key)
    expect(page.get_by_role("combobox", name="Acrescentar tag")).to_be_focused()
    page.keyboard.type("datas")
    expect(page.get_by_role("option", name="show_datas")).to_be_visible()
    for key in ("Enter", "Escape", "n"):
        page.keyboard.press(key)
    page.keyboard.type("é uma pergunta")
    page.keyboard.press("Escape")
    page.keyboard.press("s")

    said(page, "Crítica → Dúvida")
    now = detail(stack, comment["id"])
    assert (now["categoria"], now["sentimento"], now["revisado"]) == ("DÚVIDA", "POSITIVO", True)
    assert "show_datas" in [tag["codigo"] for tag in now["tags"]]
    entry = now["historico"][0]
    assert (entry["acao"], entry["nota"], entry["quem"]) == ("correcao", "é uma pergunta", now["revisor"])
    history = page.locator(".history")
    expect(history).to_contain_text(f"{now['revisor']} corrigiu")
    expect(history).to_contain_text("é uma pergunta")
    expect(history.locator(".change").first).to_contain_text("Crítica")
    expect(history.locator(".change").first).to_contain_text("Dúvida")


def test_an_acceptance_is_undone_by_its_key_and_both_stay_in_the_history(
    page: Page, stack: RunningStack, artist: str
) -> None:
    comment = listed(stack, artist)[0]
    opened_list(page, artist, 2)
    page.keyboard.press("j")
    page.keyboard.press("a")
    said(page, "Aceito como Crítica")
    expect(rows(page).first).to_contain_text("Revisado")

    page.keyboard.press("u")

    said(page, "Desfeito")
    expect(rows(page).first).not_to_contain_text("Revisado")
    now = detail(stack, comment["id"])
    assert [entry["acao"] for entry in now["historico"]] == ["aceite", "desfeito"]
    assert now["revisado"] is False


def test_a_colleagues_correction_is_undone_from_the_history(page: Page, stack: RunningStack, artist: str) -> None:
    comment = listed(stack, artist)[0]
    path = f"/api/comentarios/{comment['id']}"
    assert ask(stack, "PATCH", path, {"categoria": "SPAM"}, token=stack.admin(), seen=0).status == 200
    opened_list(page, artist, 2)
    page.keyboard.press("j")

    page.get_by_role("button", name="Desfazer a última mudança").click()

    expect(page.get_by_role("radio", name="Crítica")).to_be_checked()
    now = detail(stack, comment["id"])
    assert (now["categoria"], now["tags"], now["revisado"]) == ("CRÍTICA", comment["tags"], False)


def test_the_arrows_go_through_the_list_and_escape_closes(page: Page, artist: str) -> None:
    opened_list(page, artist, 2)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("heading", name="Comentário 2 de 2")).to_be_visible()
    expect(rows(page).nth(1).locator("a")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("heading", name="Comentário 1 de 2")).to_be_visible()

    page.keyboard.press("Escape")

    expect(page.get_by_text("Escolha um comentário")).to_be_visible()


def test_the_keys_are_shown_and_can_be_turned_off(page: Page, artist: str) -> None:
    opened_list(page, artist, 2)
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Atalhos de teclado")
    expect(dialog).to_contain_text("Próximo comentário")

    dialog.get_by_label("Atalhos de uma tecla ligados").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.get_by_text("Escolha um comentário")).to_be_visible()

    page.get_by_role("button", name="Atalhos").click()
    dialog.get_by_label("Atalhos de uma tecla ligados").check()
    page.keyboard.press("Escape")
    page.keyboard.press("j")

    expect(page.get_by_role("heading", name="Comentário 1 de 2")).to_be_visible()


def test_spam_is_neutral_and_has_no_tags(page: Page, stack: RunningStack, artist: str) -> None:
    comment = listed(stack, artist)[0]
    opened_list(page, artist, 2)
    page.keyboard.press("j")
    page.keyboard.press("4")

    expect(page.get_by_role("radio", name="Neutro")).to_be_checked()
    expect(page.get_by_role("radio", name="Positivo")).to_be_disabled()
    page.keyboard.press("s")
    said(page, "Crítica → Spam")
    now = detail(stack, comment["id"])
    assert (now["categoria"], now["sentimento"], now["tags"]) == ("SPAM", "NEUTRO", [])


def test_the_second_of_two_curators_sees_both_versions_and_decides(
    browser: Browser, stack: RunningStack, page: Page, artist: str
) -> None:
    comment = listed(stack, artist)[0]
    opened_list(page, artist, 2)
    page.keyboard.press("j")
    page.keyboard.press("1")
    with panel(browser, stack, "curador", viewport=WIDE) as other:
        opened_list(other, artist, 2)
        other.keyboard.press("j")
        other.keyboard.press("2")
        other.keyboard.press("s")
        said(other, "Crítica → Sugestão")

    page.keyboard.press("s")

    said(page, "Alguém mudou este comentário antes: nada foi salvo.")
    conflict = page.locator(".conflict")
    first = detail(stack, comment["id"])
    assert (first["categoria"], first["revisao"]) == ("SUGESTÃO", 1)
    expect(conflict).to_contain_text(f"{first['revisor']} mudou este comentário")
    assert [text.split()[0] for text in conflict.locator("dd").all_inner_texts()] == ["Crítica", "Sugestão", "Elogio"]
    page.keyboard.press("s")  # nothing is overwritten by one more press
    assert detail(stack, comment["id"])["revisao"] == 1

    conflict.get_by_role("button", name="Salvar o meu mesmo assim").click()

    said(page, "Sugestão → Elogio")
    expect(conflict).to_have_count(0)
    after = [entry["depois"]["categoria"] for entry in detail(stack, comment["id"])["historico"]]
    assert after == ["SUGESTÃO", "ELOGIO"]


def test_after_a_conflict_the_other_curators_version_may_be_kept(page: Page, stack: RunningStack, artist: str) -> None:
    comment = listed(stack, artist)[0]
    opened_list(page, artist, 2)
    page.keyboard.press("j")
    expect(page.get_by_role("heading", name="Histórico")).to_be_visible()
    body = {"categoria": "DÚVIDA", "nota": "<b>visto</b>"}
    assert ask(stack, "PATCH", f"/api/comentarios/{comment['id']}", body, token=stack.admin(), seen=0).status == 200

    page.keyboard.press("a")  # accepts what is no longer there
    page.get_by_role("button", name="Ficar com o que está").click()

    expect(page.get_by_role("radio", name="Dúvida")).to_be_checked()
    assert detail(stack, comment["id"])["revisao"] == 1


def test_a_change_by_somebody_else_shows_itself_before_it_is_in_the_way(
    page: Page, stack: RunningStack, artist: str
) -> None:
    comment = listed(stack, artist)[0]
    opened_list(page, artist, 2)
    page.keyboard.press("j")
    page.keyboard.press("1")
    assert (
        ask(
            stack,
            "PATCH",
            f"/api/comentarios/{comment['id']}",
            {"categoria": "SPAM"},
            token=stack.admin(),
            seen=0,
        ).status
        == 200
    )

    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    expect(page.locator(".conflict")).to_contain_text("Spam")


def test_a_change_under_one_s_eyes_is_told(page: Page, stack: RunningStack, artist: str) -> None:
    path = f"/api/comentarios/{listed(stack, artist)[0]['id']}"
    opened_list(page, artist, 2)
    page.keyboard.press("j")
    expect(page.get_by_role("heading", name="Histórico")).to_be_visible()
    assert ask(stack, "PATCH", path, {"categoria": "SPAM"}, token=stack.admin(), seen=0).status == 200

    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    said(page, "acaba de mudar este comentário")
    expect(page.get_by_role("radio", name="Spam")).to_be_checked()


def test_an_unsaved_correction_stays_when_another_page_is_opened(page: Page, artist: str) -> None:
    opened_list(page, artist, 2)
    page.keyboard.press("j")
    page.keyboard.press("4")
    page.keyboard.press("j")
    expect(rows(page).first).to_contain_text("Não salvo")

    page.get_by_role("link", name="Fila de revisão").click()
    page.get_by_role("link", name="Comentários").click()
    opened = page.get_by_role("heading", level=1, name="Comentários")
    expect(opened).to_be_focused()
    page.go_back()
    page.go_back()
    expect(rows(page)).to_have_count(2)
    page.keyboard.press("k")

    expect(page.get_by_role("radio", name="Spam")).to_be_checked()
    page.get_by_role("button", name="Descartar mudanças").click()
    expect(page.get_by_role("radio", name="Crítica")).to_be_checked()


def test_a_save_that_does_not_get_through_loses_nothing(page: Page, stack: RunningStack, artist: str) -> None:
    comment = listed(stack, artist)[0]
    opened_list(page, artist, 2)
    page.keyboard.press("j")
    page.keyboard.press("1")
    page.context.set_offline(True)
    page.keyboard.press("s")
    said(page, "Não foi possível falar com o servidor")
    page.context.set_offline(False)

    page.keyboard.press("s")

    said(page, "Crítica → Elogio")
    assert detail(stack, comment["id"])["categoria"] == "ELOGIO"


def test_the_model_is_asked_again_and_its_answer_appears(page: Page, stack: RunningStack, artist: str) -> None:
    opened_list(page, artist, 2)
    page.keyboard.press("j")
    page.keyboard.press("r")

    expect(rows(page).first).to_contain_text("Perguntando ao modelo")
    expect(page.locator(".history")).to_contain_text("classificou de novo", timeout=20_000)
    said(page, "O modelo respondeu")


def test_a_comment_that_failed_says_why_and_is_classified_by_hand(calm: RunningStack, token: str, page: Page) -> None:
    calm.faults(poison="falhaquedura", poison_kind="blocked")
    artist = written(calm, token, [f"{QUESTION} falhaquedura"])
    comment = listed(calm, artist)[0]
    assert comment["status"] == "FALHOU"
    opened_list(page, artist, 1)
    page.keyboard.press("j")
    expect(page.locator(".failure")).to_contain_text(comment["falha"]["motivo"])
    page.keyboard.press("s")  # there is nothing to accept

    page.keyboard.press("3")
    page.keyboard.press("s")

    said(page, "Classificado como Dúvida")
    now = detail(calm, comment["id"])
    assert (now["status"], now["categoria"]) == ("CONCLUIDO", "DÚVIDA")


def test_a_comment_that_failed_is_sent_again(calm: RunningStack, token: str, page: Page) -> None:
    calm.faults(poison="falhaquepassa", poison_kind="blocked")
    artist = written(calm, token, [f"{QUESTION} falhaquepassa"])
    calm.faults()
    opened_list(page, artist, 1)
    page.keyboard.press("j")

    page.keyboard.press("r")

    said(page, "O modelo respondeu")
    expect(page.locator(".failure")).to_have_count(0)
    assert listed(calm, artist)[0]["status"] == "CONCLUIDO"


def test_only_an_admin_erases_and_only_after_a_question(
    browser: Browser, page: Page, stack: RunningStack, artist: str
) -> None:
    gone = listed(stack, artist)[0]["id"]
    opened_list(page, artist, 2)
    page.keyboard.press("j")
    expect(page.get_by_role("heading", name="Histórico")).to_be_visible()
    expect(page.get_by_role("button", name="Apagar")).to_have_count(0)
    with panel(browser, stack, "admin", viewport=WIDE) as admin:
        opened_list(admin, artist, 2)
        admin.keyboard.press("j")
        admin.get_by_role("button", name="Apagar a pedido do autor…").click()
        admin.get_by_role("dialog").get_by_role("button", name="Cancelar").click()
        admin.get_by_role("button", name="Apagar a pedido do autor…").click()
        admin.get_by_role("dialog").get_by_role("button", name="Apagar de vez").click()

        expect(rows(admin)).to_have_count(1)
        said(admin, "Comentário apagado de vez")

    assert ask(stack, "GET", f"/api/comentarios/{gone}", token=stack.admin()).status == 404


EVIL = (
    "<img src=x onerror=\"document.title='pwned'\"><script>document.title='pwned'</script>javascript:alert(1) que show"
)


def test_markup_in_every_field_stays_text(page: Page, stack: RunningStack, token: str) -> None:
    fields = {"album": f"{EVIL[:90]}", "musica": EVIL[:90], "canal": EVIL[:40]}
    artist = written(stack, token, [EVIL], f"{EVIL[:70]} {id(page)}", **fields)
    comment = eventually(lambda: listed_by_text(stack), bool, 20)
    page.goto("/painel?busca=onerror+pwned")
    row = rows(page).filter(has_text=artist)
    expect(row).to_have_count(1)
    row.locator("a").click()
    page.keyboard.press("n")
    page.keyboard.type(EVIL)
    page.keyboard.press("Control+Enter")

    expect(page.locator(".history .note")).to_have_text(EVIL)
    expect(page.locator("blockquote")).to_have_text(EVIL)
    expect(page.locator(".facts-of-comment")).to_contain_text(str(comment["album"]))
    expect(page.locator("#painel img, #painel script")).to_have_count(0)
    assert "pwned" not in page.title()
    page.goto(f"/painel?artista={EVIL[:30]}&tag=%3Cscript%3E&comentario=%3Cimg%20src=x%3E")
    expect(page.get_by_role("alert").first).to_be_visible()
    expect(page.locator("#painel img, #painel script")).to_have_count(0)


def listed_by_text(stack: RunningStack) -> dict[str, object]:
    found = ask(stack, "GET", "/api/comentarios?busca=onerror%20pwned", token=stack.admin()).body["comentarios"]
    return dict(found[0]) if found else {}


def test_axe_finds_nothing_in_a_conflict_and_in_the_dialogs(browser: Browser, stack: RunningStack, artist: str) -> None:
    comment = listed(stack, artist)[0]
    with panel(browser, stack, bypass_csp=True, viewport=WIDE) as page:
        opened_list(page, artist, 2)
        page.keyboard.press("j")
        page.keyboard.press("1")
        ask(stack, "PATCH", f"/api/comentarios/{comment['id']}", {"categoria": "SPAM"}, token=stack.admin(), seen=0)
        page.keyboard.press("s")
        expect(page.locator(".conflict")).to_be_visible()
        axe_finds_nothing(page)
        page.set_viewport_size(WIDE)
        page.keyboard.press("?")
        expect(page.get_by_role("dialog")).to_be_visible()
        axe_finds_nothing(page)
