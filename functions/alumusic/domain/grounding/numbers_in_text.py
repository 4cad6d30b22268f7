"""Parse the numbers claimed in a Portuguese text: 1.234, 38 %, 38,5 por cento, dois, semana 2026-W47, 24 de novembro.

Signs are ignored: "12 % a menos" and "-12 %" claim the same number. "Um" and "uma" alone are articles.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from alumusic.domain.text.folding import folded
from alumusic.domain.text.numbers import NUMBER_WORDS, SCALES
from alumusic.domain.text.words import MONTHS


class ClaimKind(Enum):
    COUNT = 1
    PERCENT = 2
    POINTS = 3
    """Percentage points."""
    WEEK = 4
    """An ISO week by name, or the week of a year by its number alone."""
    DATE = 5
    """MM-DD, or YYYY-MM-DD if the text gives the year."""
    YEAR = 6
    VAGUE = 7
    """Half, double, thousands, nine in ten: a claim that cannot be checked against a figure."""


class Claim(NamedTuple):
    kind: ClaimKind
    text: str
    """As parsed: digits without separators, a week's or date's name, or the vague word."""
    of: str | None = None
    """The category or sentiment that the number counts, if the text names it directly after the number."""

    @property
    def value(self) -> Decimal:
        return Decimal(self.text)


_MONTHS = [folded(month) for month in MONTHS]
_MONTH = "|".join(_MONTHS)
_NUMBER_WORD = "|".join(sorted([*NUMBER_WORDS, *SCALES], key=len, reverse=True))
_DIGITS = r"\d{1,3}(?:\.\d{3})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)?"

_PATTERN = re.compile(
    rf"""
    (?P<week>\b(?P<iso>\d{{4}}-w\d{{2}})\b
      | \bsemanas?\s+(?P<of_year>\d{{1,2}}(?:(?:,\s*|\s+(?:e|a|ate)\s+)\d{{1,2}})*)\b(?!\s*%))
  | (?P<date>\b(?P<year>\d{{4}})-(?P<month>\d{{2}})-(?P<day>\d{{2}})\b
      | \b(?P<day2>\d{{1,2}})/(?P<month2>\d{{1,2}})(?:/(?P<year2>\d{{4}}))?\b
      | \b(?P<day3>\d{{1,2}})[ºo]?\s+de\s+(?P<month3>{_MONTH})\b(?:\s+de\s+(?P<year3>\d{{4}})\b)?)
  | (?P<range>\b(?P<first>\d{{1,2}})[ºo]?(?=\s+(?:a|e|ate)\s+\d{{1,2}}[ºo]?\s+de\s+(?P<of>{_MONTH})\b))
  | (?P<of_each>\b(?:\d+|{_NUMBER_WORD})\s+(?:em|a)\s+cada\s+(?:\d+|{_NUMBER_WORD})\b)
  | (?P<vague>\b(?:metade|dobro|dobr(?:ou|aram|ando)|duplic\w+|tripl\w+|quadrupl\w+|tercos?|(?:um|tres)\s+quartos?
      |dezenas?|centenas?|milhares|duzias?|milhoes(?=\s+de))\b)
  | (?P<only_year>(?<=\bde\s|\bem\s)(?:19|20)\d\d\b(?!\s*(?:%|[a-z]*(?:coment|critic|elogi|sugest|duvid|mensage))))
  | (?P<number>(?P<digits>{_DIGITS})(?:\s+(?P<scale>mil|milhao|milhoes|bilhao|bilhoes)\b)?
      | \b(?P<words>(?:{_NUMBER_WORD})(?:\s+(?:e\s+)?(?:{_NUMBER_WORD}))*)\b)
      (?P<unit>\s*(?:%|por\s+cento\b)|\s*(?:pontos?(?:\s+percentua(?:l|is))?\b|p\.?\s?p\.?(?!\w)))?
    """,
    re.VERBOSE,
)
_OF = re.compile(
    r"(?:\s+(?:sao|foram|eram))?(?:\s+(?:de|dos|das|deles|delas))?\s+"
    r"(?P<noun>elogi|critic|sugest|duvid|spam|positiv|neutr|negativ)"
)


def noun_of(text: str) -> str | None:
    """Category or sentiment at the start of a folded text, if any."""
    found = _OF.match(f" {text}")
    return found["noun"] if found else None


def numbers_in(text: str) -> Iterator[Claim]:
    for found in _PATTERN.finditer(folded(text)):
        if found["number"]:
            yield from _number(found)
        elif found["week"]:
            names = [found["iso"].upper()] if found["iso"] else re.findall(r"\d+", found["of_year"])
            yield from (Claim(ClaimKind.WEEK, name.lstrip("0")) for name in names)
        elif found["date"]:
            yield _date(found)
        elif found["range"]:
            yield Claim(ClaimKind.DATE, f"{_MONTHS.index(found['of']) + 1:02}-{int(found['first']):02}")
        elif found["only_year"]:
            yield Claim(ClaimKind.YEAR, found["only_year"])
        else:
            yield Claim(ClaimKind.VAGUE, found[0])


def _date(found: re.Match[str]) -> Claim:
    year = found["year"] or found["year2"] or found["year3"]
    month = found["month"] or found["month2"] or str(_MONTHS.index(found["month3"]) + 1)
    day = found["day"] or found["day2"] or found["day3"]
    return Claim(ClaimKind.DATE, (f"{year}-" if year else "") + f"{int(month):02}-{int(day):02}")


def _number(found: re.Match[str]) -> Iterator[Claim]:
    unit = re.sub(r"\s+", " ", (found["unit"] or "").strip())
    of, kind = noun_of(found.string[found.end() :].lstrip(" ")), ClaimKind.COUNT
    if unit:
        kind = ClaimKind.PERCENT if unit in ("%", "por cento") else ClaimKind.POINTS
    if found["digits"]:
        scaled = _read(found["digits"]) * SCALES.get(found["scale"] or "", 1)
        yield Claim(kind, f"{scaled:f}", of)
    elif unit or found["words"] not in ("um", "uma"):
        for value in _spoken(found["words"].split()):
            yield Claim(kind, str(value), of)


def _read(digits: str) -> Decimal:
    """Points are thousands separators if three digits follow each (1.234), otherwise decimal points (38.5)."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", digits):
        digits = digits.replace(".", "")
    return Decimal(digits.replace(",", "."))


def _spoken(words: list[str]) -> Iterator[int]:
    """Numbers in a sequence of number words: "dois e três" are two, "vinte e três" is one."""
    total, group, last = 0, 0, 0
    for word in words:
        if word == "e":
            continue
        if word in SCALES:
            total, group, last = total + max(group, 1) * SCALES[word], 0, SCALES[word]
            continue
        value = NUMBER_WORDS[word]
        if group and not _follows(value, last):
            yield total + group
            total, group = 0, 0
        group, last = group + value, value
    yield total + group


def _follows(value: int, last: int) -> bool:
    """Whether `value` continues the number: tens and units after hundreds, units after tens."""
    return value < 100 <= last < 1_000 or (value < 10 and 20 <= last < 100)
