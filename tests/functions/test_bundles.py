"""Every bundle as it is deployed: the function's own folder and the package, in a clean process."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from local.config import ROOT

TARGETS = {
    "ingest": "ingest",
    "classify": "classify",
    "park": "classify",
    "report": "report",
    "api": "api",
    "digest": "digest",
}
_BOOT = """
import functions_framework, json, sys
app = functions_framework.create_app(sys.argv[1], "main.py")
client = app.test_client()
print(json.dumps([client.get("/healthz").status_code, client.post("/").status_code]))
"""


@pytest.mark.parametrize(("target", "folder"), TARGETS.items())
def test_a_bundle_boots_by_itself_without_any_setting(tmp_path: Path, target: str, folder: str) -> None:
    shutil.copytree(ROOT / "functions" / folder, tmp_path, dirs_exist_ok=True)
    shutil.copytree(ROOT / "functions" / "alumusic", tmp_path / "alumusic")

    booted = subprocess.run(
        [sys.executable, "-c", _BOOT, target], cwd=tmp_path, env={}, capture_output=True, text=True, check=True
    )

    alive, refused = json.loads(booted.stdout.splitlines()[-1])
    assert alive in (200, 405)
    assert refused >= 400


def test_every_bundle_pins_the_versions_that_the_tests_run_with() -> None:
    tested = pins(ROOT / "requirements" / "dev.txt")

    for folder in set(TARGETS.values()):
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
