"""The repository's modules by import name, with their syntax trees and imports."""

import ast
from functools import cache
from pathlib import Path

from local.stack.config import ROOT

FUNCTIONS = ROOT / "functions"
ROOTS = (FUNCTIONS, *(ROOT / name for name in ("local", "tools", "evals", "bench", "tests")))


def _name(path: Path) -> str:
    base = FUNCTIONS if path.is_relative_to(FUNCTIONS) else ROOT
    return ".".join(path.relative_to(base).with_suffix("").parts).removesuffix(".__init__")


MODULES = {_name(path): path for root in ROOTS for path in root.rglob("*.py")}
DEPLOYED = sorted(name for name, path in MODULES.items() if path.is_relative_to(FUNCTIONS))
MAINS = [name for name in DEPLOYED if name.endswith(".main")]


def modules(package: str) -> list[str]:
    found = sorted(name for name in MODULES if within(name, package))
    assert found, f"no module of {package}"
    return found


def within(name: str, *packages: str) -> bool:
    """Whether a dotted name is one of the packages or inside one."""
    return any(name == package or name.startswith(package + ".") for package in packages)


@cache
def nodes(name: str) -> list[ast.AST]:
    """All nodes of the module's syntax tree; cached, because walking is the expensive part."""
    return list(ast.walk(ast.parse(MODULES[name].read_text(encoding="utf-8"))))


@cache
def imported(name: str) -> frozenset[str]:
    """Names that a module imports, also inside functions. `from a import b` counts as `a` and `a.b`."""
    found: set[str] = set()
    for node in nodes(name):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} has a relative import"
            found |= {node.module or ""} | {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(found)
