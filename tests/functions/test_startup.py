"""Nothing happens at import, and a cold start loads only what it needs."""

import json
import subprocess
from typing import Any

import pytest

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
def test_ingest_starts_without(heavy: str, loaded_by_ingest: set[str]) -> None:
    found = [name for name in loaded_by_ingest if name == heavy or name.startswith(heavy + ".")]

    assert found == []


def test_ingest_has_its_stores_and_queue_once_it_is_started(loaded_by_ingest: set[str]) -> None:
    needed = {"alumusic.adapters.firestore.comments.comments", "alumusic.adapters.pubsub", "google.cloud.firestore"}

    assert needed <= loaded_by_ingest
