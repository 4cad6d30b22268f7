"""What the models of routes share, and the small ones that several routes use."""

from typing import Annotated, Any

from pydantic import ConfigDict, StringConstraints

from alumusic.domain.wire import Text, Wire


class ApiModel(Wire):
    """Of routes alone: its fields are called what the API calls them."""

    model_config = ConfigDict(alias_generator=None)


Name = Annotated[Text, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]


class Problem(ApiModel):
    """The one shape of an error. `codigo` is stable and meant for programs."""

    erro: str
    codigo: str
    detalhes: list[Any]


class Message(ApiModel):
    mensagem: str
