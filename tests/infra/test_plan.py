"""Terraform validates and plans the tree, with a provider that serves schemas only."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from local.stack.config import FUNCTIONS, ROOT, source_folder
from tests.support.infra.provider import serving
from tests.support.infra.settings import OF_THE_RUNTIME, settings_of
from tests.support.infra.terraform import INFRA

pytestmark = pytest.mark.skipif(shutil.which("terraform") is None, reason="no Terraform here")

Planned = dict[str, dict[str, Any]]
PROJECT, NUMBER = "alumusic-test", "123456789012"
_PARTS = shutil.ignore_patterns("adapters", "domain", "services", "__pycache__")
_TEST = """
mock_provider "archive" {}
mock_provider "google-beta" {}
mock_provider "time" {}
mock_provider "google" {
  override_during = plan
  mock_data "google_project" {
    defaults = { number = "%(number)s" }
  }
  mock_resource "google_pubsub_topic" {
    defaults = { id = "projects/alumusic-test/topics/mocked" }
  }
  mock_resource "google_service_account" {
    defaults = { email = "mocked@example.com", member = "serviceAccount:mocked@example.com" }
  }
}
variables {
  admin_emails = ["admin@example.com"]
  project      = "%(project)s"
}
run "least" {
  command = plan
  variables {
    environment = "dev"
  }
}
run "most" {
  command = plan
  variables {
    alert_emails          = ["operator@example.com"]
    allowed_email_domains = ["example.com"]
    billing_account       = "012345-6789AB-CDEF01"
    environment           = "prod"
    github_repository_id  = "123456"
    redis_memory_gb       = 1
    vertex_location       = ""
  }
}
"""


@pytest.fixture(scope="module")
def infra(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tree, so that Terraform leaves no files in the repository."""
    folder = tmp_path_factory.mktemp("plan")
    shutil.copytree(INFRA, folder / "infra", ignore=shutil.ignore_patterns(".terraform*"))
    # A part of the package is enough: Terraform would need half a minute for all modules in five bundles.
    shutil.copytree(ROOT / "functions", folder / "functions", ignore=_PARTS)
    (folder / "infra" / "plan.tftest.hcl").write_text(_TEST % {"project": PROJECT, "number": NUMBER})
    return folder / "infra"


@pytest.fixture(scope="module")
def terraform(infra: Path) -> Iterator[dict[str, str]]:
    with serving(infra.parent / "data") as env:
        run(infra, env, "init", "-backend=false")
        yield env


@pytest.fixture(scope="module")
def plans(infra: Path, terraform: dict[str, str]) -> dict[str, Planned]:
    """Planned resources by address, for each run of the test file."""
    said = [json.loads(line) for line in run(infra, terraform, "test", "-json", "-verbose").splitlines()]
    plans = {one["@testrun"]: one["test_plan"]["resource_changes"] for one in said if one["type"] == "test_plan"}
    return {name: {one["address"]: one["change"]["after"] for one in changes} for name, changes in plans.items()}


def run(folder: Path, env: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(["terraform", *arguments], cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def environment(planned: Planned, function: str) -> dict[str, str | None]:
    """Environment variables of a function; a secret has the value `secret`."""
    service = planned[f'google_cloudfunctions2_function.functions["{function}"]']["service_config"][0]
    secrets = {one["key"]: "secret" for one in service["secret_environment_variables"]}
    return {**service["environment_variables"], **secrets}


def test_every_argument_is_one_that_the_provider_knows(infra: Path, terraform: dict[str, str]) -> None:
    found = json.loads(run(infra, terraform, "validate", "-json"))

    assert (found["valid"], found["diagnostics"]) == (True, [])


@pytest.mark.parametrize("variables", ["least", "most"])
def test_the_smallest_and_the_largest_environment_can_be_planned(plans: dict[str, Planned], variables: str) -> None:
    functions = [address for address in plans[variables] if address.startswith("google_cloudfunctions2_function.")]

    assert len(functions) == len(FUNCTIONS)


@pytest.mark.parametrize("variables", ["least", "most"])
@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_can_read_its_settings_from_what_it_is_given(
    plans: dict[str, Planned], variables: str, function: str
) -> None:
    given = environment(plans[variables], function)
    values = {name: value or "unknown before it is made" for name, value in given.items()}
    values |= {"AUTHOR_HASH_KEY": "k" * 32, "INVITATION_CODE": "c" * 12}  # secrets are added by hand

    found = settings_of(function).from_env(values)

    assert found.google_cloud_project == PROJECT
    assert given.keys() - OF_THE_RUNTIME <= {name.upper() for name in settings_of(function).__dataclass_fields__}


def test_the_model_is_reached_without_a_key_unless_one_is_wanted(plans: dict[str, Planned]) -> None:
    for function in ("api", "classify", "digest"):
        by_account, by_key = environment(plans["least"], function), environment(plans["most"], function)

        assert (by_account["VERTEX_LOCATION"], "GEMINI_API_KEY" in by_account) == ("global", False)
        assert ("VERTEX_LOCATION" in by_key, by_key["GEMINI_API_KEY"]) == (False, "secret")


def test_github_signs_in_by_number_environment_and_event(plans: dict[str, Planned]) -> None:
    provider = plans["most"]['google_iam_workload_identity_pool_provider.github["123456"]']

    assert provider["attribute_condition"] == (
        "assertion.repository_id == '123456' && (attribute.environment == 'prod' || attribute.event == 'pull_request')"
    )


def test_the_audience_is_the_address_that_pubsub_and_the_scheduler_call(plans: dict[str, Planned]) -> None:
    planned = plans["least"]
    pushes = {name: planned[f"google_pubsub_subscription.{name}"]["push_config"][0] for name in ("classify", "park")}
    jobs = {
        name: planned[f'google_cloud_scheduler_job.jobs["{name}"]']["http_target"][0] for name in ("report", "digest")
    }

    for name, target in {**pushes, **jobs}.items():
        address = f"https://{name}-{NUMBER}.southamerica-east1.run.app"
        token = target["oidc_token"][0]
        assert token["audience"] == environment(planned, name)["OIDC_AUDIENCE"] == address
        assert token["service_account_email"] == environment(planned, name)["OIDC_EMAIL"]
        assert (target.get("push_endpoint") or target.get("uri")).startswith(address + "/")


def test_only_what_anybody_may_call_can_be_reached_from_outside(plans: dict[str, Planned]) -> None:
    planned = plans["most"]
    ingress = {
        name: planned[f'google_cloudfunctions2_function.functions["{name}"]']["service_config"][0]["ingress_settings"]
        for name in FUNCTIONS
    }
    anybody = {one["name"] for address, one in planned.items() if "member" in one and one["member"] == "allUsers"}

    assert {name for name, setting in ingress.items() if setting == "ALLOW_ALL"} == anybody
    assert anybody >= {"ingest", "report", "api"}
    assert not anybody & {"classify", "park"}


def test_each_function_is_built_from_its_folder(plans: dict[str, Planned]) -> None:
    planned = plans["least"]

    for function in FUNCTIONS:
        build = planned[f'google_cloudfunctions2_function.functions["{function}"]']["build_config"][0]
        stored = build["source"][0]["storage_source"][0]["object"]
        assert build["entry_point"] == function
        assert stored is None or stored.startswith(source_folder(function) + "-")


def test_every_index_and_field_of_the_file_is_planned_once(plans: dict[str, Planned]) -> None:
    planned, declared = plans["least"], json.loads((INFRA / "firestore.indexes.json").read_text())
    counted = {
        kind: len([address for address in planned if address.startswith(f"google_firestore_{kind}.")])
        for kind in ("index", "field")
    }
    expiring = {
        one["collection"]
        for address, one in planned.items()
        if "google_firestore_field" in address and one["ttl_config"]
    }

    assert counted == {"index": len(declared["indexes"]), "field": len(declared["fieldOverrides"])}
    assert expiring == {one["collectionGroup"] for one in declared["fieldOverrides"] if one.get("ttl")}
