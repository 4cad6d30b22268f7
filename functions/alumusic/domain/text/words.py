"""Portuguese words shared by the texts of several features, and their forms in a sentence."""

from collections.abc import Mapping
from typing import NamedTuple

from alumusic.domain.comments.classification import Category
from alumusic.domain.text.numbers import count


class Noun(NamedTuple):
    one: str
    many: str


COMMENT = Noun("comentário", "comentários")
SPAM_MESSAGE = Noun("mensagem de spam", "mensagens de spam")
CATEGORY_NAMES: Mapping[Category, Noun] = {
    Category.PRAISE: Noun("elogio", "elogios"),
    Category.CRITICISM: Noun("crítica", "críticas"),
    Category.SUGGESTION: Noun("sugestão", "sugestões"),
    Category.QUESTION: Noun("dúvida", "dúvidas"),
    Category.SPAM: Noun("spam", "spam"),
}
MONTHS = (
    "janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro",
    "dezembro",
)  # fmt: skip
WEEKDAYS = ("segunda", "terça", "quarta", "quinta", "sexta", "sábado", "domingo")


def counted(number: int, noun: Noun) -> str:
    return f"{count(number)} {noun.one if number == 1 else noun.many}"


def comments(number: int) -> str:
    return counted(number, COMMENT)


def of_category(number: int, category: Category) -> str:
    return counted(number, SPAM_MESSAGE if category is Category.SPAM else CATEGORY_NAMES[category])


def subject(name: str) -> str:
    """Short form of a tag's explanation, for the middle of a sentence."""
    short = name.split(":")[0]
    return short[:1].lower() + short[1:]


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
