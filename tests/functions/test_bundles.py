"""A deployed bundle holds the function's folder and the package, and runs with only its own requirements."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest

from local.stack.config import FUNCTIONS, ROOT, Ports, State, emulator_env, function_env, source_folder

FOLDERS = sorted({source_folder(function) for function in FUNCTIONS})
_BOOT = """
import functions_framework, json, os, sys
from functools import _lru_cache_wrapper

client = functions_framework.create_app(sys.argv[1], "main.py").test_client()
statuses = [client.get("/healthz").status_code, client.post("/").status_code]
os.environ.update(json.loads(sys.argv[2]))
main = sys.modules["main"]
things = vars(main).items()
builders = [name for name, thing in things if isinstance(thing, _lru_cache_wrapper) and thing.__module__ == "main"]
for name in builders:
    vars(main)[name]()
print(json.dumps([*statuses, builders]))
"""


class Bundle(NamedTuple):
    folder: Path
    python: Path


def files_of(folder: str) -> dict[str, Path]:
    """Builds a bundle like infra/bundles.tf: the folder's files at the root, the package beside them."""
    functions = ROOT / "functions"
    own = {path.relative_to(functions / folder).as_posix(): path for path in (functions / folder).rglob("*")}
    shared = {path.relative_to(functions).as_posix(): path for path in (functions / "alumusic").rglob("*")}
    return {name: path for name, path in (own | shared).items() if path.is_file() and "__pycache__" not in name}


@pytest.fixture(scope="module")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Bundle]:
    """Functions with equal requirements share an environment; uv installs the packages from its cache."""
    made: dict[str, Bundle] = {}
    for folder in FOLDERS:
        place = tmp_path_factory.mktemp(folder)
        with zipfile.ZipFile(place / "bundle.zip", "w") as archive:
            for name, path in files_of(folder).items():
                archive.write(path, name)
        with zipfile.ZipFile(place / "bundle.zip") as archive:
            archive.extractall(place / "bundle")
        requirements = place / "bundle" / "requirements.txt"
        same = [other.python for other in made.values() if _same(other.folder / "requirements.txt", requirements)]
        made[folder] = Bundle(place / "bundle", same[0] if same else _environment(place / "venv", requirements))
    return made


def _same(one: Path, other: Path) -> bool:
    return one.read_bytes() == other.read_bytes()


def _environment(folder: Path, requirements: Path) -> Path:
    uv = [sys.executable, "-m", "uv", "--quiet", "--no-config"]
    subprocess.run([*uv, "venv", "--python", sys.executable, str(folder)], check=True)
    python = folder / "bin" / "python"
    install = [*uv, "pip", "install", "--python", str(python), "--no-deps", "--require-hashes", "-r", str(requirements)]
    subprocess.run(install, check=True)
    return python


@pytest.mark.parametrize("target", FUNCTIONS)
def test_a_bundle_boots_and_builds_what_it_needs_with_only_its_requirements(
    bundles: dict[str, Bundle], tmp_path: Path, target: str
) -> None:
    bundle, nowhere = bundles[source_folder(target)], Ports.from_base(1)
    settings = {**function_env(nowhere, State(tmp_path).secrets()), **emulator_env(nowhere)}
    command: list[str | Path] = [bundle.python, "-c", _BOOT, target, json.dumps(settings)]

    booted = subprocess.run(command, cwd=bundle.folder, env={}, capture_output=True, text=True, check=False)

    assert booted.returncode == 0, booted.stderr
    alive, refused, built = json.loads(booted.stdout.splitlines()[-1])
    assert alive in (200, 405)
    assert refused >= 400
    assert built


def test_templates_are_in_the_bundles_that_render_them() -> None:
    assert "alumusic/adapters/mail/templates/letter.html.j2" in files_of("digest")
    assert "alumusic/entrypoints/digest/templates/unsubscribe.html.j2" in files_of("api")


def test_every_bundle_pins_the_versions_that_the_tests_run_with() -> None:
    tested = pins(ROOT / "requirements" / "dev.txt")

    for folder in FOLDERS:
        bundled = pins(ROOT / "functions" / folder / "requirements.txt")
        assert bundled.items() <= tested.items(), folder


def pins(path: Path) -> dict[str, str]:
    lines = [line.split(";")[0].strip(" \\") for line in path.read_text().splitlines() if "==" in line]
    return dict(line.split("==") for line in lines if not line.startswith("#"))


@pytest.mark.parametrize(
    "path", sorted(ROOT.glob("requirements/*.txt")) + sorted(ROOT.glob("functions/*/requirements.txt"))
)
def test_locks_are_hashed_and_name_no_registry(path: Path) -> None:
    text = path.read_text()

    assert "--hash=sha256:" in text
    assert "http" not in "".join(line for line in text.splitlines() if "==" not in line)
    assert not any(line.startswith(("--index", "--extra-index", "--find-links", "-i ")) for line in text.splitlines())
