"""The letter in plain text, for readers and programs that show no HTML."""

import textwrap
from collections.abc import Iterator

from alumusic.domain.digest.letter.content import Content, Section

_WIDTH, _BAR = 72, 20


def as_text(found: Content, report: str, unsubscribe: str) -> str:
    return "\n".join(_lines(found, report, unsubscribe)) + "\n"


def _lines(found: Content, report: str, unsubscribe: str) -> Iterator[str]:
    yield from (found.title, "=" * min(len(found.title), _WIDTH), "")
    for figure in found.figures:
        yield f"{figure.label}: {figure.value} ({figure.note})"
    for paragraph in found.paragraphs:
        yield from ("", textwrap.fill(paragraph, _WIDTH))
    yield from ("", textwrap.fill(found.source, _WIDTH))
    if found.trends:
        yield from ("", "O que mudou além do acaso", *(f"- {trend}" for trend in found.trends))
    for section in found.sections:
        yield from ("", *_section(section))
    if found.quotes:
        yield from ("", "Nas palavras dos ouvintes")
    for quote in found.quotes:
        yield from ("", textwrap.fill(f"“{quote.text}”", _WIDTH), f"  ({quote.about})")
    yield from ("", "-" * _WIDTH, f"Relatório aberto: {report}", f"Não receber mais este resumo: {unsubscribe}")


def _section(section: Section) -> Iterator[str]:
    yield section.title
    wide = min(max(len(row.label) for row in section.rows), 36)
    for row in section.rows:
        label = textwrap.shorten(row.label, wide, placeholder="…") if len(row.label) > wide else row.label
        yield f"  {label:<{wide}} {row.value:>8} {'#' * round(_BAR * row.part)}".rstrip()
