"""Properties of the Terraform tree, read without Terraform or a cloud."""

import json
import re
from typing import Any

import pytest

from alumusic.adapters.gemini.access import ATTEMPTS
from alumusic.settings import ModelSettings
from local.cloud import delivery
from local.stack.config import FUNCTIONS, ROOT, source_folder
from tests.support.infra.provider import KNOWN
from tests.support.infra.terraform import FILES, INFRA, blocks, local, resource, resources, text

HOSTING = json.loads((INFRA / "firebase.json").read_text())["hosting"]
INDEXES = json.loads((INFRA / "firestore.indexes.json").read_text())
SUBSCRIPTIONS = {one.name: one.body for one in resources("google_pubsub_subscription") if "iam" not in one.kind}


def only(blocks_of_one: list[dict[str, Any]]) -> dict[str, Any]:
    assert len(blocks_of_one) == 1
    return blocks_of_one[0]


def test_the_functions_are_those_of_the_stack() -> None:
    assert set(local("functions")) == set(FUNCTIONS)
    assert {name: local(name)["folder"] for name in FUNCTIONS} == {name: source_folder(name) for name in FUNCTIONS}


@pytest.mark.parametrize("kind", ["variable", "output"])
def test_variables_and_outputs_are_alphabetical_and_described(kind: str) -> None:
    bodies = {name: body for block in blocks(kind) for name, body in block.items()}

    assert list(bodies) == sorted(bodies)
    assert [name for name, body in bodies.items() if not body.get("description")] == []
    assert kind == "output" or [name for name, body in bodies.items() if not body.get("validation")] == []


def test_nothing_runs_outside_of_terraform_and_nobody_has_a_key() -> None:
    kinds = {one.kind for one in resources()}

    assert not kinds & {"null_resource", "terraform_data", "google_service_account_key"}
    assert "provisioner" not in text()


def test_no_primitive_role_is_given() -> None:
    assert re.findall(r"roles/(?:owner|editor|viewer)\"", text()) == []


def test_each_function_has_its_own_account() -> None:
    service = only(resource("google_cloudfunctions2_function", "functions")["service_config"])
    accounts = [one for one in resources("google_service_account") if one.kind == "google_service_account"]

    assert resource("google_service_account", "functions")["for_each"] == "${local.functions}"
    assert service["service_account_email"] == "${google_service_account.functions[each.key].email}"
    assert all(one.name == "functions" or one.body["account_id"].isalpha() for one in accounts)


def test_only_the_gateways_services_take_calls_from_anybody() -> None:
    open_doors = [one for one in resources() if one.body.get("member") in ("allUsers", "allAuthenticatedUsers")]
    rewritten = {rule["run"]["serviceId"] for rule in HOSTING["rewrites"] if "run" in rule}

    assert [(one.name, one.body["for_each"]) for one in open_doors] == [("public", "${local.public}")]
    assert local("public").startswith('${toset(concat(["ingest"], [for rewrite in local.hosting.rewrites : ')
    assert local("public").endswith(" : rewrite.run.serviceId if can(rewrite.run)]))}")
    assert rewritten | {"ingest"} <= {"ingest", "report", "api", "digest"}
    assert {"classify", "park"} & rewritten == set()


def test_hosting_rewrites_to_functions_that_are_deployed_all_in_one_region() -> None:
    targets = [rule["run"] for rule in HOSTING["rewrites"] if "run" in rule]

    assert {target["serviceId"] for target in targets} <= set(FUNCTIONS)
    assert len({target["region"] for target in targets}) == 1


@pytest.mark.parametrize("name", SUBSCRIPTIONS)
def test_a_subscription_pushes_as_its_account_retries_and_never_expires(name: str) -> None:
    body = SUBSCRIPTIONS[name]
    push = only(body["push_config"])

    assert only(push["oidc_token"]) == {
        "service_account_email": "${google_service_account.deliveries.email}",
        "audience": f"${{local.urls.{name}}}",
    }
    assert push["push_endpoint"].startswith(f"${{local.urls.{name}}}/")
    assert only(body["retry_policy"]) == {"minimum_backoff": "20s", "maximum_backoff": "600s"}
    assert only(body["expiration_policy"]) == {"ttl": ""}
    assert body["ack_deadline_seconds"] == "${local.delivery_seconds}"
    assert local(name)["timeout_seconds"] == "${local.delivery_seconds}"


def test_an_outage_of_hours_uses_up_no_message() -> None:
    """Every refused push counts, also one without a free instance."""
    subscription = SUBSCRIPTIONS["classify"]
    retry = only(subscription["retry_policy"])
    first, last = (int(retry[end].removesuffix("s")) for end in ("minimum_backoff", "maximum_backoff"))
    attempts = only(subscription["dead_letter_policy"])["max_delivery_attempts"]

    lasting = sum(min(first * 2**n, last) for n in range(attempts - 1))

    assert lasting > 12 * 3600


def test_a_push_waits_longer_than_the_model_may_take() -> None:
    in_budget = 70  # seconds, the longest wait for the model budget
    calls = ModelSettings.gemini_timeout_ms / 1000 * ATTEMPTS

    assert in_budget + calls < local("delivery_seconds") <= 600  # Pub/Sub's maximum


def test_dead_letters_have_the_topics_of_the_local_stack_and_somebody_takes_them() -> None:
    policy = only(SUBSCRIPTIONS["classify"]["dead_letter_policy"])
    topics = {one.name: one.body["name"] for one in resources("google_pubsub_topic") if "iam" not in one.kind}

    assert 5 <= delivery.DELIVERIES <= policy["max_delivery_attempts"] <= 100  # Pub/Sub's minimum and maximum
    assert policy["dead_letter_topic"] == SUBSCRIPTIONS["park"]["topic"] == "${google_pubsub_topic.comments_dead.id}"
    assert set(topics.values()) == {route.topic for route in delivery.routes("", "")}


def test_pubsub_may_hand_over_dead_letters_and_sign_its_pushes() -> None:
    agent = "${google_project_service_identity.pubsub.member}"
    publishers = resource("google_pubsub_topic_iam_member", "comments_dead_publishers")
    takes = resource("google_pubsub_subscription_iam_member", "classify_dead_letter")
    signs = resource("google_service_account_iam_member", "pubsub_signs")

    assert (publishers["role"], publishers["for_each"]["pubsub"]) == ("roles/pubsub.publisher", agent)
    assert (takes["role"], takes["member"]) == ("roles/pubsub.subscriber", agent)
    assert (signs["role"], signs["member"]) == ("roles/iam.serviceAccountTokenCreator", agent)


def test_every_job_calls_its_function_as_the_schedulers_account() -> None:
    job = resource("google_cloud_scheduler_job", "jobs")
    target = only(job["http_target"])

    assert {one["function"] for one in local("jobs").values()} <= set(FUNCTIONS)
    assert local("jobs")["report"]["schedule"] == "* * * * *"
    assert (local("jobs")["digest"]["schedule"], job["time_zone"]) == ("0 8 * * 1", "America/Sao_Paulo")
    assert (local("jobs")["deliveries"]["schedule"], local("jobs")["deliveries"]["path"]) == (
        "2-59/5 * * * *",
        "/entregas",
    )
    assert only(target["oidc_token"]) == {
        "service_account_email": "${google_service_account.scheduler.email}",
        "audience": "${local.urls[each.value.function]}",
    }


def test_two_jobs_of_one_function_with_one_instance_never_start_in_the_same_minute() -> None:
    jobs = local("jobs")
    for name in {one["function"] for one in jobs.values()}:
        mine = [_minutes(one["schedule"]) for one in jobs.values() if one["function"] == name]

        assert local(name)["instances"]["most"] > 1 or sum(map(len, mine)) == len(set().union(*mine))


def _minutes(schedule: str) -> set[int]:
    """Minutes of an hour at which the job may start; ignores the other fields, which only exclude some."""
    span, _, step = schedule.split()[0].partition("/")
    first, _, last = ("0-59" if span == "*" else span).partition("-")
    return set(range(int(first), int(last or first) + 1, int(step or 1)))


@pytest.mark.parametrize("name", ["classify", "park", "report", "digest"])
def test_a_function_believes_the_account_that_calls_it_and_its_own_address(name: str) -> None:
    given = json.dumps(local(name)["environment"])
    caller = "deliveries" if name in SUBSCRIPTIONS else "scheduler"

    assert f"google_service_account.{caller}.email" in given
    assert f"https://{name}-${{data.google_project.this.number}}.${{local.region}}.run.app" in given


def test_firestore_can_be_restored_and_not_dropped() -> None:
    database = resource("google_firestore_database", "this")
    schedules = [one for one in resources("google_firestore_backup_schedule")]

    assert database["point_in_time_recovery_enablement"] == "POINT_IN_TIME_RECOVERY_ENABLED"
    assert database["delete_protection_state"] == "DELETE_PROTECTION_ENABLED"
    assert len(schedules) == 2


def test_indexes_and_fields_come_from_the_file_that_the_queries_are_held_against() -> None:
    fields = resource("google_firestore_field", "fields")

    assert local("index_file") == '${jsondecode(file("${path.module}/firestore.indexes.json"))}'
    assert resource("google_firestore_index", "indexes")["for_each"] == "${local.indexes}"
    assert fields["for_each"] == "${local.fields}"
    assert fields["index_config"] == [{}]
    assert all(one["indexes"] == [] for one in INDEXES["fieldOverrides"])


def test_documents_that_expire_have_a_time_to_live_policy() -> None:
    policies = {one["collectionGroup"] for one in INDEXES["fieldOverrides"] if one.get("ttl")}

    assert {"sessions", "throttles", "invitations"} <= policies


def test_a_bundle_is_the_functions_folder_and_the_package() -> None:
    sources = only(resource_data("archive_file", "bundles")["dynamic"])["source"]

    assert 'fileset("${local.functions_folder}/${folder}", "**")' in json.dumps(local("bundles")).replace('\\"', '"')
    assert 'fileset(local.functions_folder, "alumusic/**")' in json.dumps(local("bundles")).replace('\\"', '"')
    assert (
        sources["for_each"]
        == '${{for path, origin in each.value : path => origin if !strcontains(path, "__pycache__")}}'
    )


def test_every_suppressed_check_of_checkov_has_a_reason() -> None:
    excuses = re.findall(r"#checkov:skip=(\S+?):?(.*)", text())

    assert [check for check, reason in excuses if len(reason.strip()) < 20 and not reason.startswith("As `")] == []


def test_the_schemas_for_plans_are_of_the_version_that_is_asked_for() -> None:
    asked = only(blocks("terraform")[0]["required_providers"])

    version = json.loads(KNOWN.read_text(encoding="utf-8"))["version"]

    assert {asked[name]["version"] for name in ("google", "google-beta")} == {version}


def test_the_models_location_is_not_the_functions_region() -> None:
    bodies = {name: body for block in blocks("variable") for name, body in block.items()}

    assert bodies["vertex_location"]["default"] == "global"
    assert "!= local.region" in str(bodies["vertex_location"]["validation"])


def test_every_file_is_short() -> None:
    assert {path.name for path in FILES if len(path.read_text().splitlines()) > 300} == set()
    assert not [path for path in INFRA.iterdir() if path.suffix == ".tfstate"]
    assert ".terraform/" in (ROOT / ".gitignore").read_text()


def resource_data(kind: str, name: str) -> dict[str, Any]:
    return next(block[kind][name] for block in blocks("data") if name in block.get(kind, {}))
