"""Request and answer models of questions in plain language."""

from pydantic import AwareDatetime, Field

from alumusic.domain.digest.digest import TextSource
from alumusic.domain.questions.question import Verdict
from alumusic.domain.report.iso_week import IsoWeekName
from alumusic.domain.wire import Text
from alumusic.entrypoints.models import ApiModel


class Question(ApiModel):
    pergunta: Text = Field(max_length=20_000)
    """At most 500 characters; a longer one is answered by 422."""
    anterior: str | None = Field(default=None, pattern=r"^[0-9a-f]{32}$")
    """`id` of one's own earlier answer that this question follows up."""


class Answer(ApiModel):
    id: str
    pergunta: str
    situacao: Verdict
    texto_gerado: str
    """At most 150 words."""
    semanas_citadas: list[IsoWeekName]
    fontes: list[str]
    """Ids of comments that the answer rests on."""
    origem: TextSource
    modelo: str | None
    latencia_ms: int


class AskedView(Answer):
    """An answer that was given, with what it cost."""

    perguntado_em: AwareDatetime
    tokens_entrada: int
    tokens_saida: int
    preco_usd: float


class AskedList(ApiModel):
    perguntas: list[AskedView]
    """Newest first; whose they are is not told."""
