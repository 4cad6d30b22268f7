"""IAM roles grant the permissions that each account needs, by Google's lists, and none is unused."""

import re

import pytest

from local.stack.config import FUNCTIONS
from tests.support.infra.roles import READING, WORK, kinds, of_role, permissions
from tests.support.infra.terraform import local, resource

_BUDGET = "google_billing_budget"


def test_permissions_for_a_refresh_are_known_for_every_resource() -> None:
    assert kinds() - {_BUDGET} == READING.keys()


@pytest.mark.parametrize("who", ["planner", "deployer"])
def test_a_plan_may_read_everything_that_a_refresh_reads(who: str) -> None:
    needed = {(kind, one) for kind, reads in READING.items() for one in reads}

    assert {(kind, one) for kind, one in needed if one not in permissions(who)} == set()


def test_a_plan_changes_nothing_and_reads_no_comment() -> None:
    words = {one.rpartition(".")[2] for one in permissions("planner")}

    assert not words & {"create", "update", "delete", "setIamPolicy", "actAs", "access", "predict", "publish"}
    assert not any(one.startswith("datastore.entities") for one in permissions("planner"))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_is_given_no_role_without_a_use(name: str) -> None:
    roles = set(re.findall(r"roles/[\w.]+", str(local(name)["roles"])))

    assert roles == {"roles/datastore.user"}
    assert all(permission in of_role(role) for role, permission in WORK.items())


def test_only_functions_that_ask_the_model_have_its_role() -> None:
    asking = {name for name in FUNCTIONS if "local.gemini.roles" in str(local(name)["roles"])}

    assert asking == {"api", "classify", "digest"}
    assert "roles/aiplatform.user" in str(local("gemini")["roles"])


def test_only_functions_that_accept_comments_may_publish_them() -> None:
    comments = resource("google_pubsub_topic_iam_member", "comments_publishers")
    dead = resource("google_pubsub_topic_iam_member", "comments_dead_publishers")

    assert comments["for_each"] == '${toset(["api", "ingest"])}'
    assert set(dead["for_each"]) == {"classify", "pubsub"}


def test_a_workflow_is_known_by_its_repositorys_number() -> None:
    """The subject has two formats, and another repository may later get the same name."""
    provider = resource("google_iam_workload_identity_pool_provider", "github")
    signing = [resource("google_service_account_iam_member", f"{who}_signs_in") for who in ("deployer", "planner")]
    members = [one["member"] for one in signing]

    assert "assertion.sub ==" not in provider["attribute_condition"]
    assert provider["attribute_condition"].startswith("assertion.repository_id == '${each.key}' && (")
    assert provider["attribute_mapping"]["attribute.event"] == "assertion.event_name"
    assert all(member.startswith("principalSet://") and "/attribute.${local.claims." in member for member in members)
    assert local("claims") == {"deployer": "environment/${var.environment}", "planner": "event/pull_request"}
