"""Import directions, sizes of folders and modules, unique class names, and the environment read by settings only."""

import ast
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

import pytest

from alumusic.domain.vocabulary import VOCABULARY
from local.stack.config import ROOT
from tests.support.syntax import DEPLOYED, FUNCTIONS, MAINS, MODULES, ROOTS, imported, modules, nodes, within
from tools.checks import SHARES

# Names of the API that are English, or the same in both languages.
BOTH_LANGUAGES = {"access_token", "expires_in", "ids", "kappa", "ok", "stakeholders", "token_type", "tokens"}
HOME = ("local", "tools", "evals", "bench", "tests")  # never deployed


def imports(names: Iterable[str], forbidden: Callable[[str], bool]) -> list[str]:
    """One line for each forbidden import, with importer and imported module."""
    return [f"{name} imports {other}" for name in names for other in sorted(imported(name)) if forbidden(other)]


def strays(package: str, *allowed: str) -> list[str]:
    """Imports of a package that are neither in the standard library nor allowed."""
    return imports(
        modules(package),
        lambda other: (
            other.split(".")[0] not in sys.stdlib_module_names
            and not within(other, *allowed)
            and other != "alumusic"  # `from alumusic import errors` also counts as `alumusic.errors`, which is checked
        ),
    )


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
    """Names in models that only routes use; they are spelt as in the API."""
    for name in modules("alumusic.entrypoints"):
        for node in nodes(name):
            if isinstance(node, ast.ClassDef) and any(ast.unparse(base) == "ApiModel" for base in node.bases):
                for field in node.body:
                    if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                        yield field.target.id


def reads_the_environment(name: str) -> bool:
    return any(
        (isinstance(node, ast.ImportFrom) and node.module == "os")
        or (isinstance(node, ast.Attribute) and ast.unparse(node) in ("os.environ", "os.environb", "os.getenv"))
        for node in nodes(name)
    )


def test_the_domain_imports_only_itself_the_errors_pydantic_and_numpy() -> None:
    assert strays("alumusic.domain", "alumusic.domain", "alumusic.errors", "pydantic", "numpy") == []


def test_the_domain_asks_neither_clock_nor_chance_nor_the_world() -> None:
    worldly = {"os", "time", "random", "secrets", "socket", "subprocess", "pathlib", "uuid.uuid4", "urllib", "logging"}
    calls = {"now", "utcnow", "today", "open", "print"}

    called = [
        f"{name} calls {ast.unparse(node.func)}"
        for name in modules("alumusic.domain")
        for node in nodes(name)
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in calls
    ]

    assert imports(modules("alumusic.domain"), worldly.__contains__) + called == []


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
    assert strays("alumusic.services", "alumusic.domain", "alumusic.errors", "alumusic.services") == []


def test_adapters_import_neither_services_nor_entrypoints_nor_bootstrap() -> None:
    others = ("alumusic.services", "alumusic.entrypoints", "alumusic.bootstrap")

    assert imports(modules("alumusic.adapters"), lambda other: within(other, *others)) == []


@pytest.mark.parametrize(
    ("package", "importers"),
    [
        ("alumusic.entrypoints", ["alumusic.entrypoints", "alumusic.bootstrap"]),
        ("alumusic.bootstrap", ["alumusic.bootstrap"]),
    ],
)
def test_only_the_layers_above_and_the_mains_import(package: str, importers: list[str]) -> None:
    found = imports(DEPLOYED, lambda other: within(other, package))

    assert found
    assert [line for line in found if not within(line.split()[0], *importers, *MAINS)] == []


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
def test_errors_and_settings_import_nothing_of_the_package(leaf: str) -> None:
    assert strays(leaf) == []


def test_templates_import_jinja_alone() -> None:
    assert strays("alumusic.templates", "jinja2") == []


def test_deployed_code_imports_nothing_that_is_not_deployed() -> None:
    assert imports(DEPLOYED, lambda other: within(other, *HOME)) == []


def test_no_module_imports_a_test_module() -> None:
    tests = {name for name in MODULES if name.rpartition(".")[2].startswith("test_")}

    assert imports(sorted(MODULES), tests.__contains__) == []


def test_only_settings_read_the_environment() -> None:
    readers = {name for name in DEPLOYED if reads_the_environment(name)}

    assert readers == {"alumusic.settings", "alumusic.adapters.pubsub"}


def test_the_queue_reads_only_where_its_emulator_is() -> None:
    reads = [
        ast.unparse(node)
        for node in nodes("alumusic.adapters.pubsub")
        if isinstance(node, ast.Call) and "environ" in ast.unparse(node.func)
    ]

    assert reads == ["os.environ.get('PUBSUB_EMULATOR_HOST')"]


@pytest.mark.parametrize(("names", "longest"), [(MAINS, 60), (DEPLOYED, 300)], ids=["main.py", "all"])
def test_modules_are_short(names: list[str], longest: int) -> None:
    lines = {name: len(MODULES[name].read_text(encoding="utf-8").splitlines()) for name in names}

    assert {name: length for name, length in lines.items() if length > longest} == {}


def test_a_folder_holds_at_most_fifteen_modules() -> None:
    paths = (path for root in ROOTS for path in root.rglob("*.py") if path.name != "__init__.py")

    held = Counter(str(path.parent.relative_to(ROOT)) for path in paths)

    assert {folder: count for folder, count in held.items() if count > 15} == {}


def test_no_class_name_stands_twice_in_the_package() -> None:
    places = defaultdict(list)
    for name in modules("alumusic"):
        for node in nodes(name):
            if isinstance(node, ast.ClassDef):
                places[node.name].append(f"{name}:{node.lineno}")

    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def test_every_function_is_a_folder_with_a_main_and_its_requirements() -> None:
    folders = {path.name for path in FUNCTIONS.iterdir() if path.is_dir() and path.name != "alumusic"} - {"__pycache__"}
    lacking = [name for name in sorted(folders) if not (FUNCTIONS / name / "requirements.txt").is_file()]

    assert {name.removesuffix(".main") for name in MAINS} == folders
    assert lacking == []


def test_every_folder_of_tests_is_run_in_one_share() -> None:
    folders = {"/".join(path.relative_to(ROOT).parts[:2]) for path in ROOT.glob("tests/*/**/test_*.py")}

    assert sorted(chain(*SHARES)) == sorted(folders)
