"""Workflows have read permission only by default, and deploy only after the tests and an approval."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from local.stack.config import ROOT
from tests.support.infra.compose import services

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def read(path: Path) -> dict[Any, Any]:
    return dict(yaml.safe_load(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_every_action_is_pinned_by_its_commit_and_says_its_version(path: Path) -> None:
    used = re.findall(r"uses: (\S+)(.*)", path.read_text(encoding="utf-8"))
    foreign = [(name, comment) for name, comment in used if not name.startswith("./")]

    assert foreign or used
    assert [one for one in foreign if not re.search(r"@[0-9a-f]{40}$", one[0])] == []
    assert [one for one in foreign if not re.search(r"# v\d+\.\d+\.\d+$", one[1])] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_may_only_read_and_holds_no_secret(path: Path) -> None:
    assert read(path)["permissions"] == {"contents": "read"}
    assert "secrets." not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_nothing_that_others_wrote_is_put_into_a_command(path: Path) -> None:
    commands = [step["run"] for job in read(path)["jobs"].values() for step in job.get("steps", []) if "run" in step]

    assert [command for command in commands if "${{" in command] == []


def test_a_deployment_comes_after_the_tests_and_an_approval() -> None:
    deploy = read(ROOT / ".github" / "workflows" / "deploy.yml")
    job = deploy["jobs"]["deploy"]

    assert set(deploy[True]) == {"workflow_dispatch"}  # YAML reads `on` as true
    assert job["needs"] == "test"
    assert deploy["jobs"]["test"]["uses"] == "./.github/workflows/test.yml"
    assert job["environment"] == "${{ inputs.environment }}"
    assert job["permissions"] == {"contents": "read", "id-token": "write"}


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_deployments_settings_have_one_source(path: Path) -> None:
    """A variable file overrides TF_VAR_…; a value only in a workflow would be lost at a deployment from elsewhere."""
    assert "TF_VAR_" not in path.read_text(encoding="utf-8")


def test_the_emulators_are_of_the_version_that_the_containers_have() -> None:
    steps = read(ROOT / ".github" / "workflows" / "test.yml")["jobs"]["test"]["steps"]
    (version,) = [step["with"]["version"] for step in steps if "setup-gcloud" in step.get("uses", "")]

    assert services()["pubsub"]["image"] == f"gcr.io/google.com/cloudsdktool/google-cloud-cli:{version}-emulators"


def test_continuous_integration_runs_the_floors_of_the_evaluation() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")

    assert {"./dev check", "./dev eval", "exec ./dev test"} <= set(script.splitlines())
    assert "run: .ci/run" in (ROOT / ".github" / "workflows" / "test.yml").read_text(encoding="utf-8")
