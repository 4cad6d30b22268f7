"""`./dev check infra`, and the checks of Terraform and Compose files in `./dev check`."""

import hashlib
import shutil
import subprocess
import sys
import venv

from local.stack.config import ROOT

INFRA = ROOT / "infra"
_REQUIREMENTS = ROOT / "requirements" / "scan.txt"
_ENVIRONMENT = ROOT / ".venv-scan"


def checks() -> dict[str, list[str] | None]:
    """Name → command for `./dev check`, or None if the tool is not installed."""
    terraform, compose = shutil.which("terraform"), shutil.which("docker-compose")
    return {
        "terraform fmt": [terraform, "fmt", "-check", "-diff", "-recursive", str(INFRA)] if terraform else None,
        "compose file": [compose, "--file", str(ROOT / "docker-compose.local.yml"), "config", "--quiet"]
        if compose
        else None,
    }


def scan() -> int:
    """Runs Checkov on Terraform, workflows and Dockerfile, Hadolint on the Dockerfile, zizmor on the workflows.

    The first run installs them into an environment of their own. Every suppression has its reason beside it.
    """
    _install()
    tools = _ENVIRONMENT / "bin"
    commands = (
        [str(tools / "checkov"), "--directory", str(ROOT), "--config-file", str(INFRA / ".checkov.yaml")],
        [str(tools / "hadolint"), str(ROOT / "Dockerfile")],
        [str(tools / "zizmor"), "--offline", "--quiet", "--min-severity=medium", str(ROOT / ".github")],
    )
    return max(subprocess.run(command, cwd=ROOT, check=False).returncode for command in commands)


def _install() -> None:
    stamp, mark = _ENVIRONMENT / ".installed", hashlib.sha256(_REQUIREMENTS.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == mark:
        return
    print("installing Checkov, Hadolint and zizmor, which takes a minute …", flush=True)
    venv.create(_ENVIRONMENT, with_pip=True, clear=True)
    python = str(_ENVIRONMENT / "bin" / "python")
    install = ["-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-deps", "--require-hashes", "-r"]
    subprocess.run([python, *install, str(_REQUIREMENTS)], check=True, stderr=sys.stderr)
    stamp.write_text(mark)
