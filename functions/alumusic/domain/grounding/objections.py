"""Objections to a model's text, worded in Portuguese for the model's second attempt."""

import re
from collections.abc import Iterable, Iterator

from alumusic.domain.grounding.facts import Facts
from alumusic.domain.text.folding import words
from alumusic.domain.text.masking import mask

LONGEST_QUOTE = 7  # words in a row that text and comment may share
_MARKUP = re.compile(r"[<>{}\[\]|`]|\*\*|^#", re.MULTILINE)


def objections(text: object, facts: Facts, most_words: int, comments: Iterable[str] = ()) -> list[str]:
    """Without objections the text may be shown."""
    if not isinstance(text, str) or not text.strip():
        return ["o texto está vazio"]
    return list(_objections(text, facts, most_words, comments))


def tidy(text: str) -> str:
    """One paragraph per line; all other white space becomes single spaces."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _objections(text: str, facts: Facts, most_words: int, comments: Iterable[str]) -> Iterator[str]:
    if len(text.split()) > most_words:
        yield f"o texto passa de {most_words} palavras"
    unfounded = facts.unfounded(text)
    if unfounded:
        yield f"estes números não estão em NUMEROS: {', '.join(dict.fromkeys(unfounded))}"
    if mask(text) != text or any(not char.isprintable() for char in text if char not in "\n\r\t"):
        yield "o texto traz um endereço, um contato ou um caractere que não se mostra"
    if _MARKUP.search(text):
        yield "o texto traz marcação"
    runs = _runs(text)
    if any(runs & _runs(comment) for comment in comments):
        yield "o texto copia um comentário"


def _runs(text: str) -> set[tuple[str, ...]]:
    found, size = words(text), LONGEST_QUOTE + 1
    return {tuple(found[at : at + size]) for at in range(len(found) - size + 1)}
