"""`./dev deploy` with fake tools that record their calls: order, refusals, and the handling of secrets."""

import json
import os
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from alumusic.adapters.tokens import TokenSigner, TokenVerifier
from tools.deploy import Deployment, Refused, first_values
from tools.deploy import run as run_deployment

SECRETS = ["author-hash-key", "gemini-api-key", "invitation-code", "token-private-key", "token-public-keys"]
# Each call is logged as one line; standard input goes to a separate file.
_TOOL = """#!/bin/sh
echo "${0##*/} $*" >> "$CALLS"
case "$*" in
  *"buckets describe"*) exit "$NO_STATE" ;;
  *"output -json secrets"*) printf '%s' "$SECRETS" ;;
  *"versions list"*) printf '%s' "$HAVE_VERSIONS" ;;
  *"deploy --only hosting"*) echo "quota project ${GOOGLE_CLOUD_QUOTA_PROJECT}" >> "$CALLS" ;;
  *"--data-file=-"*) /bin/cat >> "$GIVEN"; echo >> "$GIVEN" ;;
esac
"""


class Done(NamedTuple):
    code: int
    out: str
    err: str


Deploy = Callable[..., Done]


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    return tmp_path / "calls"


@pytest.fixture
def deploy(tmp_path: Path, calls: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Deploy:
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("terraform", "gcloud", "npx"):
        (tools / name).write_text(_TOOL)
        (tools / name).chmod(0o755)

    def run(environment: str = "prod", *, plan: bool = False, yes: bool = False, without: str = "", **env: str) -> Done:
        if without:
            (tools / without).unlink()
        told = {"NO_STATE": "0", "HAVE_VERSIONS": "1", "SECRETS": json.dumps(SECRETS), "GEMINI_API_KEY": "", **env}
        told |= {"CALLS": str(calls), "GIVEN": str(tmp_path / "given"), "PATH": str(tools)}
        for name, value in told.items():
            monkeypatch.setenv(name, value)
        stands_in: dict[str, Any] = {"build": lambda: None, "node_env": lambda: dict(os.environ)}
        deployment = Deployment("my-project", environment, yes, **stands_in, lock=tmp_path / "lock")
        code = run_deployment(deployment, only_plan=plan)
        return Done(code, *capfd.readouterr())

    return run


def asked(calls: Path) -> list[str]:
    """The logged commands that change something, in order, without their standard input."""
    lines = calls.read_text().splitlines() if calls.exists() else []
    looks = ("describe", "versions list", "output", "auth list", "quota project")
    return [line for line in lines if not any(look in line for look in looks)]


def test_a_deployment_runs_the_documented_commands_in_their_order(deploy: Deploy, calls: Path) -> None:
    done = deploy(yes=True)

    verbs = [" ".join(line.split()[:2]) for line in asked(calls)]
    assert done.code == 0, done.err
    assert verbs == ["terraform init", "terraform apply", "terraform apply", "npx --yes"]
    assert "-target=google_secret_manager_secret.secrets" in asked(calls)[1]
    assert all("-var=project=my-project" in line and "-auto-approve" in line for line in asked(calls)[1:3])
    assert re.search(r"firebase-tools@\d+\.\d+\.\d+ deploy --only hosting --project my-project", asked(calls)[3])


def test_the_first_makes_the_state_bucket_and_fills_the_secrets(deploy: Deploy, calls: Path, tmp_path: Path) -> None:
    done = deploy(yes=True, NO_STATE="1", HAVE_VERSIONS="", GEMINI_API_KEY="the-key")

    given = (tmp_path / "given").read_text()
    added = [line.split()[4] for line in asked(calls) if "versions add" in line]
    assert done.code == 0, done.err
    assert any("buckets create gs://my-project-terraform" in line for line in asked(calls))
    assert added == SECRETS
    assert "the-key" in given and "BEGIN PRIVATE KEY" in given
    assert "the-key" not in calls.read_text() + done.out
    assert "BEGIN PRIVATE KEY" not in calls.read_text() + done.out


def test_the_firebase_cli_is_told_which_project_its_calls_are_for(deploy: Deploy, calls: Path) -> None:
    """A person's own credentials name no quota project, and calls without one are refused."""
    deploy(yes=True)

    assert "quota project my-project" in calls.read_text().splitlines()


@pytest.mark.parametrize("plan", [True, False])
def test_a_variable_that_the_file_would_overrule_is_refused(deploy: Deploy, calls: Path, plan: bool) -> None:
    done = deploy(plan=plan, TF_VAR_admin_emails='["a@example.com"]')

    assert (done.code, asked(calls)) == (1, [])
    assert "unset TF_VAR_admin_emails" in done.err


def test_a_lock_file_is_kept_as_it_is(deploy: Deploy, calls: Path, tmp_path: Path) -> None:
    (tmp_path / "lock").write_text("")

    deploy(plan=True)

    assert "-lockfile=readonly" in asked(calls)[0]


def test_without_yes_terraform_asks(deploy: Deploy, calls: Path) -> None:
    deploy()

    assert not any("-auto-approve" in line for line in asked(calls))


def test_a_plan_changes_nothing(deploy: Deploy, calls: Path) -> None:
    done = deploy("dev", plan=True)

    assert done.code == 0, done.err
    assert [" ".join(line.split()[:2]) for line in asked(calls)] == ["terraform init", "terraform plan"]
    assert "-lock=false" in asked(calls)[1] and "environments/dev.tfvars" in asked(calls)[1]


def test_a_plan_of_what_was_never_deployed_says_so(deploy: Deploy, calls: Path) -> None:
    done = deploy(plan=True, NO_STATE="1")

    assert (done.code, asked(calls)) == (1, [])
    assert "nothing was deployed to my-project yet" in done.err
    assert "no  login: nobody is logged in" in done.out


@pytest.mark.parametrize("tool", ["terraform", "gcloud"])
def test_a_missing_tool_is_named_before_anything_happens(deploy: Deploy, calls: Path, tool: str) -> None:
    done = deploy(without=tool)

    assert (done.code, asked(calls)) == (1, [])
    assert f"{tool} is needed and was not found: https://" in done.err


def test_a_secret_that_only_a_person_has_is_asked_for_by_name() -> None:
    with pytest.raises(Refused, match="GEMINI_API_KEY and SMTP_PASSWORD"):
        first_values([*SECRETS, "smtp-password"], [*SECRETS, "smtp-password"], {})


def test_a_key_is_never_given_a_half_that_does_not_fit() -> None:
    with pytest.raises(Refused, match="only token-public-keys has a version"):
        first_values(["token-private-key"], SECRETS, {})


def test_both_halves_of_a_new_key_fit() -> None:
    values = first_values(SECRETS, SECRETS, {"GEMINI_API_KEY": "k"})
    signed = TokenSigner.from_pem(values["token-private-key"], "issuer").sign(
        {"aud": "comentarios", "sub": "servico:1", "jti": "1", "scope": "comentarios:escrever"}, datetime.now(UTC), 60
    )

    found = TokenVerifier.from_pem(values["token-public-keys"], "issuer").claims(signed, "comentarios")

    assert found.subject == "servico:1"
