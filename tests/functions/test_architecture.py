"""Imports point one way, modules are short, and only the settings read the environment."""

import ast
import sys
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

from alumusic.domain.vocabulary import VOCABULARY
from local.stack.config import ROOT
from tools.checks import SHARES

FUNCTIONS = Path(__file__).parents[2] / "functions"
MODULES = {
    ".".join(path.relative_to(FUNCTIONS).with_suffix("").parts).removesuffix(".__init__"): path
    for path in FUNCTIONS.rglob("*.py")
}
# What the API calls by an English name, or by one that is the same in both languages.
BOTH_LANGUAGES = {"access_token", "expires_in", "ids", "kappa", "ok", "stakeholders", "token_type", "tokens"}
MAINS = sorted(name for name in MODULES if name.endswith(".main"))


@cache
def nodes(name: str) -> list[ast.AST]:
    """Of the module's syntax: walked once, for walking costs more than all that is looked for."""
    return list(ast.walk(ast.parse(MODULES[name].read_text())))


@cache
def imported(name: str) -> frozenset[str]:
    """All that a module imports, inside functions too. `from a import b` is both `a` and `a.b`."""
    found: set[str] = set()
    for node in nodes(name):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} has a relative import"
            found |= {node.module or ""} | {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(found)


def modules(package: str) -> list[str]:
    found = sorted(name for name in MODULES if name == package or name.startswith(package + "."))
    assert found
    return found


def strays(package: str, *allowed: str) -> list[str]:
    """Imports of a package outside the standard library and what it may import."""
    return [
        f"{name} imports {other}"
        for name in modules(package)
        for other in sorted(imported(name))
        if other.split(".")[0] not in sys.stdlib_module_names
        and not any(other == root or other.startswith(root + ".") for root in allowed)
        and other != "alumusic"
    ]


def names_of(name: str) -> Iterator[tuple[int, str]]:
    """Attributes, annotated fields, parameters and keyword arguments of a module, with their lines."""
    for node in nodes(name):
        if isinstance(node, ast.Attribute):
            yield node.lineno, node.attr
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.lineno, node.target.id
        elif isinstance(node, ast.arg | ast.keyword) and node.arg is not None:
            yield node.lineno, node.arg


def fields_of_routes() -> Iterator[str]:
    """Of the models that only routes use, which are spelt as the API spells them."""
    for name in modules("alumusic.entrypoints"):
        for node in nodes(name):
            if isinstance(node, ast.ClassDef) and any(ast.unparse(base) == "ApiModel" for base in node.bases):
                for field in node.body:
                    if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                        yield field.target.id


def environment_reads(name: str) -> Iterator[str]:
    for node in nodes(name):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "os":
            if node.attr in ("environ", "environb", "getenv"):
                yield name
        elif isinstance(node, ast.ImportFrom) and node.module == "os":
            yield name


def test_the_domain_imports_only_itself_the_errors_pydantic_and_numpy() -> None:
    found = strays("alumusic.domain", "alumusic.domain", "alumusic.errors", "pydantic", "numpy")

    assert found == []


def test_the_domain_asks_neither_clock_nor_chance_nor_the_world() -> None:
    worldly = {"os", "time", "random", "secrets", "socket", "subprocess", "pathlib", "uuid.uuid4", "urllib", "logging"}
    calls = {"now", "utcnow", "today", "open", "print"}

    imports = [(name, other) for name in modules("alumusic.domain") for other in imported(name) & worldly]
    called = [
        (name, getattr(node.func, "attr", getattr(node.func, "id", "")))
        for name in modules("alumusic.domain")
        for node in nodes(name)
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in calls
    ]

    assert imports + called == []


def test_below_the_entry_points_every_field_has_an_english_name() -> None:
    portuguese = {*VOCABULARY.values(), *fields_of_routes()} - {*VOCABULARY, *BOTH_LANGUAGES}

    found = [
        f"{name}:{line}: {word}"
        for layer in ("domain", "services", "adapters", "bootstrap")
        for name in modules(f"alumusic.{layer}")
        for line, word in names_of(name)
        if word in portuguese
    ]

    assert found == []


def test_services_import_only_the_domain_errors_and_each_other() -> None:
    found = strays("alumusic.services", "alumusic.domain", "alumusic.errors", "alumusic.services")

    assert found == []


def test_adapters_import_neither_services_nor_entrypoints_nor_bootstrap() -> None:
    others = ("alumusic.services", "alumusic.entrypoints", "alumusic.bootstrap")

    found = [name for name in modules("alumusic.adapters") for other in imported(name) if other.startswith(others)]

    assert found == []


def test_entrypoints_are_imported_by_bootstrap_and_the_mains_alone() -> None:
    found = {name for name in MODULES for other in imported(name) if other.startswith("alumusic.entrypoints")}

    assert found
    outside = [name for name in found if not name.startswith(("alumusic.entrypoints", "alumusic.bootstrap"))]
    assert set(outside) <= set(MAINS)


def test_entrypoints_import_services_and_of_the_adapters_only_telemetry_and_tokens() -> None:
    adapters = [f"alumusic.adapters.{name}" for name in ("telemetry", "tokens", "oidc")]
    inside = [f"alumusic.{name}" for name in ("entrypoints", "services", "domain", "errors", "templates")]
    libraries = ["flask", "werkzeug", "pydantic", "pydantic_core", "cloudevents", "jwt", "opentelemetry.trace"]

    assert strays("alumusic.entrypoints", *inside, *adapters, *libraries) == []


def test_entrypoints_and_bootstrap_are_typed() -> None:
    found = [
        f"{name}:{node.lineno}"
        for name in (*modules("alumusic.entrypoints"), *modules("alumusic.bootstrap"), *MAINS)
        for node in nodes(name)
        if isinstance(node, ast.Name) and node.id == "Any"
    ]

    assert len(found) < 10, found


@pytest.mark.parametrize("leaf", ["alumusic.errors", "alumusic.settings"])
def test_errors_and_settings_import_nothing_of_ours(leaf: str) -> None:
    found = strays(leaf)

    assert found == []


def test_templates_import_jinja_alone() -> None:
    assert strays("alumusic.templates", "jinja2") == []


def test_only_a_main_imports_bootstrap() -> None:
    found = {name for name in MODULES for other in imported(name) if other.startswith("alumusic.bootstrap")}

    outside = {name for name in found if not name.startswith("alumusic.bootstrap")}
    assert outside
    assert outside <= set(MAINS)


def test_nothing_deployed_imports_what_stays_at_home() -> None:
    home = {"local", "tools", "evals", "bench", "tests"}

    found = [(name, other) for name in MODULES for other in imported(name) if other.split(".")[0] in home]

    assert found == []


def test_only_settings_read_the_environment() -> None:
    readers = {reader for name in MODULES for reader in environment_reads(name)}

    assert readers == {"alumusic.settings", "alumusic.adapters.pubsub"}


def test_the_queue_reads_only_where_its_emulator_is() -> None:
    reads = [
        ast.unparse(node)
        for node in nodes("alumusic.adapters.pubsub")
        if isinstance(node, ast.Call) and "environ" in ast.unparse(node.func)
    ]

    assert reads == ["os.environ.get('PUBSUB_EMULATOR_HOST')"]


@pytest.mark.parametrize(("names", "longest"), [(MAINS, 60), (sorted(MODULES), 300)], ids=["main.py", "all"])
def test_modules_are_short(names: list[str], longest: int) -> None:
    lines = {name: len(MODULES[name].read_text().splitlines()) for name in names}

    assert {name: length for name, length in lines.items() if length > longest} == {}


def test_every_function_is_a_folder_with_a_main_and_its_requirements() -> None:
    folders = {path.name for path in FUNCTIONS.iterdir() if path.is_dir() and path.name != "alumusic"} - {"__pycache__"}

    assert {name.removesuffix(".main") for name in MAINS} == folders
    assert all((FUNCTIONS / folder / "requirements.txt").is_file() for folder in folders)


def test_every_folder_of_tests_is_run_in_one_share() -> None:
    folders = {"/".join(path.relative_to(ROOT).parts[:2]) for path in ROOT.glob("tests/*/**/test_*.py")}

    assert sorted(chain(*SHARES)) == sorted(folders)
