"""The digest's text: the model's if all its numbers are the week's, otherwise one composed from the figures."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from alumusic.domain.comments.classification import ModelUsage
from alumusic.domain.digest.briefing import comment_data, digest_data, names_of
from alumusic.domain.digest.digest import DigestText, SampleComment, TextSource
from alumusic.domain.digest.plain_text import plain_digest
from alumusic.domain.digest.week_figures import DigestFigures
from alumusic.domain.grounding.facts import Facts
from alumusic.domain.grounding.model_request import ModelRequest
from alumusic.domain.grounding.objections import objections, tidy
from alumusic.errors import ModelUnavailable, PermanentFailure
from alumusic.services.grounding import Model, part

logger = logging.getLogger(__name__)

MOST_WORDS = 200
_TIMES = 2  # a refused text is requested once more
_MOST_TOKENS = 1_000  # 200 words of Portuguese are about 350 tokens; the limit stops a runaway reply
_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"texto": {"type": "string"}},
    "required": ["texto"],
    "propertyOrdering": ["texto"],
}


@dataclass(frozen=True)
class WriteDigest:
    model: Model
    prompt: str

    def __call__(self, figures: DigestFigures, comments: Sequence[SampleComment]) -> DigestText:
        """Without a valid text of the model, composes one from the figures: the digest can be made again later."""
        usage: list[ModelUsage] = []
        text = self._text(figures, comments, usage) if figures.comments else None
        if text is None:
            return DigestText(plain_digest(figures), TextSource.FIGURES, None, None, tuple(usage))
        return DigestText(text, TextSource.MODEL, usage[-1].model, self.prompt, tuple(usage))

    def _text(self, figures: DigestFigures, comments: Sequence[SampleComment], usage: list[ModelUsage]) -> str | None:
        data = digest_data(figures)
        facts, wrong = Facts(data, names_of(figures)), list[str]()
        for _ in range(_TIMES):
            try:
                reply = self.model.ask(self._request(data, comments, wrong))
            except (ModelUnavailable, PermanentFailure) as failure:
                logger.warning("digest %s: no text of the model's: %s", figures.week, failure.code)
                return None
            usage.append(reply.usage)
            text = (reply.answer or {}).get("texto")
            wrong = objections(text, facts, MOST_WORDS, (one.text for one in comments))
            if not wrong and isinstance(text, str):
                return tidy(text)
            logger.warning("digest %s: text refused: %s", figures.week, "; ".join(wrong))
        return None

    def _request(self, data: dict[str, Any], comments: Sequence[SampleComment], wrong: Sequence[str]) -> ModelRequest:
        parts = [
            "Escreva o resumo desta semana.",
            part("NUMEROS", data),
            part("COMENTARIOS", comment_data(comments)),
        ]
        if wrong:
            parts.append(part("RECUSADO", {"motivos": wrong}))
        return ModelRequest(self.prompt, parts, _SCHEMA, _MOST_TOKENS)
