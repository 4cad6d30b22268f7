"""Replaces words by concepts, so that rare words share features: `bem que podiam ter legenda` → `^ Kwish _ $`."""

from itertools import pairwise

from local.standin.model.lexicon import cues
from local.standin.model.text import Reading

# In order of precedence, for phrases that two kinds have.
_KINDS = (
    "wish",
    "imperative",
    "rhetoric",
    "positive",
    "negative",
    "negation",
    "contrast",
    "intense",
    "selling",
    "chain",
    "orders",
    "domain",
)
_RANK = {kind: rank for rank, kind in enumerate(_KINDS)}
_KEPT_WORDS = """que quem como quando onde qual quais quanto quantos e se so mais ja ate nem ou de eu me meu minha voces
    vcs vc a gente nao tem vai ta era foi por pq para pra ? ! xriso xdinheiro xlink xalegria xraiva xvenda xnumero"""
_KEPT = frozenset(_KEPT_WORDS.split())


def concepts(reading: Reading) -> list[str]:
    """N-grams of one to three concepts."""
    row = _row(reading.words)
    pairs = [f"{a}|{b}" for a, b in pairwise(row)]
    triples = [f"{a}|{b}|{c}" for a, b, c in zip(row, row[1:], row[2:], strict=False)]
    return [*row, *pairs, *triples]


def _row(words: tuple[str, ...]) -> list[str]:
    taken = _taken(words)
    row = ["^"]
    for position, word in enumerate(words):
        concept = taken.get(position) or (word if word in _KEPT else "_")
        if concept != "+" and (concept != "_" or row[-1] != "_"):
            row.append(concept)
    return [*row, "$"]


def _taken(words: tuple[str, ...]) -> dict[int, str]:
    """Word position → the cue's concept at its first word, `+` at its other words."""
    taken: dict[int, str] = {}
    matches = [match for match in cues().find(words) if match.kind in _RANK]
    for kind, start, end in sorted(matches, key=lambda match: (_RANK[match.kind], match.start)):
        if not any(position in taken for position in range(start, end)):
            taken |= {start: f"K{kind}"} | dict.fromkeys(range(start + 1, end), "+")
    return taken
