"""`./dev deploy`: runs the commands of docs/operations.md in order, and prints each before it runs."""

import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from local.keys import new_secrets
from local.stack.config import ROOT
from tools import preflight, web
from tools.infra import INFRA

FIREBASE = "firebase-tools@15.34.2"
_HOSTING = ROOT / "build" / "hosting"
# APIs that Terraform needs before its first plan.
_APIS = ("cloudresourcemanager.googleapis.com", "serviceusage.googleapis.com", "storage.googleapis.com")
_PAIR = ("token-private-key", "token-public-keys")


class Refused(Exception):
    """The deployment cannot go on; the message says what to do."""


@dataclass(frozen=True)
class Deployment:
    project: str
    environment: str
    confirmed: bool = False
    """Apply without asking for confirmation."""
    build: Callable[[], None] = web.build
    node_env: Callable[[], dict[str, str]] = web.node_env
    lock: Path = INFRA / ".terraform.lock.hcl"

    def plan(self) -> None:
        """Shows the changes without making them. Raises Refused, or CalledProcessError when a command fails."""
        _need_tools()
        _need_one_source()
        if not self._has_state():
            preflight.run(self.project, self.environment)
            raise Refused(
                f"gs://{self._bucket}, which knows what is there, cannot be looked at. If nothing was deployed to"
                f" {self.project} yet, there is nothing to compare with: see above what is missing. The first"
                " deployment shows its plan and asks"
            )
        self._init()
        self._terraform("plan", "-lock=false")

    def __call__(self) -> None:
        """Deploys. Raises Refused, or CalledProcessError when a command fails; another run resumes."""
        _need_tools()
        _need_one_source()
        self.build()
        if not self._has_state():
            self._make_state()
        self._init()
        self._terraform("apply", *_targets("google_project_service.apis", "google_secret_manager_secret.secrets"))
        self._fill_secrets()
        self._terraform("apply")
        self._hosting()
        site = f"https://{self.project}.web.app"
        print(f"\ndeployed: {site}\nfirst time? {self._invitation()}")
        print(f"does it work? ./dev smoke --url {site} --token TOKEN")

    @property
    def _bucket(self) -> str:
        return f"{self.project}-terraform"

    def _has_state(self) -> bool:
        return _succeeds(
            "gcloud", "storage", "buckets", "describe", f"gs://{self._bucket}", f"--project={self.project}"
        )

    def _make_state(self) -> None:
        project = f"--project={self.project}"
        _run("gcloud", "services", "enable", *_APIS, project)
        guards = ("--uniform-bucket-level-access", "--public-access-prevention")
        _run(
            "gcloud",
            "storage",
            "buckets",
            "create",
            f"gs://{self._bucket}",
            f"--location={preflight.REGION}",
            *guards,
            project,
        )
        _run("gcloud", "storage", "buckets", "update", f"gs://{self._bucket}", "--versioning", project)

    def _init(self) -> None:
        lock = ["-lockfile=readonly"] if self.lock.exists() else []
        backend = f"-backend-config=bucket={self._bucket}"
        _run("terraform", "init", "-input=false", "-reconfigure", *lock, backend, folder=INFRA)

    def _terraform(self, verb: str, *options: str) -> None:
        approval = ["-auto-approve"] if verb == "apply" and self.confirmed else []
        variables = [f"-var-file=environments/{self.environment}.tfvars", f"-var=project={self.project}"]
        _run("terraform", verb, "-input=false", *approval, *variables, *options, folder=INFRA)

    def _fill_secrets(self) -> None:
        """Adds a first version to every secret without one. Later versions are added by rotation only."""
        names = json.loads(_output("terraform", "output", "-json", "secrets", folder=INFRA))
        empty = [name for name in names if not self._versions(name)]
        for name, value in first_values(empty, names, os.environ).items():
            command = ("gcloud", "secrets", "versions", "add", name, "--data-file=-", f"--project={self.project}")
            _run(*command, given=value)

    def _versions(self, name: str) -> str:
        listed = ("--filter=state=ENABLED", "--format=value(name)", "--limit=1", f"--project={self.project}")
        return _output("gcloud", "secrets", "versions", "list", name, *listed).strip()

    def _hosting(self) -> None:
        folder = _hosting_folder()
        options = ("deploy", "--only", "hosting", "--project", self.project, "--non-interactive")
        # A person's own credentials name no quota project, and the API refuses calls without one.
        env = {**self.node_env(), "GOOGLE_CLOUD_QUOTA_PROJECT": self.project}
        _run("npx", "--yes", FIREBASE, *options, folder=folder, env=env)

    def _invitation(self) -> str:
        return f"gcloud secrets versions access latest --secret=invitation-code --project={self.project}"


def first_values(empty: Sequence[str], names: Sequence[str], env: Mapping[str, str]) -> dict[str, str]:
    """Secret → generated value, or the value in `env` of a secret that only a person can supply.

    Raises Refused if such a variable is unset, or if only one half of the key pair has a version.
    """
    made = {name.replace("_", "-"): value for name, value in new_secrets().items()}
    half = [name for name in _PAIR if name in names and name not in empty]
    if len(half) == 1 and any(name in empty for name in _PAIR):
        raise Refused(f"only {half[0]} has a version, and its other half is lost: disable it, and both are made anew")
    asked = [name for name in empty if name not in made]
    absent = [variable for name in asked if not env.get(variable := name.replace("-", "_").upper())]
    if absent:
        raise Refused(
            f"set {' and '.join(absent)} in the environment: the secret has no value yet, and none can be made up"
        )
    return {name: made.get(name) or env[name.replace("-", "_").upper()] for name in empty}


def _hosting_folder() -> Path:
    """Copies site and configuration to one folder: the Firebase CLI deploys no files outside its configuration's."""
    shutil.rmtree(_HOSTING, ignore_errors=True)
    shutil.copytree(web.WEB / "dist", _HOSTING / "public", ignore=shutil.ignore_patterns(".*"))
    configuration = json.loads((INFRA / "firebase.json").read_text(encoding="utf-8"))
    configuration["hosting"]["public"] = "public"
    (_HOSTING / "firebase.json").write_text(json.dumps(configuration, indent=2), encoding="utf-8")
    return _HOSTING


def _targets(*resources: str) -> list[str]:
    return [f"-target={resource}" for resource in resources]


def _need_tools() -> None:
    missing = [tool for tool in preflight.WHERE if shutil.which(tool) is None]
    if missing:
        raise Refused("\n".join(f"{tool} is needed and was not found: {preflight.WHERE[tool]}" for tool in missing))


def _need_one_source() -> None:
    """Raises Refused if TF_VAR_… is set: a variable file silently overrides such a value."""
    variables = sorted(name for name in os.environ if name.startswith("TF_VAR_"))
    if variables:
        raise Refused(f"unset {', '.join(variables)}: the files in infra/environments are what a deployment is told")


def _run(*command: str, folder: Path = ROOT, given: str | None = None, env: Mapping[str, str] | None = None) -> None:
    """Passes `given` on standard input, so that a secret is neither in the process list nor on the screen."""
    print(f"+ {shlex.join(command)}", flush=True)
    subprocess.run(command, cwd=folder, input=given, env=env, check=True, text=True)


def _succeeds(*command: str) -> bool:
    return subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode == 0


def _output(*command: str, folder: Path = ROOT) -> str:
    return subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, check=True, text=True).stdout


def run(deployment: Deployment, *, only_plan: bool) -> int:
    try:
        if only_plan:
            deployment.plan()
        else:
            deployment()
    except Refused as reason:
        print(reason, file=sys.stderr)
        return 1
    return 0
