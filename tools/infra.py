"""`./dev check infra`, and the part of `./dev check` that looks at infra/ and the containers."""

import hashlib
import os
import shutil
import subprocess
import sys
import venv

from local.stack.config import ROOT

INFRA = ROOT / "infra"
_REQUIREMENTS = ROOT / "requirements" / "scan.txt"
_ENVIRONMENT = ROOT / ".venv-scan"


def check() -> int:
    """What needs a tool that a developer may not have is left out, and said."""
    return max(_terraform_format(), _compose_file())


def _terraform_format() -> int:
    terraform = shutil.which("terraform")
    if terraform is None:
        print("no Terraform here: the format of infra/ is not checked")
        return 0
    # A developer's own configuration of Terraform has no say in it.
    env = {**os.environ, "TF_CLI_CONFIG_FILE": os.devnull}
    command = [terraform, "fmt", "-check", "-diff", "-recursive", str(INFRA)]
    return subprocess.run(command, env=env, check=False).returncode


def _compose_file() -> int:
    compose = shutil.which("docker-compose")
    if compose is None:
        print("no docker-compose here: docker-compose.local.yml is not checked")
        return 0
    command = [compose, "--file", str(ROOT / "docker-compose.local.yml"), "config", "--quiet"]
    return subprocess.run(command, check=False).returncode


def scan() -> int:
    """Checkov over the Terraform tree, the workflows and the image, Hadolint over the image and zizmor over the
    workflows too; installed beside ours on first use. What they are told to pass over says why beside it."""
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
