"""Reads `infra/firebase.json`, so that the gateway applies the same rewrites and headers as Firebase Hosting."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from local.stack.config import ROOT

CONFIG = ROOT / "infra" / "firebase.json"


class Rewrite(NamedTuple):
    pattern: re.Pattern[str]
    service: str | None
    """Name of the function that answers; None if `destination` names a file."""
    destination: str | None


@dataclass(frozen=True)
class Hosting:
    rewrites: tuple[Rewrite, ...]
    headers: tuple[tuple[re.Pattern[str], dict[str, str]], ...]
    public: Path

    def rewrite(self, path: str) -> Rewrite | None:
        return next((rewrite for rewrite in self.rewrites if rewrite.pattern.fullmatch(path)), None)

    def headers_for(self, path: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for pattern, headers in self.headers:
            if pattern.fullmatch(path):
                found |= headers
        return found


def read_hosting(config: Path = CONFIG) -> Hosting:
    hosting = json.loads(config.read_text(encoding="utf-8"))["hosting"]
    rewrites = tuple(
        Rewrite(glob(rule["source"]), (rule.get("run") or {}).get("serviceId"), rule.get("destination"))
        for rule in hosting["rewrites"]
    )
    headers = tuple(
        (glob(rule["source"]), {header["key"]: header["value"] for header in rule["headers"]})
        for rule in hosting["headers"]
    )
    return Hosting(rewrites, headers, (config.parent / hosting["public"]).resolve())


def glob(source: str) -> re.Pattern[str]:
    """A Firebase Hosting glob: `**` is any path, `*` any text within a segment, `{a,b}` a choice."""
    parts = re.split(r"(\*\*|\*|\{[^}]*\})", source)
    return re.compile("".join(_part(part) for part in parts), re.DOTALL)


def _part(part: str) -> str:
    if part == "**":
        return ".*"
    if part == "*":
        return "[^/]*"
    if part.startswith("{"):
        return "(?:" + "|".join(_part_of_choice(choice) for choice in part[1:-1].split(",")) + ")"
    return re.escape(part)


def _part_of_choice(choice: str) -> str:
    return glob(choice).pattern
