"""Base of the API's models: English field names in code, Portuguese names in JSON."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict

from alumusic.domain.vocabulary import portuguese


class Wire(BaseModel):
    """Frozen; an unknown field is an error.

    Code constructs by field name. Entry points serialise by alias, and accept requests by alias only.
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
