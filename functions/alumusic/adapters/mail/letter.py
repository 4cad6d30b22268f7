"""Renders the weekly letter as HTML and as plain text."""

import textwrap
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from jinja2 import Template

from alumusic.domain.comments.classification import Category
from alumusic.domain.digest.letter import Content, LetterRow, Links, Section
from alumusic.templates import templates

_WIDTH, _BAR = 72, 20  # characters
_CLASSES = {
    Category.PRAISE: "c-ELOGIO",
    Category.CRITICISM: "c-CRITICA",
    Category.SUGGESTION: "c-SUGESTAO",
    Category.QUESTION: "c-DUVIDA",
    Category.SPAM: "c-SPAM",
}


class Letter(NamedTuple):
    subject: str
    text: str
    html: str


class BarCell(NamedTuple):
    """`width` in per cent of the bar."""

    width: int
    css: str


def letter(content: Content, links: Links) -> Letter:
    html = _template().render(content=content, links=links)
    return Letter(content.subject, "\n".join(_lines(content, links)) + "\n", html)


@cache
def _template() -> Template:
    folder = Path(__file__).parent / "templates"
    style = (folder / "letter.css").read_text(encoding="utf-8")
    known = {"bar_cells": _bar_cells, "css_class": _CLASSES.__getitem__, "style": style}
    return templates(folder).get_template("letter.html.j2", globals=known)


def _bar_cells(row: LetterRow) -> list[BarCell]:
    """A bar as table cells with widths in per cent: criticisms, the other comments, the empty track."""
    dark = round(100 * row.part * row.dark)
    light = max(round(100 * row.part) - dark, 0 if dark or not row.part else 1)
    cells = (
        BarCell(dark, _CLASSES[Category.CRITICISM]),
        BarCell(light, _CLASSES[row.colour] if row.colour else "plain"),
        BarCell(100 - dark - light, "track"),
    )
    return [cell for cell in cells if cell.width > 0]


def _lines(content: Content, links: Links) -> Iterator[str]:
    yield from (content.title, "=" * min(len(content.title), _WIDTH), "")
    for figure in content.figures:
        yield f"{figure.label}: {figure.value} ({figure.note})"
    for paragraph in content.paragraphs:
        yield from ("", textwrap.fill(paragraph, _WIDTH))
    yield from ("", textwrap.fill(content.source, _WIDTH))
    if content.trends:
        yield from ("", "O que mudou além do acaso", *(f"- {trend}" for trend in content.trends))
    for section in content.sections:
        yield from ("", *_section(section))
    if content.quotes:
        yield from ("", "Nas palavras dos ouvintes")
    for quote in content.quotes:
        yield from ("", textwrap.fill(f"“{quote.text}”", _WIDTH), f"  ({quote.about})")
    yield from ("", "-" * _WIDTH, f"Relatório aberto: {links.report}")
    yield f"Não receber mais este resumo: {links.unsubscribe}"


def _section(section: Section) -> Iterator[str]:
    yield section.title
    wide = min(max(len(row.label) for row in section.rows), 36)
    for row in section.rows:
        label = textwrap.shorten(row.label, wide, placeholder="…") if len(row.label) > wide else row.label
        yield f"  {label:<{wide}} {row.value:>8} {'#' * round(_BAR * row.part)}".rstrip()
