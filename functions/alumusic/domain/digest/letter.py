"""Content of the weekly e-mail, before it is rendered as text or HTML."""

from typing import NamedTuple

from alumusic.domain.comments.classification import Category
from alumusic.domain.digest.digest import Digest, SampleComment, TextSource
from alumusic.domain.digest.week_figures import DigestFigures, Trend, TrendKind
from alumusic.domain.text.numbers import count, difference, percent
from alumusic.domain.text.words import CATEGORY_NAMES, MONTHS, WEEKDAYS, capital, comments, subject

_SHOWN = 5  # subjects and artists


class Links(NamedTuple):
    report: str
    unsubscribe: str


class Quote(NamedTuple):
    text: str
    category: Category
    about: str


class Figure(NamedTuple):
    label: str
    value: str
    note: str


class LetterRow(NamedTuple):
    """`part` is the bar's length, 0 to 1; `colour` is None for a plain bar; `dark` is the share of criticisms."""

    label: str
    value: str
    part: float
    colour: Category | None = None
    dark: float = 0.0


class Section(NamedTuple):
    title: str
    note: str
    rows: tuple[LetterRow, ...]


class Content(NamedTuple):
    subject: str
    title: str
    figures: tuple[Figure, ...]
    paragraphs: tuple[str, ...]
    source: str
    trends: tuple[str, ...]
    sections: tuple[Section, ...]
    quotes: tuple[Quote, ...]


def content(digest: Digest) -> Content:
    found = digest.figures
    by_model = digest.source is TextSource.MODEL
    return Content(
        subject=f"Resumo da semana {digest.week}: {comments(found.comments)}",
        title=f"A semana de {period(found)}",
        figures=_figures(found),
        paragraphs=tuple(_unbroken(line) for line in digest.text.splitlines()),
        source="Texto escrito por um modelo de linguagem; os números foram conferidos com os dados."
        if by_model
        else "Texto composto dos números da semana.",
        trends=tuple(_trend(trend) for trend in found.trends),
        sections=tuple(section for section in _sections(found) if section.rows),
        quotes=tuple(_quote(one) for one in digest.comments),
    )


def _quote(one: SampleComment) -> Quote:
    about = capital(CATEGORY_NAMES[one.category].one) + (f" · {one.artist}" if one.artist else "")
    return Quote(" ".join(one.text.split()), one.category, about)


def period(found: DigestFigures) -> str:
    first, last = found.start, found.end
    end = f"{last.day} de {MONTHS[last.month - 1]} de {last.year}"
    if first.month == last.month:
        return f"{first.day} a {end}"
    year = f" de {first.year}" if first.year != last.year else ""
    return f"{first.day} de {MONTHS[first.month - 1]}{year} a {end}"


def _figures(found: DigestFigures) -> tuple[Figure, ...]:
    praise, criticism = (
        next(one for one in found.categories if one.category is category)
        for category in (Category.PRAISE, Category.CRITICISM)
    )
    volume = "sem comentários na semana anterior"
    if found.change is not None:
        volume = f"{difference(found.change)} que na anterior" if found.change else "como na anterior"
    return (
        Figure("Comentários", count(found.comments), volume),
        Figure("Elogios", percent(praise.share), f"{percent(praise.share_before)} na anterior"),
        Figure("Críticas", percent(criticism.share), f"{percent(criticism.share_before)} na anterior"),
    )


def _trend(trend: Trend) -> str:
    name = trend.name if trend.kind is TrendKind.ARTIST else subject(trend.name)
    verb = "subiu" if trend.share > trend.share_before else "caiu"
    shares = f"de {percent(trend.share_before)} para {percent(trend.share)} dos comentários"
    return f"{capital(name)}: {verb} {_unbroken(shares)}"


def _sections(found: DigestFigures) -> tuple[Section, ...]:
    total = found.comments
    of_days = [sum(day.by_category.values()) for day in found.days]
    tags, artists = found.tags[:_SHOWN], found.artists[:_SHOWN]
    return (
        Section(
            "O que os ouvintes expressam",
            "parcela dos comentários",
            tuple(
                LetterRow(capital(CATEGORY_NAMES[one.category].many), percent(one.share), one.share, one.category)
                for one in found.categories
                if total
            ),
        ),
        Section(
            "Comentários por dia",
            "",
            tuple(
                LetterRow(f"{capital(name)} {day.day.day}", count(n), _part(n, of_days))
                for name, day, n in zip(WEEKDAYS, found.days, of_days, strict=True)
                if total
            ),
        ),
        Section(
            "Assuntos mais citados",
            "comentários; em vermelho, as críticas",
            tuple(
                LetterRow(
                    capital(subject(tag.name)),
                    count(tag.comments),
                    _part(tag.comments, [one.comments for one in tags]),
                    dark=tag.criticisms / tag.comments,
                )
                for tag in tags
            ),
        ),
        Section(
            "Artistas mais comentados",
            "comentários; em vermelho, as críticas",
            tuple(
                LetterRow(
                    one.artist,
                    count(one.comments),
                    _part(one.comments, [other.comments for other in artists]),
                    dark=one.by_category[Category.CRITICISM] / one.comments,
                )
                for one in artists
            ),
        ),
    )


def _unbroken(text: str) -> str:
    """Keeps a number and its per cent sign on one line."""
    return text.replace(" %", "\u00a0%")


def _part(number: int, of: list[int]) -> float:
    return number / max(of) if max(of) else 0.0
