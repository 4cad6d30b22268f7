"""Hand-written cues: words and phrases by kind, and their matches in a comment."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from local.standin.model.text import read

_FOLDER = Path(__file__).parent
_REMEMBERED = 4096  # comments; several feature blocks look up the same comment


class Cue(NamedTuple):
    kind: str
    words: tuple[str, ...]


class Match(NamedTuple):
    """A cue found in words[start:end]."""

    kind: str
    start: int
    end: int


class Lexicon:
    """Where two cues of a kind begin, the longer wins; kinds may overlap. `*` at a word's end matches any ending."""

    def __init__(self, path: Path) -> None:
        sections = _sections(path.read_text(encoding="utf-8"))
        self.kinds = tuple(sections)
        self._by_start: dict[str, list[Cue]] = defaultdict(list)
        for cue in sorted(_cues(sections), key=lambda cue: -len(cue.words)):
            self._by_start[cue.words[0]].append(cue)
        self.find = lru_cache(_REMEMBERED)(self._find)
        self._starting = cache(self._look_up)

    def count(self, words: tuple[str, ...]) -> dict[str, int]:
        found = [match.kind for match in self.find(words)]
        return {kind: found.count(kind) for kind in self.kinds}

    def _find(self, words: tuple[str, ...]) -> tuple[Match, ...]:
        free, matches = dict.fromkeys(self.kinds, 0), []
        for start, word in enumerate(words):
            for cue in self._starting(word):
                end = start + len(cue.words)
                if free[cue.kind] <= start and _agree(cue.words, words[start:end]):
                    free[cue.kind] = end
                    matches.append(Match(cue.kind, start, end))
        return tuple(matches)

    def _look_up(self, word: str) -> tuple[Cue, ...]:
        """Cues whose first word matches, longest first."""
        starts = [word, *(f"{word[:n]}*" for n in range(1, len(word) + 1))]
        found = [cue for start in starts for cue in self._by_start.get(start, ())]
        return tuple(sorted(found, key=lambda cue: -len(cue.words)))


def _agree(cue: Sequence[str], words: Sequence[str]) -> bool:
    return len(cue) == len(words) and all(
        word.startswith(known[:-1]) if known[-1] == "*" else word == known
        for known, word in zip(cue, words, strict=True)
    )


def _sections(text: str) -> dict[str, list[str]]:
    lines = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    blocks = re.findall(r"\[(\w+)\]([^\[]*)", lines)
    return {name: body.replace("\n", ",").split(",") for name, body in blocks}


def _cues(sections: dict[str, list[str]]) -> Iterator[Cue]:
    """Cues pass through the same `read` as comments, so that `10/10` and `obra-prima` match."""
    for kind, phrases in sections.items():
        parts = {tuple(re.findall(r"\w+\*?", read(phrase).folded)) for phrase in phrases}
        yield from (Cue(kind, words) for words in sorted(parts) if words)


@cache
def cues() -> Lexicon:
    return Lexicon(_FOLDER / "cues.txt")


@cache
def tag_words() -> Lexicon:
    return Lexicon(_FOLDER / "tags.txt")
