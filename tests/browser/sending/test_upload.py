"""Upload: checked before it is sent, sent once despite network failures, followed until it is classified."""

import json
import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, FilePayload, Page, Route, expect

from local.client import call
from tests.support.browser.panel import axe_finds_nothing, axe_runs, opened, panel
from tests.support.stack.harness import RunningStack

pytestmark = [pytest.mark.stack, pytest.mark.browser]

EVIL = "<img src=x onerror=document.title='pwned'>"
_DROP = """(bytes) => {
    const dropped = new DataTransfer();
    dropped.items.add(new File([new Uint8Array(bytes)], 'antigo.csv'));
    const event = new DragEvent('drop', { dataTransfer: dropped, bubbles: true, cancelable: true });
    document.querySelector('.drop').dispatchEvent(event);
}"""
UPLOADS = re.compile(r"/api/comentarios$")


@pytest.fixture
def page(request: pytest.FixtureRequest, browser: Browser, stack: RunningStack) -> Iterator[Page]:
    with panel(browser, stack, "curador", bypass_csp=axe_runs(request)) as found:
        opened(found, "/painel/enviar", "Enviar comentários")
        yield found
        assert found.title() != "pwned"
        assert found.locator("main img").count() == 0


def file(content: str | bytes, name: str = "comentarios.csv") -> FilePayload:
    return {"name": name, "mimeType": "", "buffer": content if isinstance(content, bytes) else content.encode()}


def choose(page: Page, content: str | bytes, name: str = "comentarios.csv") -> None:
    page.locator("input[type=file]").set_input_files(file(content, name))


def finished(page: Page) -> None:
    expect(page.locator(".sent")).to_contain_text("Classificação terminada", timeout=60_000)


def stored(stack: RunningStack, page: Page) -> list[dict[str, Any]]:
    """Opens the page's link to the uploaded comments."""
    link = page.get_by_role("link", name="Ver estes comentários").get_attribute("href") or ""
    answer = call("GET", f"{stack.base}/api/comentarios?limite=200&{link.partition('?')[2]}", None, stack.admin())
    return list(answer.body["comentarios"])


def test_a_spreadsheet_is_looked_at_sent_and_followed_until_all_is_classified(page: Page, stack: RunningStack) -> None:
    word = uuid4().hex
    rows = "".join(f"o show {n} foi lindo {word};Coreto Azul;05/05/2026 10:0{n};{EVIL}\n" for n in range(3))
    choose(page, f"Comentário;Banda;Data;{EVIL}\n{rows};Coreto Azul;;\nsobra;a;b;c;d\n=1+1 {EVIL};{EVIL};ontem;\n")

    preview = page.locator(".preview")
    expect(preview).to_contain_text("4 comentários prontos para enviar. 2 linhas têm problema")
    expect(preview.get_by_label("Comentário", exact=True)).to_have_value("texto")
    expect(preview.get_by_label("Data")).to_have_value("")  # one of its values is no date
    preview.get_by_label("Data").select_option("publicado_em")
    expect(preview).to_contain_text("3 comentários prontos para enviar. 3 linhas têm problema")
    for said in (
        "linha 5, texto do comentário: falta o texto",
        "linha 6: a linha tem mais colunas",
        "linha 7, publicado",
    ):
        expect(preview).to_contain_text(said)
    expect(preview.get_by_role("region", name="Primeiros comentários")).to_contain_text("2026-05-05T10:00:00-03:00")
    preview.get_by_role("button", name="Enviar 3 comentários").click()

    finished(page)
    found = stored(stack, page)
    assert sorted(one["texto"] for one in found) == [f"o show {n} foi lindo {word}" for n in range(3)]
    assert {(one["artista"], one["status"]) for one in found} == {("Coreto Azul", "CONCLUIDO")}
    first = page.get_by_role("region", name="Lotes recentes").locator("tbody tr").first
    expect(first).to_contain_text("Pronto: 3 comentários classificados.")
    expect(first).to_contain_text("Você")


def test_a_lost_answer_doubles_nothing(page: Page, stack: RunningStack) -> None:
    seen: list[str] = []

    def lose_the_first_answer(route: Route) -> None:
        seen.append(route.request.headers["idempotency-key"])
        if len(seen) == 1:
            route.fetch()  # the request arrives …
            route.abort()  # … and its answer is lost
        else:
            route.continue_()

    page.route(UPLOADS, lose_the_first_answer)
    word = uuid4().hex
    choose(page, json.dumps([{"texto": f"uma vez {word}"}, {"texto": f"outra {word}"}]), "dois.json")
    page.get_by_role("button", name="Enviar 2 comentários").click()

    finished(page)
    assert len(seen) == 2 and len(set(seen)) == 1
    found = call("GET", f"{stack.base}/api/comentarios?busca={word}", None, stack.admin()).body
    assert found["total"] == 2
    expect(page.locator(".sent")).not_to_contain_text("já tinha sido enviado")


def test_more_than_a_batch_takes_goes_in_several_each_under_its_own_key(page: Page) -> None:
    sent: list[tuple[str, int]] = []

    def accept(route: Route) -> None:
        items = json.loads(route.request.post_data or "")["comentarios"]
        sent.append((route.request.headers["idempotency-key"], len(items)))
        body = {"mensagem": "", "lote_id": f"lote-{len(sent)}", "ids_enfileirados": [], "aceitos": len(items)}
        route.fulfill(status=202, json={**body, "rejeitados": []})

    page.route(UPLOADS, accept)
    choose(page, "\n".join(f"comentário {n}" for n in range(10_001)), "muitos.txt")
    expect(page.locator(".preview")).to_contain_text("10.001 comentários prontos para enviar, em 3 lotes.")
    page.get_by_role("button", name="Enviar 10.001 comentários").click()

    expect(page.locator(".sent")).to_contain_text("Lotes enviados: 3 de 3")
    assert [count for _, count in sent] == [5_000, 5_000, 1]
    assert len({key for key, _ in sent}) == 3


def test_the_same_again_is_noticed_and_can_be_meant(page: Page, stack: RunningStack) -> None:
    word = uuid4().hex
    for _ in range(2):
        page.get_by_label("Cole os comentários, um por linha").fill(f"amei {word}\n\n  odiei {word}  ")
        page.get_by_role("button", name="Conferir o texto").click()
        expect(page.locator("#conteudo")).to_be_focused()  # the focused control was removed
        page.get_by_role("button", name="Enviar 2 comentários").click()
        finished(page)
        expect(page.locator("#conteudo")).to_be_focused()
        note = page.locator(".sent .note")
        first = note.count() == 0
        if first:
            page.get_by_role("button", name="Enviar outros").click()
    expect(note).to_contain_text("já tinha sido enviado por você. Nada foi duplicado.")
    assert found_with(stack, word) == 2

    page.get_by_role("button", name="Enviar de novo mesmo assim").click()

    expect(note).to_have_count(0)
    finished(page)
    assert found_with(stack, word) == 4


def found_with(stack: RunningStack, word: str) -> int:
    return int(call("GET", f"{stack.base}/api/comentarios?busca={word}", None, stack.admin()).body["total"])


def test_a_refusal_that_only_the_server_can_make_names_its_line(page: Page, stack: RunningStack, token: str) -> None:
    taken = str(uuid4())
    stack.settled(stack.post([{"id": taken, "texto": "já existe"}], token).body["lote_id"], token)
    choose(page, f'{{"texto":"novo"}}\n\n{{"id":"{taken}","texto":"repetido"}}\n', "itens.ndjson")
    page.get_by_role("button", name="Enviar 2 comentários").click()

    expect(page.locator(".sent")).to_contain_text("linha 3, identificador (uuid): já existe um comentário com este id")
    finished(page)


def test_a_file_is_dropped_and_one_of_windows_is_read(page: Page) -> None:
    page.evaluate(_DROP, list("texto\nrefrão lindo".encode("cp1252")))

    expect(page.locator(".preview")).to_contain_text("foi lido como Windows-1252")
    expect(page.locator(".preview")).to_contain_text("refrão lindo")


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        ("x", "foto.png", "Este tipo de arquivo não é lido aqui"),
        ('texto\n"aberto', "a.csv", "O CSV não pôde ser lido"),
        ("{", "a.json", "O arquivo não é JSON válido"),
        ("", "a.csv", "Não há nenhum comentário aqui"),
    ],
)
def test_an_unreadable_file_is_refused_with_the_reason(page: Page, content: str, name: str, said: str) -> None:
    choose(page, content, name)

    expect(page.get_by_role("alert")).to_contain_text(said)


def test_without_a_column_of_texts_nothing_is_sent_until_one_is_chosen(page: Page) -> None:
    choose(page, "a,b\nprimeiro,1\nsegundo,2")
    button = page.locator(".preview button[data-kind=primary]")
    expect(button).to_be_disabled()
    page.get_by_label("a", exact=True).select_option("texto")
    expect(button).to_have_text("Enviar 2 comentários")

    page.get_by_label("A primeira linha tem os nomes das colunas").uncheck()
    page.get_by_label("coluna 1").select_option("texto")

    expect(button).to_have_text("Enviar 3 comentários")
    page.get_by_text("Preencher em todos").click()
    page.get_by_label("Artista").fill("Vó Zefinha")
    expect(page.get_by_role("region", name="Primeiros comentários")).to_contain_text("Vó Zefinha")


def test_an_upload_goes_on_while_one_looks_at_another_page(page: Page) -> None:
    page.get_by_label("Cole os comentários, um por linha").fill(f"indo e voltando {uuid4().hex}")
    page.get_by_role("button", name="Conferir o texto").click()
    page.get_by_role("button", name="Enviar 1 comentário").click()

    menu = page.get_by_role("navigation", name="Páginas do painel")
    menu.get_by_role("link", name="Falhas").click()
    expect(page.get_by_role("heading", level=1, name="Falhas")).to_be_visible()
    menu.get_by_role("link", name="Enviar").click()

    finished(page)


def test_axe_finds_nothing_in_any_stage(page: Page) -> None:
    expect(page.get_by_role("region", name="Lotes recentes").locator("table, .state:not(.loading)")).to_be_visible()
    axe_finds_nothing(page)
    choose(page, f"texto,artista,outra\n{'palavra' * 60},Anitta,{EVIL}\n,b,c\n")
    axe_finds_nothing(page)
    page.get_by_role("button", name="Enviar 1 comentário").click()
    finished(page)
    axe_finds_nothing(page)
