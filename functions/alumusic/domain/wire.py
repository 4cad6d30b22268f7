"""What crosses the API has English names in code and Portuguese ones on the wire."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict

from alumusic.domain.vocabulary import portuguese


class Wire(BaseModel):
    """Frozen, and strict about names: a misspelt field is an error, not a silence.

    Code constructs by field name. The edges write by alias, and read requests by alias alone.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=portuguese, validate_by_name=True, validate_by_alias=True
    )


def _no_broken_characters(text: str) -> str:
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise ValueError("contém um caractere inválido")
    if "\x00" in text:
        raise ValueError("contém o caractere nulo")
    return text


Text = Annotated[str, AfterValidator(_no_broken_characters)]
"""A string that can be stored and sent on: no lone surrogates, no NUL."""
