"""Personal data is masked before a comment leaves for the model. The stored comment keeps what the listener wrote."""

import re

_PATTERNS = (
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "[email]"),
    (re.compile(r"\b(?:https?://|www\.)\S+"), "[link]"),
    (re.compile(r"(?<!\d)\d{3}\.?\d{3}\.?\d{3}-?\d{2}(?!\d)"), "[cpf]"),
    (re.compile(r"(?<![\d])(?:\+?55[\s.-]?)?\(?\d{2}\)?[\s.-]?9?[\s.-]?\d{4}[\s.-]?\d{4}(?!\d)"), "[telefone]"),
    (re.compile(r"(?<!\d)9?\d{4}[\s.-]\d{4}(?!\d)"), "[telefone]"),
    (re.compile(r"(?<![\w])@\w[\w.]*"), "[perfil]"),
)


def mask(text: str) -> str:
    for pattern, label in _PATTERNS:
        text = pattern.sub(label, text)
    return text
