"""Strict parser of the model's reply: an answer outside the schema is dropped, and no label is guessed."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from alumusic.domain.comments.classification import Category, Classification, Sentiment
from alumusic.domain.comments.tags import TagCatalogue, is_tag_code
from alumusic.domain.text.folding import folded

MAX_EVIDENCE = 200  # characters; the prompt asks for a few words
MAX_CANDIDATES = 3  # invented codes kept per comment


class Judgement(NamedTuple):
    """The model's labels for one text: the part of a `Classification` that is cached and reused for equal texts."""

    category: Category
    sentiment: Sentiment
    confidence: float
    tags: tuple[str, ...]
    candidates: tuple[str, ...]
    evidence: str

    def classification(
        self, catalogue: TagCatalogue, model: str, prompt_version: str, classified_at: datetime
    ) -> Classification:
        """Adds the provenance, and applies the curators' decisions on tags to date."""
        labels = catalogue.labels(self.tags, self.candidates)
        return Classification(
            category=self.category,
            sentiment=self.sentiment,
            confidence=self.confidence,
            tags=labels.tags,
            candidates=labels.candidates,
            evidence=self.evidence,
            model=model,
            prompt_version=prompt_version,
            classified_at=classified_at,
        )


def read_reply(text: str | None, ids: Collection[str], catalogue: Collection[str]) -> dict[str, Judgement]:
    """Valid answers by id. An id answered twice counts as unanswered; an unknown id is dropped."""
    answers: dict[str, Judgement] = {}
    seen: set[str] = set()
    for item in _items(text):
        key = item.get("id")
        if not isinstance(key, str) or key not in ids:
            continue
        if key in seen:
            answers.pop(key, None)
            continue
        seen.add(key)
        judgement = read_item(item, catalogue)
        if judgement is not None:
            answers[key] = judgement
    return answers


def read_item(item: Mapping[str, Any], catalogue: Collection[str]) -> Judgement | None:
    confidence, tags, evidence = item.get("confianca"), item.get("tags", []), item.get("evidencia", "")
    try:
        category, sentiment = Category(item["categoria"]), Sentiment(item["sentimento"])
    except (KeyError, ValueError):
        return None
    if isinstance(confidence, bool) or not isinstance(confidence, int | float) or not 0 <= confidence <= 1:
        return None
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags) or not isinstance(evidence, str):
        return None
    if category is Category.SPAM:
        tags, sentiment = [], Sentiment.NEUTRAL
    codes = dict.fromkeys(folded(tag.strip()).replace(" ", "_") for tag in tags)
    known = tuple(code for code in codes if code in catalogue)
    invented = (code for code in codes if code not in catalogue)
    candidates = [code for code in invented if is_tag_code(code)]
    evidence = evidence.encode("utf-8", "ignore").decode()  # a lone surrogate (half an emoji) cannot be stored
    return Judgement(
        category, sentiment, float(confidence), known, tuple(candidates[:MAX_CANDIDATES]), evidence[:MAX_EVIDENCE]
    )


def _items(text: str | None) -> list[dict[str, Any]]:
    try:
        reply = json.loads(text or "")
    except (ValueError, RecursionError):
        return []
    return [item for item in reply if isinstance(item, dict)] if isinstance(reply, list) else []
