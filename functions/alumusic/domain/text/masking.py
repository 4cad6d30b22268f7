"""Mask personal data in a comment before the model receives it; the stored comment keeps the original text."""

import re

_SEPARATOR = r"[\s.-]?"
_COUNTRY = rf"(?:\+?55{_SEPARATOR})?"
_NO_YEARS = r"(?!(?:19|20)\d\d[\s./-]*(?:19|20)\d\d(?!\d))"  # "turnê 2023-2024" has the form of a telephone number
_FIXED = rf"{_NO_YEARS}[2-9]\d{{3}}{_SEPARATOR}\d{{4}}"
_MOBILE = rf"9{_SEPARATOR}\d{{4}}{_SEPARATOR}\d{{4}}"

_PATTERNS = (
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "[email]"),
    (re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE), "[link]"),
    (re.compile(r"(?<!\d)\d{3}\.?\d{3}\.?\d{3}-?\d{2}(?!\d)"), "[cpf]"),
    (re.compile(rf"(?<!\d){_COUNTRY}\(\d{{2}}\){_SEPARATOR}(?:{_MOBILE}|{_FIXED})(?!\d)"), "[telefone]"),
    (re.compile(rf"(?<!\d){_COUNTRY}[1-9]\d{_SEPARATOR}(?:{_MOBILE}|{_FIXED})(?!\d)"), "[telefone]"),
    (re.compile(rf"(?<!\d)(?:9\d{{4}}{_SEPARATOR}\d{{4}}|{_NO_YEARS}[2-5]\d{{3}}[.-]\d{{4}})(?!\d)"), "[telefone]"),
    (re.compile(r"(?<![\w])@\w[\w.]*"), "[perfil]"),
)


def mask(text: str) -> str:
    for pattern, label in _PATTERNS:
        text = pattern.sub(label, text)
    return text
