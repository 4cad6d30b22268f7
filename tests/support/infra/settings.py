"""The settings class of each function, and the environment variables that are not in it."""

import ast

from alumusic import settings
from local.stack.config import ROOT, source_folder

OF_THE_RUNTIME = {
    "GOOGLE_CLOUD_PROJECT",
    "K_REVISION",
    "K_SERVICE",
    "LOG_LEVEL",
    "MALLOC_ARENA_MAX",
    "RETENTION_DAYS",
    "THREADS",
    "TRACES",
    "WORKERS",
}


def settings_of(function: str) -> type[settings.Settings]:
    """The settings class that the function's main.py uses."""
    source = ROOT / "functions" / source_folder(function) / "main.py"
    names = {
        node.value.id
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "from_env" and isinstance(node.value, ast.Name)
    }
    assert len(names) == 1, f"{source} must read one settings class, not {names}"
    found: type[settings.Settings] = getattr(settings, names.pop())
    return found
