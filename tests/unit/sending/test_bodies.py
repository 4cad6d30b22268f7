"""Request bodies: never more than the limit in memory, whatever length is declared; CSV by its header."""

from typing import Any

import pytest
from flask import Request
from werkzeug.test import EnvironBuilder

from alumusic.entrypoints.bodies import body_within, read_body
from alumusic.errors import Code, InvalidRequest, TooLarge

MOST = 100_000


class Wire:
    """A body of `size` bytes that records the largest read and the total."""

    def __init__(self, size: int) -> None:
        self.left, self.taken, self.largest = size, 0, 0

    def read(self, size: int = -1) -> bytes:
        given = self.left if size < 0 else min(size, self.left)
        self.left, self.taken, self.largest = self.left - given, self.taken + given, max(self.largest, given)
        return b"x" * given

    def readinto(self, buffer: Any) -> int:
        piece = self.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)


def request(wire: Wire, announced: int | None) -> Request:
    environ = EnvironBuilder(method="POST").get_environ()
    environ |= {"wsgi.input": wire, "wsgi.input_terminated": True}
    environ.pop("CONTENT_LENGTH", None)
    if announced is not None:
        environ["CONTENT_LENGTH"] = str(announced)
    return Request(environ)


@pytest.mark.parametrize("announced", [True, False])
def test_a_body_within_the_limit_is_read_whole(announced: bool) -> None:
    wire = Wire(MOST)

    assert len(body_within(request(wire, MOST if announced else None), MOST)) == MOST


@pytest.mark.parametrize("announced", [True, False])
def test_the_rest_of_a_larger_one_is_dropped_in_small_pieces_and_not_read_again(announced: bool) -> None:
    wire = Wire(20 * MOST)
    asked = request(wire, 20 * MOST if announced else None)

    with pytest.raises(TooLarge):
        body_within(asked, MOST)

    assert len(asked.get_data()) <= MOST + 1
    assert wire.left == 0
    assert wire.largest <= MOST + 1


def test_a_body_without_end_is_given_up() -> None:
    wire = Wire(10**9)

    with pytest.raises(TooLarge):
        body_within(request(wire, None), MOST)

    assert wire.taken < 40_000_000


def csv(text: str) -> list[Any]:
    sent = EnvironBuilder(method="POST", data=text.encode(), content_type="text/csv")
    return read_body(Request(sent.get_environ()), MOST).items


@pytest.mark.parametrize(
    "text",
    [
        "texto,artista\noi,Ana\n",
        "Texto ;ARTISTA\r\noi;Ana\r\n",
        '"texto","artista"\noi,Ana\n',
        '"texto",artista,"nota, de 0 a 10"\noi,Ana,\n',
        '"nota, de 0 a 10, se houver";texto;artista\n;oi;Ana\n',
        '"uma ""nota"", livre",texto,artista\n,oi,Ana\n',
    ],
)
def test_a_csv_header_may_be_quoted_and_hold_the_other_delimiter(text: str) -> None:
    assert csv(text) == [{"texto": "oi", "artista": "Ana"}]


@pytest.mark.parametrize(
    "text", ["", "\n", "\noi\n", "nome\noi\n", '"o texto, inteiro"\noi\n', '"texto,artista"\noi\n']
)
def test_a_csv_needs_a_column_of_text(text: str) -> None:
    with pytest.raises(InvalidRequest) as refusal:
        csv(text)

    assert (refusal.value.message, refusal.value.code) == ("o CSV precisa de uma coluna 'texto'", Code.CSV_WITHOUT_TEXT)


def test_a_csv_that_cannot_be_read_is_refused_as_a_whole() -> None:
    with pytest.raises(InvalidRequest) as refusal:
        csv('texto\n"oi\n')

    assert refusal.value.code is Code.INVALID_CSV
