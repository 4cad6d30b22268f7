"""Comments of a single browser test, identified by an artist of their own."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from playwright.sync_api import Locator, Page, expect

from tests.support.stack.harness import RunningStack
from tests.support.stack.reviews import ask, sent

PRAISE = "que refrão lindo, ouvi o dia inteiro"
CRITICISM = "o som do show estava péssimo, não dava para ouvir a voz"
QUESTION = "alguém sabe se vai ter show em Belém?"


def written(stack: RunningStack, token: str, texts: Sequence[str], artist: str = "", **fields: Any) -> str:
    """Sends the texts one by one and waits for their classification. The first is the newest. Returns the artist."""
    name = artist or f"Artista {uuid4().hex[:12]}"
    for text in reversed(texts):
        sent(stack, token, [{"texto": text, "artista": name, **fields}])
    return name


def written_at_once(stack: RunningStack, token: str, texts: Sequence[str]) -> str:
    name = f"Artista {uuid4().hex[:12]}"
    sent(stack, token, [{"texto": text, "artista": name} for text in texts])
    return name


def listed(stack: RunningStack, artist: str, **query: str) -> list[dict[str, Any]]:
    """The artist's comments as the API lists them."""
    asked = "&".join(f"{key}={value}" for key, value in {"artista": artist, "limite": "200", **query}.items())
    answer = ask(stack, "GET", f"/api/comentarios?{asked.replace(' ', '%20')}", token=stack.admin())
    assert answer.status == 200, answer.body
    return list(answer.body["comentarios"])


def detail(stack: RunningStack, comment_id: str) -> dict[str, Any]:
    return dict(ask(stack, "GET", f"/api/comentarios/{comment_id}", token=stack.admin()).body)


def rows(page: Page) -> Locator:
    return page.locator(".rows > .row")


def opened_list(page: Page, artist: str, count: int, path: str = "/painel") -> Locator:
    """Opens the list filtered by artist, and waits until it has `count` rows."""
    page.goto(f"{path}?artista={artist.replace(' ', '+')}")
    expect(rows(page)).to_have_count(count)
    return rows(page)
