"""`./dev test`, `./dev check` and `./dev lock`."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import ExitStack
from tempfile import TemporaryFile

from local.stack.config import ROOT
from local.stack.parts import python_env
from tools import coverage, infra, web

_GROUPS = {
    "local": "requirements/local.txt",
    "dev": "requirements/dev.txt",
    "ingest": "functions/ingest/requirements.txt",
    "classify": "functions/classify/requirements.txt",
    "report": "functions/report/requirements.txt",
    "api": "functions/api/requirements.txt",
    "digest": "functions/digest/requirements.txt",
    "node": "requirements/node.txt",
    "java": "requirements/java.txt",
    "scan": "requirements/scan.txt",
}
_APART = ("dev", "node", "java", "scan")  # resolved without the pins of `dev`
_DEPLOYED = ("function", "gemini", "pubsub", "ingest", "classify", "report", "api", "digest")
_AT_HOME = ("local", "tools", "evals", "bench")
# Name → folders, dependency groups they may import, further options. Only `all` can report unused packages (DEP002).
_IMPORTERS: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "functions": (("functions",), _DEPLOYED, ("--ignore", "DEP002")),
    # playwright and coverage are in group `dev`, which `./dev test` and `./dev bench firstchart` (it drives a browser)
    # install.
    "stack": (
        _AT_HOME,
        (*_DEPLOYED, "local"),
        ("--ignore", "DEP002", "--per-rule-ignores", "DEP004=playwright|coverage"),
    ),
    "all": (("functions", *_AT_HOME, "tests"), (*_DEPLOYED, "local", "dev"), ()),
}
_HEADER = "# Made by `./dev lock` from pyproject.toml.\n"


# All tests, in groups that run in parallel, each with its own stack. The order is fixed.
SHARES = (
    ("tests/emulator", "tests/functions"),
    # Tests that mostly wait come first, so that the processors are busy at the end.
    ("tests/chaos", "tests/stack", "tests/mail", "tests/security", "tests/evals", "tests/infra"),
    ("tests/browser", "tests/properties", "tests/standin", "tests/docs", "tests/unit"),
)


def test(arguments: list[str]) -> int:
    """Builds the web app, installs a browser if possible, and runs pytest; without arguments it runs all tests.

    `chaos` as the first argument selects tests/chaos; `coverage` measures the tests that the other arguments select.
    Without arguments everything is measured.
    """
    if arguments[:1] == ["chaos"]:
        arguments = ["tests/chaos", "-s", *arguments[1:]]
    web.build()
    _install_browser()
    env = {**web.node_env(), **python_env(), "NO_PROXY": "127.0.0.1,localhost"}
    if arguments and arguments[0] != "coverage":
        return subprocess.run([sys.executable, "-m", "pytest", *arguments], cwd=ROOT, env=env, check=False).returncode
    env, some = env | coverage.environment(), arguments[1:]
    coverage.start()
    if some:
        code = subprocess.run([*coverage.pytest_command(), *some], cwd=ROOT, env=env, check=False).returncode
    else:
        for script in ("types:check", "test"):
            subprocess.run(["npm", "run", script, "--silent"], cwd=ROOT / "web", env=env, check=True)
        code = _in_shares(env)
    return max(code, coverage.report(whole=not some))


def _in_shares(env: dict[str, str]) -> int:
    """Streams the output of the first share, and prints that of the others when they end."""
    command, (first, *others) = coverage.pytest_command(), SHARES
    with ExitStack() as opened:
        running = []
        for share in others:
            log = opened.enter_context(TemporaryFile())
            process = subprocess.Popen([*command, *share], cwd=ROOT, env=env, stdout=log, stderr=subprocess.STDOUT)
            running.append((opened.enter_context(process), log))
        code = subprocess.run([*command, *first], cwd=ROOT, env=env, check=False).returncode
        for process, log in running:
            code = max(code, process.wait())
            log.seek(0)
            print(log.read().decode(errors="replace"), flush=True)
    return code


def _install_browser() -> None:
    """Installs Debian's headless shell, which takes little more than half of Chromium's CPU time, or Chromium."""
    if "CHROMIUM" in os.environ or shutil.which(web.HEADLESS_SHELL) or not shutil.which("apt-get"):
        return
    if os.geteuid() != 0:
        if not web.find_browser():
            print("no Chromium here: the browser tests are skipped. As root: apt-get install chromium", file=sys.stderr)
        return
    print("installing a headless Chromium for the browser tests (apt-get, as root) …", flush=True)
    _apt("update")
    installed = _apt("install", "-y", web.HEADLESS_SHELL) or web.find_browser() or _apt("install", "-y", "chromium")
    if not installed:
        raise OSError("apt-get could install neither chromium-headless-shell nor chromium")


def _apt(*command: str) -> bool:
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(["apt-get", "-qq", *command], env=env, stdout=subprocess.DEVNULL, check=False).returncode == 0


def check() -> int:
    node = web.install()
    path = f"{ROOT / 'functions'}{os.pathsep}{ROOT}"
    # Ignores the developer's own Terraform configuration.
    env = {**node, "PYTHONPATH": path, "MYPYPATH": path, "TF_CLI_CONFIG_FILE": os.devnull}
    return run_all(_checks(), env)


def run_all(commands: Mapping[str, list[str] | None], env: Mapping[str, str]) -> int:
    """Runs every command, prints a line for each and the output of those that fail. Returns 1 if one fails."""
    passed = [_passes(name, command, env) for name, command in commands.items()]
    return 0 if all(passed) else 1


def _checks() -> dict[str, list[str] | None]:
    """Name → command, or None if the tool is optional and not installed."""
    python = [sys.executable, "-m"]
    npm = ["npm", "--prefix", str(ROOT / "web"), "run", "--silent"]
    return {
        "ruff format": [*python, "ruff", "format", "--check"],
        "ruff check": [*python, "ruff", "check"],
        "mypy": [*python, "mypy"],
        **_declared([*python, "deptry"]),
        "web types": [*npm, "typecheck"],
        "web lint": [*npm, "lint"],
        "web unused": [*npm, "unused"],
        **infra.checks(),
    }


def _declared(deptry: list[str]) -> dict[str, list[str]]:
    """deptry: a folder imports only packages of its own dependency groups, and uses every package they name."""
    return {
        f"deptry of {who}": [*deptry, *folders, "--non-dev-dependency-groups", ",".join(groups), *options]
        for who, (folders, groups, options) in _IMPORTERS.items()
    }


def _passes(name: str, command: list[str] | None, env: Mapping[str, str]) -> bool:
    if command is None:
        print(f"{name:<20} not checked: the tool is not installed", flush=True)
        return True
    started = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    seconds = time.perf_counter() - started
    print(f"{name:<20} {'FAILED' if done.returncode else 'ok':<6} {seconds:6.1f} s", flush=True)
    if done.returncode:
        print(done.stdout.decode(errors="replace"), flush=True)
    return done.returncode == 0


def lock(*, upgrade: bool = False) -> int:
    """Resolves `dev` first and constrains most other files to its versions. Keeps pins unless `upgrade` is set."""
    pinned = ROOT / _GROUPS["dev"]
    for group in ("dev", *(name for name in _GROUPS if name != "dev")):
        target = ROOT / _GROUPS[group]
        bound = [] if group in _APART else ["--constraint", str(pinned)]
        options = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-header", "--no-annotate", "-q"]
        newer = ["--upgrade"] if upgrade else []
        command = [
            "uv",
            "pip",
            "compile",
            "--group",
            group,
            *options,
            *newer,
            *bound,
            "-o",
            str(target),
            "pyproject.toml",
        ]
        subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        made = target.read_text(encoding="utf-8")
        target.write_text(_HEADER + made, encoding="utf-8")
        print(f"{target.relative_to(ROOT)}: {made.count('==')} packages")
    return 0
