"""Every package is pinned to a version and to hashes, and none has another source."""

import json
import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from local.stack.config import ROOT

FILES = sorted([*(ROOT / "requirements").glob("*.txt"), *(ROOT / "functions").glob("*/requirements.txt")])
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def pinned(path: Path) -> dict[str, tuple[Requirement, int]]:
    """Name of each package → its requirement and the number of its hashes. Raises for any other line."""
    found: dict[str, tuple[Requirement, int]] = {}
    for line in path.read_text(encoding="utf-8").replace("\\\n", " ").splitlines():
        if line.strip() and not line.startswith("#"):
            requirement = Requirement(_HASH.sub("", line).strip())
            found[f"{requirement.name};{requirement.marker}"] = requirement, len(_HASH.findall(line))
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_python_package_has_one_version_and_its_hashes(path: Path) -> None:
    found = pinned(path)

    assert found
    for requirement, hashes in found.values():
        assert [one.operator for one in requirement.specifier] == ["=="], requirement
        assert hashes, requirement
        assert requirement.url is None


def test_every_npm_package_has_one_version_and_a_hash() -> None:
    lock = json.loads((ROOT / "web" / "package-lock.json").read_text(encoding="utf-8"))
    wanted = json.loads((ROOT / "web" / "package.json").read_text(encoding="utf-8"))
    packages = {name: one for name, one in lock["packages"].items() if name}

    assert all(one["integrity"].startswith("sha512-") for one in packages.values())
    assert all(re.fullmatch(r"\d+\.\d+\.\d+(-[\w.]+)?", one["version"]) for one in packages.values())
    named = {**wanted.get("dependencies", {}), **wanted.get("devDependencies", {})}
    assert all(re.fullmatch(r"\d+\.\d+\.\d+(-[\w.]+)?", version) for version in named.values()), named


def test_functions_run_the_versions_that_the_tests_run() -> None:
    tested = _versions(ROOT / "requirements" / "dev.txt")

    for path in (ROOT / "functions").glob("*/requirements.txt"):
        assert _versions(path) <= tested, path


def _versions(path: Path) -> set[tuple[str, str]]:
    """Versions of each package; they may differ by Python version."""
    return {(one.name, str(one.specifier)) for one, _ in pinned(path).values()}
