"""Who gets the weekly e-mail, as the API shows them."""

from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints

from alumusic.domain.wire import Name, Text, Wire


class StakeholderRequest(Wire):
    email: Text = Field(min_length=1, max_length=300)
    nome: Name | None = None


class StakeholderView(Wire):
    id: str
    email: str
    nome: str | None
    adicionado_por: str
    """E-mail of the curator."""
    adicionado_em: AwareDatetime
    cancelado_em: AwareDatetime | None
    """When this person unsubscribed; null while subscribed."""


class StakeholderList(Wire):
    stakeholders: list[StakeholderView]


class StakeholderImport(Wire):
    lista: Annotated[Text, StringConstraints(min_length=1, max_length=200_000)]
    """One person a line: `maria@exemplo.com`, `Maria <maria@exemplo.com>`, `Maria;maria@exemplo.com` or the reverse."""


class RejectedLine(Wire):
    linha: int
    """From 1, as an editor counts."""
    texto: str
    erro: str
    codigo: str


class Imported(Wire):
    adicionados: list[StakeholderView]
    rejeitados: list[RejectedLine]
    """Lines that are no address, repeat one, or name somebody who is there or has unsubscribed."""
