"""Versioned prompts, shared by production and evals: `v1` classifies, `digest-v1` sums up, `question-v1` answers.

A version that was in use never changes.
"""

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from alumusic.domain.comments.tags import CATALOGUE


class Prompt(NamedTuple):
    version: str
    instructions: str


@cache
def load_prompt(version: str, more_tags: tuple[str, ...] = ()) -> Prompt:
    """`more_tags`: what curators added to the catalogue. Raises FileNotFoundError for a version that does not exist."""
    if not re.fullmatch(r"(?:digest-|question-)?v\d+", version):
        raise FileNotFoundError(f"no prompt {version!r}")
    text = files(__name__).joinpath(f"{version}.md").read_text(encoding="utf-8")
    return Prompt(version, text.replace("{catalogo}", " ".join([*CATALOGUE, *more_tags])).strip())
