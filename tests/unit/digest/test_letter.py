"""The digest's e-mail: text and HTML have the same content, and user text is escaped."""

import re
from datetime import timedelta
from html.parser import HTMLParser

import pytest

from alumusic.adapters.mail.letter import Letter, letter
from alumusic.adapters.mail.smtp import compose
from alumusic.domain.comments.classification import Category, Sentiment
from alumusic.domain.digest.delivery import delivery
from alumusic.domain.digest.digest import Digest, SampleComment, TextSource
from alumusic.domain.digest.letter import Links, content
from alumusic.domain.digest.stakeholder import Stakeholder, read_unsubscribe_token, unsubscribe_token
from tests.support.digest import MONDAY, WEEK, World

NASTY = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>&"
LINKS = Links("https://alumusic.example/", "https://alumusic.example/api/inscricao/t")
NOON = WEEK.start + timedelta(hours=12)
BIA = Stakeholder(
    id="i" * 36, email="bia@exemplo.com", name="Bia", added_by="ana", added_at=MONDAY, unsubscribed_at=None
)


def digest(artist: str = "Céu", text: str = "Uma semana.", quote: str = "que disco lindo demais") -> Digest:
    world = World()
    world.count(1_200, NOON, artist=artist, tags=("show_som",))
    world.count(300, NOON, Category.CRITICISM, Sentiment.NEGATIVE, artist=artist, tags=("show_som",))
    world.count(1_000, NOON - timedelta(weeks=1))
    world.make(WEEK)
    sample = SampleComment(id="1", text=quote, category=Category.PRAISE, sentiment=Sentiment.POSITIVE, artist=artist)
    changes = {"text": text, "comments": (sample,), "source": TextSource.MODEL}
    return world.make.one(WEEK.name).model_copy(update=changes)


def written(**parts: str) -> Letter:
    return letter(content(digest(**parts)), LINKS)


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs


def test_text_and_html_say_the_same() -> None:
    found = written()

    plain = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found.html.partition("</style>")[2])).replace("&nbsp;", " ")
    for said in ("A semana de 27 de abril a 3 de maio de 2026", "1.500", "80 %", "20 %", "Uma semana.", "Céu",
                 "que disco lindo demais", "50 % a mais que na anterior", "O que mudou além do acaso"):  # fmt: skip
        assert said in " ".join(found.text.replace("\u00a0", " ").split())
        assert said in plain.replace("\u00a0", " ")
    assert found.subject == "Resumo da semana 2026-W18: 1.500 comentários"
    assert all(link in found.text and link in found.html for link in LINKS)


def test_nothing_that_anybody_wrote_is_code() -> None:
    found = Tags(written(artist=NASTY[:90], text=NASTY, quote=NASTY).html)

    assert {"script", "img", "iframe", "object", "link", "form"}.isdisjoint(found.tags)
    assert not [name for name, _ in found.attributes if name.startswith("on") or name in ("src", "background")]


def test_nothing_is_fetched_and_both_themes_are_known() -> None:
    html = written().html

    assert re.findall(r"url\(|@import|src=", html) == []
    assert '<meta name="color-scheme" content="light dark">' in html
    assert "@media (prefers-color-scheme:dark)" in html


def test_bars_are_as_wide_as_their_figures() -> None:
    widths = re.findall(r'<td width="(\d+)%" class="([\w-]+)"', written().html)

    assert widths[:3] == [("80", "c-ELOGIO"), ("20", "track"), ("20", "c-CRITICA")]
    assert ("20", "c-CRITICA") in widths and ("80", "plain") in widths


def test_a_week_without_comments_is_a_letter_too() -> None:
    world = World()
    world.make(WEEK)
    found = letter(content(world.make.one(WEEK.name)), LINKS)

    assert "não chegou nenhum comentário" in found.text
    assert "<blockquote" not in found.html


def test_the_headers_of_a_letter() -> None:
    one = delivery("2026-W18", BIA, MONDAY)
    message = compose(written(), one, LINKS.unsubscribe, "AluMusic Insights <resumo@alumusic.example>", MONDAY)

    assert message["From"] == "AluMusic Insights <resumo@alumusic.example>"
    assert message["To"] == "Bia <bia@exemplo.com>"
    assert message["Message-ID"] == f"<2026-W18.{'i' * 36}@alumusic.example>"
    assert message["List-Unsubscribe"] == "<https://alumusic.example/api/inscricao/t>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]


@pytest.mark.parametrize(
    "name", ["Bia\r\nBcc: todos@exemplo.com", "Bia\nX: y", 'Bia" <x@y.com>, "', "\u2028Bia\x00", "Zé 🎵"]
)
def test_no_name_makes_a_header_of_its_own(name: str) -> None:
    one = delivery("2026-W18", BIA.model_copy(update={"name": name}), MONDAY)
    message = compose(written(), one, LINKS.unsubscribe, "Resumo <resumo@alumusic.example>", MONDAY)
    head = message.as_bytes().partition(b"\r\n\r\n")[0]

    assert b"\r\nBcc:" not in head and b"\r\nX:" not in head
    assert [address.addr_spec for address in message["To"].addresses] == ["bia@exemplo.com"]


def test_a_second_attempt_has_the_same_message_id() -> None:
    one = delivery("2026-W18", BIA, MONDAY)

    assert one.message_id("x.example") == one.claimed(MONDAY).put_off(MONDAY, "mais tarde").message_id("x.example")


def test_only_our_own_link_unsubscribes() -> None:
    token = unsubscribe_token(BIA.id, "chave")

    assert read_unsubscribe_token(token, "chave") == BIA.id
    assert read_unsubscribe_token(token, "outra") is None
    for forged in ("", "-", token[:-1], token + "0", "x" + token, token.upper(), "é" * 40, f"{BIA.id}-{'0' * 64}"):
        assert read_unsubscribe_token(forged, "chave") is None
