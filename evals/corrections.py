"""`gold --from`: converts curators' corrections to gold items, with personal data masked."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from alumusic.domain.comments.classification import Category
from alumusic.domain.comments.tags import CATALOGUE
from alumusic.domain.text.folding import words
from alumusic.domain.text.masking import mask
from evals.sample import Sample


class Converted(NamedTuple):
    samples: list[Sample]
    skipped: list[str]
    """One line with the reason for each item left out; never its text."""


def read_export(path: Path) -> list[Any]:
    """Reads a list of comments, `{"comentarios": [...]}`, or one JSON object per line."""
    text = path.read_text(encoding="utf-8")
    try:
        body = json.loads(text)
    except ValueError:
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    found = body.get("comentarios", [body]) if isinstance(body, dict) else body
    return list(found)


def convert(items: Iterable[Any], known: Iterable[Sample]) -> Converted:
    """Skips items that no curator reviewed, incomplete items, and ids or texts that the gold set already has."""
    ids, texts = set(), set()
    for sample in known:
        ids.add(sample.id)
        texts.add(_plain(sample.texto))
    samples, skipped = [], []
    for position, item in enumerate(items):
        name = f"item {position}"
        try:
            sample = _sample(item)
        except (ValidationError, ValueError, KeyError, TypeError, AttributeError) as error:
            skipped.append(f"{name}: {_reason(error)}")
            continue
        if sample.id in ids or _plain(sample.texto) in texts:
            skipped.append(f"{name}: in the gold set already ({sample.id})")
            continue
        ids.add(sample.id)
        texts.add(_plain(sample.texto))
        samples.append(sample)
    return Converted(samples, skipped)


def _sample(item: Mapping[str, Any]) -> Sample:
    if item.get("revisado") is False:
        raise ValueError("no curator has reviewed it")
    tags = tuple(_code(tag) for tag in item.get("tags") or [])
    sample = Sample(
        id=item["id"], texto=mask(item["texto"]), categoria=item["categoria"], sentimento=item["sentimento"], tags=tags
    )
    if sample.categoria is Category.SPAM and sample.tags:
        raise ValueError("SPAM has no tags")
    return sample


def _code(tag: Any) -> str:
    """The code of an exported tag, which is either the code itself or `{codigo, explicacao}`."""
    code = tag["codigo"] if isinstance(tag, dict) else tag
    if code not in CATALOGUE:
        raise ValueError("a tag outside the first catalogue")
    return str(code)


def _reason(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors(include_input=False))
    if isinstance(error, KeyError):
        return f"without {error.args[0]}"
    return str(error) if type(error) is ValueError else "not a comment"


def _plain(text: str) -> str:
    return " ".join(words(text)) or text.strip()
