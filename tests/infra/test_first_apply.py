"""Dependencies and versions on which the first `apply` in an empty project depends, read from the tree."""

import re

from tests.support.infra.terraform import INFRA, blocks, resource


def test_builds_and_pushes_wait_until_permissions_are_propagated() -> None:
    wait = resource("time_sleep", "permissions")
    functions = resource("google_cloudfunctions2_function", "functions")
    subscriptions = [resource("google_pubsub_subscription", name) for name in ("classify", "park")]
    bindings = {"google_project_iam_member.builder_sources", "google_service_account_iam_member.pubsub_signs"}

    assert int(wait["create_duration"].removesuffix("s")) >= 60
    assert bindings <= {one.strip("${}") for one in wait["depends_on"]}
    for body in [functions, *subscriptions]:
        assert "${time_sleep.permissions}" in body["depends_on"]


def test_providers_are_of_one_version_and_a_lock_file_agrees() -> None:
    (asked,) = blocks("terraform")[0]["required_providers"]
    lock = INFRA / ".terraform.lock.hcl"
    text = lock.read_text() if lock.exists() else ""
    locked = dict(re.findall(r'hashicorp/([\w-]+)" \{\n  version += "([^"]+)"', text))

    assert {one["version"] for one in asked.values() if not re.fullmatch(r"\d+\.\d+\.\d+", one["version"])} == set()
    assert locked in ({}, {name: one["version"] for name, one in asked.items()})


def test_a_bundle_is_there_until_the_function_has_the_next() -> None:
    (lifecycle,) = resource("google_storage_bucket_object", "bundles")["lifecycle"]

    assert lifecycle == {"create_before_destroy": True}
