"""Comments that a browser test has for itself: told from all others by their artist."""

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
    """The artist, once the comments are classified. Those that come first are the newest of the list."""
    name = artist or f"Artista {uuid4().hex[:12]}"
    for text in reversed(texts):
        sent(stack, token, [{"texto": text, "artista": name, **fields}])
    return name


def written_at_once(stack: RunningStack, token: str, texts: Sequence[str]) -> str:
    name = f"Artista {uuid4().hex[:12]}"
    sent(stack, token, [{"texto": text, "artista": name} for text in texts])
    return name


def listed(stack: RunningStack, artist: str, **query: str) -> list[dict[str, Any]]:
    """What the API has of the artist."""
    asked = "&".join(f"{key}={value}" for key, value in {"artista": artist, "limite": "200", **query}.items())
    answer = ask(stack, "GET", f"/api/comentarios?{asked.replace(' ', '%20')}", token=stack.admin())
    assert answer.status == 200, answer.body
    return list(answer.body["comentarios"])


def detail(stack: RunningStack, comment_id: str) -> dict[str, Any]:
    return dict(ask(stack, "GET", f"/api/comentarios/{comment_id}", token=stack.admin()).body)


def rows(page: Page) -> Locator:
    return page.locator(".rows > .row")


def opened_list(page: Page, artist: str, count: int, path: str = "/painel") -> Locator:
    """The artist's comments on the page."""
    page.goto(f"{path}?artista={artist.replace(' ', '+')}")
    expect(rows(page)).to_have_count(count)
    return rows(page)
