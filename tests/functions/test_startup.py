"""Importing a module has no side effects, and a cold start loads only what it needs."""

import json
import subprocess
import sys
from typing import Any

import pytest

from local.stack.config import ROOT

HEAVY = ("google.genai", "sklearn", "numpy", "google.cloud.firestore_admin_v1", "opentelemetry.sdk")


def heard(process: subprocess.Popen[bytes]) -> Any:
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err.decode()
    return json.loads(out)


@pytest.fixture(scope="module")
def loaded_by_ingest(processes: dict[str, subprocess.Popen[bytes]]) -> set[str]:
    return set(heard(processes["ingest"]))


def test_importing_builds_no_client_and_reads_no_environment(processes: dict[str, subprocess.Popen[bytes]]) -> None:
    found = heard(processes["imports"])

    assert found == {"reads": [], "clients": []}


@pytest.mark.parametrize("heavy", HEAVY)
def test_ingest_starts_without_heavy_libraries(heavy: str, loaded_by_ingest: set[str]) -> None:
    found = [name for name in loaded_by_ingest if name == heavy or name.startswith(heavy + ".")]

    assert found == []


def test_ingest_has_its_stores_and_queue_once_it_is_started(loaded_by_ingest: set[str]) -> None:
    needed = {"alumusic.adapters.firestore.comments.comments", "alumusic.adapters.pubsub", "google.cloud.firestore"}

    assert needed <= loaded_by_ingest


@pytest.mark.parametrize(("loaded", "frozen"), [("alumusic.bootstrap", True), ("alumusic.domain.comments", False)])
def test_only_a_function_freezes_what_it_has_loaded_before_it_forks(loaded: str, frozen: bool) -> None:
    script = (
        f"import gc, os, {loaded}\n"
        "child = os.fork()\n"
        "if not child: os._exit(gc.get_freeze_count() > 0)\n"
        "print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))"
    )

    found = subprocess.run(
        [sys.executable, "-c", script], env={"PYTHONPATH": str(ROOT / "functions")}, capture_output=True
    )

    assert found.stdout.split() == [str(int(frozen)).encode()]
