"""What every model of the API shares, and the small parts that several use."""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints

from alumusic.domain.comments.classification import Category, Sentiment
from alumusic.domain.comments.comment import CommentStatus
from alumusic.domain.comments.tags import LONGEST_TAG_CODE, TAG_CODE
from alumusic.domain.text.folding import folded


class Wire(BaseModel):
    """Frozen, and strict about names: a misspelt field is an error, not a silence."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


def _no_broken_characters(text: str) -> str:
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise ValueError("contém um caractere inválido")
    if "\x00" in text:
        raise ValueError("contém o caractere nulo")
    return text


Text = Annotated[str, AfterValidator(_no_broken_characters)]
"""A string that can be stored and sent on: no lone surrogates, no NUL."""

Name = Annotated[Text, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
Note = Annotated[Text, StringConstraints(strip_whitespace=True, max_length=500)]
TagCode = Annotated[str, StringConstraints(pattern=f"^{TAG_CODE}$", max_length=LONGEST_TAG_CODE)]


def _spelt(choices: type[Category] | type[Sentiment] | type[CommentStatus]) -> BeforeValidator:
    """Takes a value of the enum in any case, with or without its accents."""
    known = {folded(str(choice)): choice for choice in choices}
    return BeforeValidator(lambda value: known.get(folded(value), value) if isinstance(value, str) else value)


CategoryName: Any = Annotated[Category, _spelt(Category)]
SentimentName: Any = Annotated[Sentiment, _spelt(Sentiment)]
StatusName: Any = Annotated[CommentStatus, _spelt(CommentStatus)]


class Problem(Wire):
    """The one shape of an error. `codigo` is stable and meant for programs."""

    erro: str
    codigo: str
    detalhes: list[Any]


class Message(Wire):
    mensagem: str
