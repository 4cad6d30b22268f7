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
_APART = ("dev", "node", "java", "scan")  # resolved by themselves
_DEPLOYED = ("function", "gemini", "pubsub", "ingest", "classify", "report", "api", "digest")
_AT_HOME = ("local", "tools", "evals", "bench")
# Folders, the groups that they may import, and further options. What nobody imports shows only where all are read.
_IMPORTERS: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "functions": (("functions",), _DEPLOYED, ("--ignore", "DEP002")),
    # `./dev bench firstchart`, which drives a browser, and `./dev test` install the `dev` group.
    "stack": (
        _AT_HOME,
        (*_DEPLOYED, "local"),
        ("--ignore", "DEP002", "--per-rule-ignores", "DEP004=playwright|coverage"),
    ),
    "all": (("functions", *_AT_HOME, "tests"), (*_DEPLOYED, "local", "dev"), ()),
}
_HEADER = "# Made by `./dev lock` from pyproject.toml.\n"


# Run at the same time, each with a stack of its own; together they are all tests, and their order is always the same.
SHARES = (
    ("tests/emulator", "tests/functions"),
    # First what waits most: at the end the processors are to be busy.
    ("tests/chaos", "tests/stack", "tests/mail", "tests/security", "tests/evals", "tests/infra"),
    ("tests/browser", "tests/properties", "tests/standin", "tests/docs", "tests/unit"),
)


def test(arguments: list[str]) -> int:
    """Installs a browser where it may, builds the web app, runs its tests and pytest. `chaos` is a folder of tests;
    `coverage` in front of other arguments measures them too, as the whole suite always is.
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
    """The first as it goes; what each of the others said once it has ended."""
    command, (first, *others) = coverage.pytest_command(), SHARES
    with ExitStack() as opened:
        running = []
        for share in others:
            said = opened.enter_context(TemporaryFile())
            process = subprocess.Popen([*command, *share], cwd=ROOT, env=env, stdout=said, stderr=subprocess.STDOUT)
            running.append((opened.enter_context(process), said))
        code = subprocess.run([*command, *first], cwd=ROOT, env=env, check=False).returncode
        for process, said in running:
            code = max(code, process.wait())
            said.seek(0)
            print(said.read().decode(errors="replace"), flush=True)
    return code


def _install_browser() -> None:
    """Debian's headless shell, at little more than half of a Chromium's processor time; where it has none, Chromium."""
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
    # A developer's own configuration of Terraform has no say in it.
    env = {**node, "PYTHONPATH": path, "MYPYPATH": path, "TF_CLI_CONFIG_FILE": os.devnull}
    return run_all(_checks(), env)


def run_all(commands: Mapping[str, list[str] | None], env: Mapping[str, str]) -> int:
    """Each, whatever the others say: one line, and the output where it fails. 1 if one fails."""
    passed = [_passes(name, command, env) for name, command in commands.items()]
    return 0 if all(passed) else 1


def _checks() -> dict[str, list[str] | None]:
    """Name → command, or None where a tool is missing that not every developer has."""
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
    """Every import is of a package that the folder's own dependency groups name, and every one they name is used."""
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
    """Every bundle has the versions of `dev`: one resolution, many files. What is pinned stays, unless `upgrade`."""
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
