"""Jinja templates of HTML pages. Every value is escaped; a name that is missing is an error."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension


class _WithoutLayout(Extension):
    """Line ends and indentation of `*.html.j2` are not sent: lines may end between tags, and not inside a text."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        if not (name or "").endswith(".html.j2"):
            return source
        return "".join(line.strip() for line in source.splitlines())


def templates(folder: Path) -> Environment:
    """A template is read and compiled when it is first used."""
    loader, extensions = FileSystemLoader(folder), [_WithoutLayout]
    return Environment(
        loader=loader, extensions=extensions, autoescape=True, undefined=StrictUndefined, auto_reload=False
    )
