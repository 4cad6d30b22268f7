"""`./dev preflight`: checks the requirements that Terraform cannot create. Changes nothing."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from tools.infra import INFRA
from tools.model_access import Ask, answered, by_account, by_key
from tools.policies import Policy, policies

WHERE = {
    "terraform": "https://developer.hashicorp.com/terraform/install",
    "gcloud": "https://cloud.google.com/sdk/docs/install",
}
_SECONDS = 60  # timeout of a gcloud call, which usually takes one or two
REGION = json.loads((INFRA / "firebase.json").read_text(encoding="utf-8"))["hosting"]["rewrites"][0]["run"]["region"]
_SETTING = r'^{}\s*=\s*(?:"([^"]*)"|(\S.*?))\s*(?:#.*)?$'


class Finding(NamedTuple):
    """The result of a check. `missing` is empty if it passed; `mend` is the command that fixes it."""

    what: str
    missing: str = ""
    mend: str = ""
    by_hand: bool = False
    """Only a person can check this, so it is shown but does not affect the exit code."""

    def __str__(self) -> str:
        mark = "??" if self.by_hand else "no" if self.missing else "ok"
        lines = [f"{mark}  {self.what}" + (f": {self.missing}" if self.missing else "")]
        return "\n".join([*lines, *(f"      {line}" for line in self.mend.splitlines())])


class Looked(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The parsed output; None if the command failed or printed no JSON."""
        try:
            return json.loads(self.out) if self.code == 0 else None
        except ValueError:
            return None


@dataclass(frozen=True)
class Preflight:
    project: str
    environment: str
    account: str
    settings: str
    """The text of the environment's variable file."""
    ask: Ask = answered

    def __call__(self) -> Iterator[Finding]:
        """Findings in the order in which to fix them: later checks depend on earlier ones."""
        described = self._gcloud("projects", "describe", self.project, "--format=json").json
        if not described or described.get("lifecycleState") != "ACTIVE":
            yield Finding(
                f"project {self.project}",
                "it is not there, or cannot be seen; the rest is looked at once it is",
                f"gcloud projects create {self.project}",
            )
            return
        yield Finding(f"project {self.project}")
        yield self._settings()
        yield self._billing()
        yield self._role()
        enabled = self._gcloud(
            "services", "list", "--enabled", f"--billing-project={self.project}", "--format=value(config.name)"
        )
        yield self._quota_project(enabled)
        yield self._apis(enabled.out.split())
        yield from self._policies()
        yield from self._budget()
        yield from self._firebase(described)
        yield self._model(enabled.out.split())

    def setting(self, name: str, default: str = "") -> str:
        found = re.search(_SETTING.format(name), self.settings, re.MULTILINE)
        return next((group for group in found.groups() if group is not None), "") if found else default

    @property
    def member(self) -> str:
        return f"{'serviceAccount' if self.account.endswith('.gserviceaccount.com') else 'user'}:{self.account}"

    def _settings(self) -> Finding:
        what, path = "settings", f"infra/environments/{self.environment}.tfvars"
        variables = sorted(name for name in os.environ if name.startswith("TF_VAR_"))
        if variables:
            return Finding(
                what, f"{path} is what a deployment is told, and nothing else", f"unset {' '.join(variables)}"
            )
        if self.setting("admin_emails") in ("", "[]"):
            add = f"""echo 'admin_emails = ["{self.account}"]' >> {path}"""
            return Finding(what, f"{path} names no admin_emails: nobody could become an admin", add)
        return Finding(what)

    def _billing(self) -> Finding:
        paid = self._gcloud("billing", "projects", "describe", self.project, "--format=value(billingEnabled)")
        if paid.out.strip() == "True":
            return Finding("billing")
        link = f"gcloud billing projects link {self.project} --billing-account=ACCOUNT"
        return Finding("billing", "no account pays for the project", f"gcloud billing accounts list\n{link}")

    def _role(self) -> Finding:
        policy = self._gcloud("projects", "get-iam-policy", self.project, "--format=json").json or {}
        owners = [name for one in policy.get("bindings", []) if one["role"] == "roles/owner" for name in one["members"]]
        if self.member in owners:
            return Finding(f"role of {self.account}")
        missing = (
            "the first deployment is an owner's, and that is not seen; a role by way of a group or folder never is"
        )
        return Finding(f"role of {self.account}", missing, self._grant("roles/owner"))

    def _quota_project(self, looked: Looked) -> Finding:
        what = "quota project"
        if self._gcloud("auth", "application-default", "print-access-token", project=False).code != 0:
            return Finding(what, "Terraform has no credentials here", "gcloud auth application-default login")
        if looked.code == 0:
            return Finding(what)
        mend = f"{self._grant('roles/serviceusage.serviceUsageConsumer')}\n" + (
            f"gcloud auth application-default set-quota-project {self.project}"
        )
        return Finding(what, f"calls cannot be accounted to the project: {_last(looked.err)}", mend)

    def _apis(self, enabled: Sequence[str]) -> Finding:
        missing = sorted(set(apis()) - set(enabled))
        if not missing:
            return Finding("APIs")
        command = f"gcloud services enable {' '.join(missing)} --project={self.project}"
        return Finding("APIs", f"{len(missing)} of {len(apis())} are off", command)

    def _policies(self) -> Iterator[Finding]:
        """Organization policies that refuse resources of infra/. A project without an organization has none."""
        ancestors = self._gcloud("projects", "get-ancestors", self.project, "--format=json").json
        if ancestors is None:
            yield Finding(
                "organization policies", "the project's ancestors cannot be seen", self._grant("roles/browser")
            )
            return
        if not any(one["type"] == "organization" for one in ancestors):
            yield Finding("organization policies")
            return
        model = self.setting("gemini_model", variable_default("gemini_model"))
        github = bool(self.setting("github_repository_id"))
        for policy in policies(REGION, apis(), model, github=github):
            yield self._policy(policy)

    def _policy(self, policy: Policy) -> Finding:
        what = f"policy {policy.name}"
        looked = self._gcloud("org-policies", "describe", policy.name, "--effective", "--format=json")
        if looked.json is None:
            command = f"gcloud services enable orgpolicy.googleapis.com --project={self.project}"
            return Finding(what, f"cannot be seen: {_last(looked.err)}", command)
        if not policy.refuses(looked.json):
            return Finding(what)
        return Finding(what, f"it refuses what is needed ({policy.why})", policy.lifted(self.project))

    def _budget(self) -> Iterator[Finding]:
        account = self.setting("billing_account")
        if not account:
            return
        looked = self._gcloud(
            "billing",
            "budgets",
            "list",
            f"--billing-account={account}",
            "--limit=1",
            f"--billing-project={self.project}",
        )
        role = f"--member={self.member} --role=roles/billing.costsManager"
        mend = f"gcloud billing accounts add-iam-policy-binding {account} {role}"
        missing = "" if looked.code == 0 else f"budgets of {account} cannot be managed: {_last(looked.err)}"
        yield Finding("budget", missing, mend if missing else "")

    def _firebase(self, described: dict[str, Any]) -> Iterator[Finding]:
        """No API tells whether the terms were accepted. A project with Firebase has a label."""
        if described.get("labels", {}).get("firebase") != "enabled":
            missing = "accept them once as this account, by opening the console; without that step 4 ends in a 403"
            yield Finding("Firebase's terms", missing, "https://console.firebase.google.com/", by_hand=True)
            return
        yield Finding("Firebase's terms")
        bucket = self._gcloud("storage", "buckets", "describe", f"gs://{self.project}-terraform")
        if bucket.code != 0:
            missing = "the project has Firebase already, which Terraform must be told when it stops with a 409"
            variables = f"-var-file=environments/{self.environment}.tfvars -var=project={self.project}"
            command = f"terraform -chdir=infra import {variables} google_firebase_project.this {self.project}"
            yield Finding("Firebase", missing, command, by_hand=True)

    def _model(self, enabled: Sequence[str]) -> Finding:
        """Checks access with a free request: Vertex AI counts tokens, the Gemini API describes the model."""
        model = self.setting("gemini_model", variable_default("gemini_model"))
        location = self.setting("vertex_location", variable_default("vertex_location"))
        what = f"access to {model}"
        if not location:
            return self._key(what, model)
        if "aiplatform.googleapis.com" not in enabled:
            return Finding(
                what,
                "seen once the API is on",
                f"gcloud services enable aiplatform.googleapis.com --project={self.project}",
            )
        token = self._gcloud("auth", "print-access-token", project=False).out.strip()
        status = by_account(self.ask, self.project, location, model, token)
        if status == 200:
            return Finding(what)
        missing = f"Vertex AI in {location} answered {status}: 403 a role or a policy, 404 no such model there"
        return Finding(what, missing, self._grant("roles/aiplatform.user"))

    def _key(self, what: str, model: str) -> Finding:
        key = os.environ.get("GEMINI_API_KEY", "")
        kept = self._gcloud(
            "secrets", "versions", "list", "gemini-api-key", "--filter=state=ENABLED", "--format=value(name)"
        )
        made = "export GEMINI_API_KEY=…  # an authorization key (AQ.…) of a paid project: https://aistudio.google.com/apikey"
        if not key:
            return Finding(what) if kept.out.strip() else Finding(what, "no key is given, and none is stored", made)
        status = by_key(self.ask, model, key)
        if status == 200:
            return Finding(what)
        return Finding(what, f"with this key the Gemini API answered {status}; standard keys (AIza…) are refused", made)

    def _grant(self, role: str) -> str:
        return f"gcloud projects add-iam-policy-binding {self.project} --member={self.member} --role={role}"

    def _gcloud(self, *words: str, project: bool = True) -> Looked:
        named = [] if self.project in words or not project or words[0] == "billing" else [f"--project={self.project}"]
        return gcloud(*words, *named)


def apis() -> tuple[str, ...]:
    return tuple(re.findall(r'"(\w+\.googleapis\.com)"', (INFRA / "project.tf").read_text(encoding="utf-8")))


def variable_default(name: str) -> str:
    text = (INFRA / "variables.tf").read_text(encoding="utf-8")
    found = re.search(rf'^variable "{name}" \{{.*?^  default\s+= "([^"]*)"', text, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def gcloud(*words: str) -> Looked:
    command = ["gcloud", *words, "--quiet"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return Looked(1, "", f"no answer within {_SECONDS} s")
    return Looked(done.returncode, done.stdout, done.stderr)


def _last(said: str) -> str:
    return next((line.strip() for line in reversed(said.splitlines()) if line.strip()), "no reason given")


def findings(project: str, environment: str, folder: Path, ask: Ask) -> Iterator[Finding]:
    for tool, where in WHERE.items():
        yield Finding(tool, "" if shutil.which(tool) else "it was not found", "" if shutil.which(tool) else where)
    if shutil.which("gcloud") is None:
        return
    account = gcloud("auth", "list", "--filter=status:ACTIVE", "--format=value(account)").out.strip()
    if not account:
        yield Finding("login", "nobody is logged in", "gcloud auth login && gcloud auth application-default login")
        return
    yield Finding(f"login as {account}")
    settings = (folder / f"{environment}.tfvars").read_text(encoding="utf-8")
    yield from Preflight(project, environment, account, settings, ask)()


def run(project: str, environment: str, folder: Path = INFRA / "environments", ask: Ask = answered) -> int:
    """Prints all findings. Returns 0 if every automatic check passed."""
    missing = 0
    for found in findings(project, environment, folder, ask):
        print(found, flush=True)
        missing += bool(found.missing) and not found.by_hand
    print(f"\n{missing} missing: mend each in this order, and look again" if missing else "\nall is there")
    return int(missing > 0)
