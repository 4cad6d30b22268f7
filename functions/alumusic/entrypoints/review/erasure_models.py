"""Erasing all that an author wrote."""

from typing import Annotated

from pydantic import Field, StringConstraints

from alumusic.domain.wire import Text
from alumusic.entrypoints.models import ApiModel


class AuthorErasure(ApiModel):
    """`autor` as a sender gave it: only its keyed hash is stored. `simular` counts and erases nothing."""

    autor: Annotated[Text, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
    simular: bool = Field(default=False, strict=True)
