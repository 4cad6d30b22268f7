"""A body that is too large is never held in memory, whatever it says of its length."""

from typing import Any

import pytest
from flask import Request
from werkzeug.test import EnvironBuilder

from alumusic.entrypoints.bodies import body_within
from alumusic.errors import TooLarge

MOST = 100_000


class Wire:
    """A body of so many bytes that remembers the largest piece it was asked for, and how much was taken."""

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
