"""Request and answer models of the export and of saved views."""

from typing import Annotated, Literal

from pydantic import AliasChoices, AwareDatetime, Field, StringConstraints

from alumusic.domain.reading.filter import CommentFilter, Order
from alumusic.domain.wire import Text
from alumusic.entrypoints.models import ApiModel, Name


class ExportQuery(CommentFilter):
    order: Order = Order.NEWEST
    format: Literal["csv", "json", "ndjson"] = Field(
        default="csv", validation_alias=AliasChoices("formato", "format"), serialization_alias="formato"
    )
    bom: bool = False
    """Starts a CSV with a byte-order mark, which some spreadsheets need to see that it is UTF-8."""
    separator: Literal[",", ";"] = ","
    """Of a CSV's cells: spreadsheets set to Portuguese expect the semicolon."""


class ViewRequest(ApiModel):
    nome: Name
    consulta: Annotated[Text, StringConstraints(max_length=2_000)]
    """The query string of the list's address."""
    da_equipe: bool = Field(default=False, strict=True)


class SavedView(ViewRequest):
    id: str
    dono: str
    criada_em: AwareDatetime


class SavedViews(ApiModel):
    visoes: list[SavedView]
