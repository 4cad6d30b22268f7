"""Jinja environment for HTML pages: every value is escaped, and an undefined name raises UndefinedError."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension


class _WithoutLayout(Extension):
    """Strips indentation and line ends from `*.html.j2`. A template must therefore break lines between tags only."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        if not (name or "").endswith(".html.j2"):
            return source
        return "".join(line.strip() for line in source.splitlines())


def templates(folder: Path) -> Environment:
    """Templates are read and compiled on first use."""
    loader, extensions = FileSystemLoader(folder), [_WithoutLayout]
    return Environment(
        loader=loader, extensions=extensions, autoescape=True, undefined=StrictUndefined, auto_reload=False
    )
