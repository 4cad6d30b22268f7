"""The letter in HTML as mail programs read it: tables, colours as attributes, bars without a picture, both themes.

Everything that anybody wrote is escaped; there is no script, no picture, nothing that is fetched.
"""

from html import escape

from alumusic.domain.comments.classification import Category
from alumusic.domain.digest.letter.content import Content, Figure, LetterRow, Quote, Section

_BARS = {
    Category.PRAISE: "#159a95",
    Category.CRITICISM: "#a02c17",
    Category.SUGGESTION: "#3f46ae",
    Category.QUESTION: "#c4872a",
    Category.SPAM: "#63646a",
}
_PLAIN = "#6680bd"
_FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif"
_THIN = "height:14px;line-height:14px;font-size:1px"
_SMALL = "font-size:14px;line-height:20px"
_STYLE = """
:root{color-scheme:light dark;supported-color-schemes:light dark}
a{color:#3f46ae}
@media (prefers-color-scheme:dark){
body,.paper{background:#131519!important}
.card{background:#1c1e24!important;border-color:#2d3039!important}
.ink{color:#ececf1!important}
.muted{color:#a9abb8!important}
a{color:#a9acf5!important}
.track{background:#262932!important}
.c-ELOGIO{background:#5fcfc7!important}
.c-CRITICA{background:#d4583d!important}
.c-SUGESTAO{background:#767ade!important}
.c-DUVIDA{background:#f5c84a!important}
.c-SPAM{background:#9a9da6!important}
.plain{background:#6380c4!important}
.quote{border-color:#4a4e5a!important}
}
@media (max-width:480px){.third{display:block!important;width:auto!important}.card{padding:20px!important}}
"""
_CLASSES = {
    Category.PRAISE: "c-ELOGIO",
    Category.CRITICISM: "c-CRITICA",
    Category.SUGGESTION: "c-SUGESTAO",
    Category.QUESTION: "c-DUVIDA",
    Category.SPAM: "c-SPAM",
}
_TABLE = 'role="presentation" cellpadding="0" cellspacing="0" border="0" width="100%"'


def as_html(found: Content, report: str, unsubscribe: str) -> str:
    parts = [
        f'<h1 class="ink" style="margin:0 0 20px;font-size:26px;line-height:32px;color:#1d1b20">{_(found.title)}</h1>',
        _figures(found.figures),
        *(_paragraph(paragraph) for paragraph in found.paragraphs),
        f'<p class="muted" style="margin:0 0 8px;{_SMALL};color:#5d5a63">{_(found.source)}</p>',
        _trends(found.trends),
        *(_section(section) for section in found.sections),
        _quotes(found.quotes),
        f'<p style="margin:32px 0 0"><a href="{_(report)}" style="font-weight:600">Ver o relatório aberto</a></p>',
    ]
    return _page(found.subject, "".join(parts), _foot(unsubscribe))


def _page(title: str, body: str, foot: str) -> str:
    return (
        '<!doctype html><html lang="pt-BR"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">'
        f"<title>{_(title)}</title><style>{_STYLE}</style></head>"
        f'<body style="margin:0;padding:0;background:#f7f4ee;{_FONT}">'
        f'<div role="main"><table {_TABLE} class="paper" bgcolor="#f7f4ee">'
        '<tr><td align="center" style="padding:24px 12px">'
        f'<table {_TABLE} style="max-width:600px"><tr><td class="card" bgcolor="#fffdf9" align="left"'
        f' style="padding:32px;border:1px solid #e6e0d5;border-radius:12px;overflow-wrap:anywhere">{body}</td></tr>'
        f'<tr><td class="muted" align="left" style="padding:16px 8px;{_SMALL};color:#5d5a63">{foot}</td></tr></table>'
        "</td></tr></table></div></body></html>"
    )


def _figures(figures: tuple[Figure, ...]) -> str:
    cells = "".join(
        f'<td class="third" width="33%" valign="top" style="padding:0 12px 16px 0">'
        f'<div class="muted" style="{_SMALL};color:#5d5a63">{_(one.label)}</div>'
        f'<div class="ink" style="font-size:28px;line-height:36px;font-weight:600;color:#1d1b20">{_(one.value)}</div>'
        f'<div class="muted" style="{_SMALL};color:#5d5a63">{_(one.note)}</div></td>'
        for one in figures
    )
    return f"<table {_TABLE}><tr>{cells}</tr></table>"


def _paragraph(text: str) -> str:
    return f'<p class="ink" style="margin:8px 0 16px;font-size:16px;line-height:25px;color:#1d1b20">{_(text)}</p>'


def _heading(text: str, note: str = "") -> str:
    small = (
        f'<span class="muted" style="display:block;{_SMALL};font-weight:400;color:#5d5a63">{_(note)}</span>'
        if note
        else ""
    )
    style = "margin:32px 0 10px;font-size:18px;line-height:24px;color:#1d1b20"
    return f'<h2 class="ink" style="{style}">{_(text)}{small}</h2>'


def _trends(trends: tuple[str, ...]) -> str:
    if not trends:
        return ""
    items = "".join(f'<li style="margin:0 0 6px">{_(trend)}</li>' for trend in trends)
    style = "margin:0;padding:0 0 0 20px;font-size:15px;line-height:22px;color:#1d1b20"
    return f'{_heading("O que mudou além do acaso")}<ul class="ink" style="{style}">{items}</ul>'


def _section(section: Section) -> str:
    rows = "".join(_row(row) for row in section.rows)
    table = '<table cellpadding="0" cellspacing="0" border="0" width="100%">'
    return f"{_heading(section.title, section.note)}{table}{rows}</table>"


def _row(row: LetterRow) -> str:
    style = f"padding:4px 10px 4px 0;{_SMALL};color:#1d1b20"
    return (
        f'<tr><th scope="row" class="ink" align="left" width="38%" style="{style};font-weight:400">{_(row.label)}</th>'
        f'<td class="ink" align="right" width="14%" style="{style};white-space:nowrap">{_(row.value)}</td>'
        f'<td style="padding:4px 0" aria-hidden="true">{_bar(row)}</td></tr>'
    )


def _bar(row: LetterRow) -> str:
    """Cells of a table whose widths are the figures: criticisms, the rest, the empty track."""
    dark = round(100 * row.part * row.dark)
    light = max(round(100 * row.part) - dark, 0 if dark or not row.part else 1)
    name, colour = (_CLASSES[row.colour], _BARS[row.colour]) if row.colour else ("plain", _PLAIN)
    cells = [
        (dark, _CLASSES[Category.CRITICISM], _BARS[Category.CRITICISM]),
        (light, name, colour),
        (100 - dark - light, "track", "#f1ece2"),
    ]
    drawn = "".join(
        f'<td width="{width}%" class="{css}" bgcolor="{fill}" style="{_THIN}">&nbsp;</td>'
        for width, css, fill in cells
        if width > 0
    )
    return f'<table {_TABLE} style="table-layout:fixed"><tr>{drawn}</tr></table>'


def _quotes(quotes: tuple[Quote, ...]) -> str:
    if not quotes:
        return ""
    return _heading("Nas palavras dos ouvintes") + "".join(_quote(quote) for quote in quotes)


def _quote(quote: Quote) -> str:
    return (
        f'<blockquote class="ink" style="margin:0 0 16px;padding:2px 0 2px 14px;'
        f"border-left:4px solid {_BARS[quote.category]};font-size:15px;line-height:22px;color:#1d1b20;"
        f'overflow-wrap:anywhere">{_(quote.text)}'
        f'<div class="muted" style="{_SMALL};color:#5d5a63">{_(quote.about)}</div></blockquote>'
    )


def _foot(unsubscribe: str) -> str:
    return (
        "Você recebe este resumo porque a equipe do AluMusic pôs seu endereço na lista. "
        f'<a href="{_(unsubscribe)}">Não receber mais</a>.'
    )


def _(text: str) -> str:
    return escape(text, quote=True)
