"""A question with its answer and its cost."""

from enum import StrEnum

from pydantic import AwareDatetime, BaseModel, ConfigDict

from alumusic.domain.digest.digest import TextSource

LONGEST_QUESTION = 500  # characters


class Verdict(StrEnum):
    ANSWERED = "respondida"
    NOT_IN_DATA = "sem_dados"
    OFF_TOPIC = "fora_do_tema"
    ABUSIVE = "ofensiva"


class AskedQuestion(BaseModel):
    """Kept until `expire_at`. `weeks` and `sources` are cited by the answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    user_id: str
    asked_at: AwareDatetime
    question: str
    verdict: Verdict
    text: str
    weeks: tuple[str, ...]
    sources: tuple[str, ...]
    source: TextSource
    model: str | None
    prompt_version: str | None
    tokens_in: int
    tokens_out: int
    price_usd: float
    latency_ms: int
    expire_at: AwareDatetime
