"""Reads infra/*.tf with python-hcl2: literals without quotes, expressions as `${…}`."""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import hcl2

from local.stack.config import ROOT

INFRA = ROOT / "infra"
FILES = sorted(INFRA.glob("*.tf"))
_NAME = re.compile(r"\b([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|THREADS|WORKERS)\b")
_OTHERS = re.compile(r"local\.(gemini|mail|redis_secrets)\b")


class Resource(NamedTuple):
    kind: str
    name: str
    body: dict[str, Any]


@cache
def blocks(kind: str) -> tuple[Any, ...]:
    """All blocks of a kind (`resource`, `variable`, `locals`), in file order."""
    return tuple(_plain(block) for path in FILES for block in _read(path.name).get(kind, []))


def resources(kind: str = "") -> list[Resource]:
    return [one for one in _resources() if one.kind.startswith(kind)]


def resource(kind: str, name: str) -> dict[str, Any]:
    return next(one.body for one in _resources() if (one.kind, one.name) == (kind, name))


@cache
def local(name: str) -> Any:
    return next(found[name] for found in blocks("locals") if name in found)


@cache
def named(name: str) -> frozenset[str]:
    """Environment variables in a local value, and in the local values it refers to."""
    text = json.dumps(local(name))
    found = set(_NAME.findall(text))
    return frozenset(found.union(*(named(other) for other in _OTHERS.findall(text))))


def text() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in FILES)


def _resources() -> Iterator[Resource]:
    for block in blocks("resource"):
        for kind, named_bodies in block.items():
            for name, body in named_bodies.items():
                yield Resource(kind, name, body)


@cache
def _read(name: str) -> dict[str, Any]:
    with (INFRA / name).open(encoding="utf-8") as file:
        return dict(hcl2.load(file))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {_plain(key): _plain(inner) for key, inner in value.items() if not key.startswith("__")}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value[1:-1] if isinstance(value, str) and len(value) > 1 and value[0] == value[-1] == '"' else value
