"""What the stand-in says of one comment; the fields are named as the answer's."""

from typing import NamedTuple


class Verdict(NamedTuple):
    evidencia: str
    categoria: str
    sentimento: str
    tags: list[str]
    confianca: float
