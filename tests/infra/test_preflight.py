"""`./dev preflight` with a fake `gcloud` that returns scripted answers and records its calls."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.support.infra.terraform import resource
from tools import preflight
from tools.model_access import by_account, by_key
from tools.policies import Policy, policies

ME = "me@example.com"
FREE = {"spec": {"rules": [{"allowAll": True}]}}
_GCLOUD = """#!/bin/sh
echo "$*" >> "$CALLS"
case "$*" in
  *"auth list"*) echo "$ACCOUNT" ;;
  *"print-access-token"*) echo the-token; exit "$NO_CREDENTIALS" ;;
  *"billing projects describe"*) echo "$PAID" ;;
  *"projects describe"*) printf '%s' "$DESCRIBED" ;;
  *"get-iam-policy"*) printf '%s' "$POLICY" ;;
  *"services list"*) printf '%s' "$APIS"; echo "$SAID" >&2; exit "$NO_QUOTA" ;;
  *"get-ancestors"*) printf '%s' "$ANCESTORS" ;;
  *"org-policies describe $REFUSING "*) printf '%s' "$REFUSED" ;;
  *"org-policies describe"*) printf '%s' "$ALLOWED" ;;
  *"budgets list"*) exit "$NO_BUDGETS" ;;
  *"buckets describe"*) exit "$NO_STATE" ;;
  *"versions list"*) printf '%s' "$VERSIONS" ;;
esac
"""
THERE = {
    "ACCOUNT": ME,
    "ALLOWED": json.dumps(FREE),
    "ANCESTORS": json.dumps([{"id": "my-project", "type": "project"}, {"id": "1", "type": "organization"}]),
    "APIS": "\n".join(preflight.apis()),
    "DESCRIBED": json.dumps({"lifecycleState": "ACTIVE", "labels": {"firebase": "enabled"}}),
    "GEMINI_API_KEY": "",
    "NO_BUDGETS": "0",
    "NO_CREDENTIALS": "0",
    "NO_QUOTA": "0",
    "NO_STATE": "0",
    "PAID": "True",
    "POLICY": json.dumps({"bindings": [{"role": "roles/owner", "members": [f"user:{ME}"]}]}),
    "REFUSED": "",
    "REFUSING": "nothing",
    "SAID": "",
    "VERSIONS": "",
}
SETTINGS = 'environment = "prod"\nadmin_emails = ["me@example.com"]\nbilling_account = "012345-6789AB-CDEF01" # pays\n'


class Done(NamedTuple):
    code: int
    out: str


Look = Callable[..., Done]


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    return tmp_path / "calls"


@pytest.fixture
def look(tmp_path: Path, calls: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Look:
    tools = tmp_path / "tools"
    tools.mkdir()
    for name, text in (("gcloud", _GCLOUD), ("terraform", "#!/bin/sh\n")):
        (tools / name).write_text(text)
        (tools / name).chmod(0o755)

    def run(settings: str = SETTINGS, *, status: int = 200, without: str = "", **told: str) -> Done:
        (tmp_path / "prod.tfvars").write_text(settings)
        if without:
            (tools / without).unlink()
        for name, value in {**THERE, **told, "CALLS": str(calls), "PATH": str(tools)}.items():
            monkeypatch.setenv(name, value)
        code = preflight.run("my-project", "prod", tmp_path, lambda url, headers, body: status)
        return Done(code, capsys.readouterr().out)

    return run


def test_a_complete_project_passes_every_check(look: Look) -> None:
    done = look()

    assert (done.code, re.findall(r"^(?:no|\?\?) .*", done.out, re.MULTILINE)) == (0, [])
    assert done.out.endswith("all is there\n")


def test_looking_changes_nothing_and_shows_no_token(look: Look, calls: Path) -> None:
    done = look(ACCOUNT=ME, PAID="False", APIS="", POLICY="{}", NO_STATE="1")

    verbs = r"\b(describe|list|get-iam-policy|get-ancestors|print-access-token)\b"
    assert [line for line in calls.read_text().splitlines() if not re.search(verbs, line)] == []
    assert "the-token" not in done.out


@pytest.mark.parametrize(
    ("told", "what", "mend"),
    [
        ({"ACCOUNT": ""}, "login", "gcloud auth login && gcloud auth application-default login"),
        ({"DESCRIBED": ""}, "project my-project", "gcloud projects create my-project"),
        ({"DESCRIBED": '{"lifecycleState": "DELETE_REQUESTED"}'}, "project my-project", "gcloud projects create"),
        ({"PAID": "False"}, "billing", "gcloud billing projects link my-project --billing-account=ACCOUNT"),
        ({"POLICY": "{}"}, f"role of {ME}", f"add-iam-policy-binding my-project --member=user:{ME} --role=roles/owner"),
        ({"NO_CREDENTIALS": "1"}, "quota project", "gcloud auth application-default login"),
        ({"NO_QUOTA": "1"}, "quota project", "gcloud auth application-default set-quota-project my-project"),
        ({"APIS": "pubsub.googleapis.com"}, "APIs", "gcloud services enable aiplatform.googleapis.com "),
        ({"ANCESTORS": ""}, "organization policies", "--role=roles/browser"),
        ({"ALLOWED": ""}, "policy run.allowedIngress", "gcloud services enable orgpolicy.googleapis.com"),
        ({"NO_BUDGETS": "1"}, "budget", "gcloud billing accounts add-iam-policy-binding 012345-6789AB-CDEF01"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_missing_requirement_is_named_with_the_command_that_fixes_it(
    look: Look, told: dict[str, str], what: str, mend: str
) -> None:
    done = look(**told)

    missing = next(block for block in re.split(r"\n(?=\S)", done.out) if block.startswith(f"no  {what}"))
    assert done.code == 1
    assert mend in missing


def test_a_tool_that_is_missing_is_named_with_where_it_comes_from(look: Look) -> None:
    done = look(without="terraform")

    assert done.code == 1
    assert "no  terraform: it was not found\n      https://developer.hashicorp.com/terraform/install" in done.out


def test_a_policy_that_keeps_anybody_out_is_found_before_the_binding_is_refused(look: Look) -> None:
    refused = {"spec": {"rules": [{"values": {"allowedValues": ["C0abcdefg"]}}]}}
    done = look(REFUSING="iam.allowedPolicyMemberDomains", REFUSED=json.dumps(refused))

    assert done.code == 1
    assert "no  policy iam.allowedPolicyMemberDomains: it refuses what is needed" in done.out
    assert "policies/iam.allowedPolicyMemberDomains, spec: {rules: [{allowAll: true}]}" in done.out


def test_without_an_organization_no_policy_is_asked_for(look: Look, calls: Path) -> None:
    done = look(ANCESTORS=json.dumps([{"id": "my-project", "type": "project"}]))

    assert done.code == 0
    assert "org-policies" not in calls.read_text()


def test_a_manual_check_is_shown_and_does_not_affect_the_exit_code(look: Look) -> None:
    done = look(DESCRIBED='{"lifecycleState": "ACTIVE"}')

    assert done.code == 0
    assert "??  Firebase's terms: accept them once" in done.out


def test_a_project_with_firebase_is_imported(look: Look) -> None:
    done = look(NO_STATE="1")

    assert "terraform -chdir=infra import" in done.out
    assert "google_firebase_project.this my-project" in done.out


@pytest.mark.parametrize(("status", "code"), [(200, 0), (403, 1), (404, 1), (0, 1)])
def test_the_model_is_asked_whether_it_can_be_reached(look: Look, status: int, code: int) -> None:
    done = look(status=status)

    assert done.code == code
    assert code == 0 or f"Vertex AI in global answered {status}" in done.out


@pytest.mark.parametrize(
    ("told", "status", "code"),
    [
        ({"GEMINI_API_KEY": "AQ.key"}, 200, 0),
        ({"GEMINI_API_KEY": "AIza-key"}, 400, 1),
        ({}, 200, 1),
        ({"VERSIONS": "1"}, 0, 0),
    ],
)
def test_a_key_is_the_alternative(look: Look, told: dict[str, str], status: int, code: int) -> None:
    done = look(SETTINGS + 'vertex_location = ""\n', status=status, **told)

    assert done.code == code
    assert "-key" not in done.out.replace("gemini-api-key", "")


def test_a_key_is_never_part_of_an_address() -> None:
    asked: list[tuple[str, dict[str, str]]] = []

    def ask(url: str, headers: dict[str, str], body: Any) -> int:
        asked.append((url, headers))
        return 200

    by_account(ask, "my-project", "global", "gemini-x", "the-token")
    by_account(ask, "my-project", "us-central1", "gemini-x", "the-token")
    by_key(ask, "gemini-x", "the-key")

    place = "publishers/google/models/gemini-x:countTokens"
    assert [url for url, _ in asked] == [
        f"https://aiplatform.googleapis.com/v1/projects/my-project/locations/global/{place}",
        f"https://us-central1-aiplatform.googleapis.com/v1/projects/my-project/locations/us-central1/{place}",
        "https://generativelanguage.googleapis.com/v1/models/gemini-x",
    ]
    assert asked[0][1]["x-goog-user-project"] == "my-project"


@pytest.mark.parametrize("settings", ["", "admin_emails = []\n"])
def test_an_environment_without_an_admin_is_named(look: Look, settings: str) -> None:
    done = look(settings)

    assert done.code == 1
    assert f"""echo 'admin_emails = ["{ME}"]' >> infra/environments/prod.tfvars""" in done.out


def test_a_variable_of_the_shell_is_named(look: Look) -> None:
    assert "unset TF_VAR_admin_emails" in look(TF_VAR_admin_emails="[]").out


def test_the_apis_are_those_that_terraform_turns_on() -> None:
    assert set(preflight.apis()) == set(re.findall(r"[\w.]+\.com", str(resource("google_project_service", "apis"))))


def values(**values: list[str]) -> dict[str, Any]:
    return {"spec": {"rules": [{"values": values}]}}


@pytest.mark.parametrize(
    ("needed", "effective", "refuses"),
    [
        (["allUsers"], {}, False),
        (["allUsers"], FREE, False),
        (["allUsers"], {"spec": {"rules": [{"denyAll": True}]}}, True),
        (["allUsers"], values(allowedValues=["C0abc"]), True),
        (["allUsers"], {"spec": {"rules": [{"enforce": False}]}}, False),
        (["allUsers"], {"spec": {"rules": [{"enforce": True, "parameters": {"allowedMemberSubjects": []}}]}}, True),
        (
            ["allUsers"],
            {"spec": {"rules": [{"enforce": True, "parameters": {"allowedMemberSubjects": ["allUsers"]}}]}},
            False,
        ),
        (["southamerica-east1"], values(allowedValues=["in:southamerica-east1-locations"]), False),
        (["southamerica-east1"], values(allowedValues=["in:us-locations"]), True),
        (["a", "b"], values(allowedValues=["a"]), True),
        (["a"], values(deniedValues=["b"]), False),
        (["a"], values(deniedValues=["a"]), True),
        (None, {"spec": {"rules": [{"enforce": True}]}}, True),
        (None, {"spec": {"rules": [{"enforce": False}]}}, False),
    ],
)
def test_a_policy_refuses_what_its_rules_do_not_allow(
    needed: list[str] | None, effective: dict[str, Any], refuses: bool
) -> None:
    assert Policy("name", needed, "why").refuses(effective) is refuses


def test_github_is_asked_for_only_where_it_signs_in() -> None:
    names = [[one.name for one in policies("r", [], "m", github=github)] for github in (True, False)]

    assert set(names[0]) - set(names[1]) == {"iam.workloadIdentityPoolProviders"}
