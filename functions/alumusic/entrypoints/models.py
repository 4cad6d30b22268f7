"""The base class of the routes' models, and models that several routes share."""

from typing import Annotated, Any

from pydantic import ConfigDict, StringConstraints

from alumusic.domain.wire import Text, Wire


class ApiModel(Wire):
    """A model that only routes use: its field names are the API's own, without aliases."""

    model_config = ConfigDict(alias_generator=None)


Name = Annotated[Text, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]


class Problem(ApiModel):
    """The one shape of an error. `codigo` is stable and meant for programs."""

    erro: str
    codigo: str
    detalhes: list[Any]


class Message(ApiModel):
    mensagem: str
