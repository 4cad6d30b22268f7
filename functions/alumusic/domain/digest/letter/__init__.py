"""The digest as a letter: subject, plain text and HTML of the same content."""

from typing import NamedTuple

from alumusic.domain.digest.digest import Digest
from alumusic.domain.digest.letter.content import content
from alumusic.domain.digest.letter.html import as_html
from alumusic.domain.digest.letter.text import as_text


class Links(NamedTuple):
    report: str
    unsubscribe: str


class Letter(NamedTuple):
    subject: str
    text: str
    html: str


def letter(digest: Digest, links: Links) -> Letter:
    found = content(digest)
    return Letter(found.subject, as_text(found, *links), as_html(found, *links))
