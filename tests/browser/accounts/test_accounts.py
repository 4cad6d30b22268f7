"""The accounts pages: admins manage accounts, invitations and sender tokens; everybody manages their own account."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from local.client import call
from tests.support.browser.panel import axe_finds_nothing, opened, panel, panel_of
from tests.support.stack.harness import RunningStack
from tests.support.stack.sessions import PASSWORD, logged_in, person
from tests.support.stack.sessions import Browser as Visitor

pytestmark = [pytest.mark.stack, pytest.mark.browser]


@pytest.fixture
def accounts(browser: Browser, stack: RunningStack) -> Iterator[Page]:
    with panel(browser, stack, permissions=["clipboard-read", "clipboard-write"]) as page:
        opened(page, "/painel/contas", "Contas")
        yield page


def shown_once(page: Page, name: str) -> str:
    """Copies the secret from the dialog and closes it."""
    secret = page.get_by_role("dialog").get_by_label(name).input_value()
    page.get_by_role("dialog").get_by_role("button", name=f"Copiar {name.lower()}").click()
    expect(page.get_by_role("button", name="Copiado")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == secret
    page.get_by_role("button", name="Já guardei").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert secret not in page.content()
    return secret


def test_an_invited_person_registers_with_the_code_that_is_shown_once(
    accounts: Page, browser: Browser, stack: RunningStack
) -> None:
    email = f"convidada-{id(accounts)}@exemplo.com"
    accounts.get_by_label("E-mail convidado").fill(email)
    accounts.get_by_role("button", name="Convidar").click()
    code = shown_once(accounts, "Código")

    with panel_of(browser, stack, Visitor(stack)) as newcomer:
        newcomer.goto("/painel")
        newcomer.get_by_role("button", name="Tenho um convite").click()
        newcomer.get_by_label("E-mail").fill(email)
        newcomer.get_by_label("Senha").fill(PASSWORD)
        newcomer.get_by_label("Código do convite").fill(code)
        newcomer.get_by_role("button", name="Criar conta").click()
        expect(newcomer.get_by_role("heading", level=1, name="Comentários")).to_be_visible()
        expect(newcomer.get_by_role("link", name="Contas")).to_have_count(0)

    accounts.reload()
    used = accounts.get_by_role("list", name="Convites").get_by_role("listitem").filter(has_text=email)
    expect(used).to_contain_text(f"Usado por {email}")
    expect(used.get_by_role("button")).to_have_count(0)
    expect(accounts.get_by_role("list", name="Contas").get_by_role("listitem").filter(has_text=email)).to_be_visible()


def test_an_invitation_is_withdrawn(accounts: Page) -> None:
    email = f"retirada-{id(accounts)}@exemplo.com"
    accounts.get_by_label("E-mail convidado").fill(email)
    accounts.get_by_role("button", name="Convidar").click()
    shown_once(accounts, "Código")
    row = accounts.get_by_role("list", name="Convites").get_by_role("listitem").filter(has_text=email)

    row.get_by_role("button", name="Retirar").click()
    accounts.get_by_role("dialog").get_by_role("button", name="Retirar").click()

    expect(row).to_have_count(0)


def test_an_error_in_an_invitation_is_shown(accounts: Page) -> None:
    accounts.get_by_label("E-mail convidado").fill("a@b")
    accounts.get_by_role("button", name="Convidar").click()

    expect(accounts.get_by_role("alert")).to_have_text("O e-mail não é válido.")


def test_a_role_is_given_and_taken_back(accounts: Page, stack: RunningStack) -> None:
    email = person(stack)
    accounts.reload()
    role = accounts.get_by_label(f"Papel de {email}")

    role.select_option("Administração")
    expect(accounts.get_by_role("status").filter(has_text="agora tem o papel Administração")).to_be_visible()
    expect(role).to_have_value("admin")
    accounts.get_by_role("button", name="Desfazer").click()

    expect(role).to_have_value("curador")
    accounts.reload()
    expect(role).to_have_value("curador")


def test_the_last_admin_stays_and_the_page_says_why(accounts: Page) -> None:
    refusal = "esta é a única conta ativa de administração; promova outra antes"
    body = json.dumps({"erro": refusal, "codigo": "ultimo_admin", "detalhes": []})
    refused: dict[str, Any] = {"status": 409, "body": body, "content_type": "application/json"}
    accounts.route("**/api/usuarios/*", lambda route: route.fulfill(**refused))
    mine = accounts.get_by_role("list", name="Contas").get_by_role("listitem").filter(has_text="(você)")

    mine.get_by_role("combobox").select_option("Curadoria")
    accounts.get_by_role("dialog").get_by_role("button", name="Deixar", exact=True).click()

    expect(accounts.get_by_role("dialog").get_by_role("alert")).to_contain_text(refusal.capitalize())
    accounts.keyboard.press("Escape")
    expect(mine.get_by_role("combobox")).to_have_value("admin")
    mine.get_by_role("button", name="Desativar").click()
    accounts.get_by_role("dialog").get_by_role("button", name="Desativar").click()
    expect(accounts.get_by_role("dialog").get_by_role("alert")).to_contain_text(refusal.capitalize())


def test_an_admin_who_resigns_has_the_page_no_more(accounts: Page) -> None:
    mine = accounts.get_by_role("list", name="Contas").get_by_role("listitem").filter(has_text="(você)")
    mine.get_by_role("combobox").select_option("Curadoria")
    accounts.get_by_role("dialog").get_by_role("button", name="Deixar", exact=True).click()

    expect(accounts.get_by_role("heading", level=1, name="Página não encontrada")).to_be_visible()
    expect(accounts.get_by_role("link", name="Contas")).to_have_count(0)


def test_a_disabled_account_is_out_at_once_and_comes_back_by_login(
    accounts: Page, browser: Browser, stack: RunningStack
) -> None:
    visitor, email = logged_in(stack)
    with panel_of(browser, stack, visitor) as other:
        opened(other, "/painel", "Comentários")
        accounts.reload()
        accounts.get_by_role("button", name=f"Desativar {email}").click()
        accounts.get_by_role("dialog").get_by_role("button", name="Desativar").click()
        expect(accounts.get_by_role("button", name=f"Reativar {email}")).to_be_visible()

        other.reload()
        expect(other.get_by_role("heading", name="Entrar no painel")).to_be_visible()
        accounts.get_by_role("button", name=f"Reativar {email}").click()
        expect(accounts.get_by_role("button", name=f"Desativar {email}")).to_be_visible()
        other.get_by_label("E-mail").fill(email)
        other.get_by_label("Senha").fill(PASSWORD)
        other.get_by_role("button", name="Entrar").click()
        expect(other.get_by_role("heading", level=1, name="Comentários")).to_be_visible()


def test_a_token_is_issued_shown_once_works_and_is_revoked(accounts: Page, stack: RunningStack) -> None:
    name = f"remetente {id(accounts)}"
    accounts.get_by_label("Nome do serviço").fill(name)
    accounts.get_by_role("button", name="Emitir token").click()
    token = shown_once(accounts, "Token")

    sent = call("POST", f"{stack.base}/api/comentarios", [{"texto": "enviado com um token novo"}], token)
    accounts.get_by_role("button", name=f"Revogar o token {name}").click()
    accounts.get_by_role("dialog").get_by_role("button", name="Revogar").click()

    assert sent.status == 202
    row = accounts.get_by_role("list", name="Tokens de remetentes").get_by_role("listitem").filter(has_text=name)
    expect(row).to_contain_text("Revogado em")
    expect(row.get_by_role("button")).to_have_count(0)


def test_a_curator_has_no_accounts_page(browser: Browser, stack: RunningStack) -> None:
    with panel(browser, stack, "curador") as page:
        opened(page, "/painel/contas", "Página não encontrada")


def test_a_new_password_given_in_the_dashboard_ends_the_other_sessions(browser: Browser, stack: RunningStack) -> None:
    visitor, email = logged_in(stack)
    elsewhere = Visitor(stack)
    elsewhere.login(email)
    with panel_of(browser, stack, visitor) as page:
        opened(page, "/painel/conta", "Minha conta")
        expect(page.get_by_role("main")).to_contain_text(email)
        current, new, again = (
            page.get_by_label(name, exact=True) for name in ("Senha atual", "Senha nova", "Senha nova, outra vez")
        )
        change = page.get_by_role("button", name="Trocar a senha")

        current.fill("não é esta senha")
        new.fill("outra frase comprida")
        again.fill("outra frase comprita")
        change.click()
        expect(page.get_by_text("As duas senhas novas não são iguais.")).to_be_visible()
        again.fill("outra frase comprida")
        change.click()
        expect(page.get_by_text("A senha atual não confere.")).to_be_visible()
        current.fill(PASSWORD)
        change.click()
        expect(page.get_by_text("Senha trocada.")).to_be_visible()

        assert elsewhere.me().status == 401
        opened(page, "/painel/conta", "Minha conta")  # the current session stays logged in
        page.get_by_role("main").get_by_role("button", name="Sair").click()
        expect(page.get_by_role("heading", name="Entrar no painel")).to_be_visible()
    assert Visitor(stack).login(email, PASSWORD).status == 401
    assert Visitor(stack).login(email, "outra frase comprida").status == 200


@pytest.mark.parametrize(("path", "heading"), [("/painel/contas", "Contas"), ("/painel/conta", "Minha conta")])
def test_axe_finds_nothing_on_the_accounts_page(browser: Browser, stack: RunningStack, path: str, heading: str) -> None:
    with panel(browser, stack, bypass_csp=True) as page:
        opened(page, path, heading)
        expect(page.get_by_text(re.compile("Carregando"))).to_have_count(0)
        axe_finds_nothing(page)


def test_axe_finds_nothing_in_what_is_shown_once(browser: Browser, stack: RunningStack) -> None:
    with panel(browser, stack, bypass_csp=True) as page:
        opened(page, "/painel/contas", "Contas")
        page.get_by_label("Nome do serviço").fill("axe")
        page.get_by_role("button", name="Emitir token").click()
        expect(page.get_by_role("dialog")).to_be_visible()
        axe_finds_nothing(page)
