"""Builds each function's bundle as it is deployed: its folder and the package, in a separate virtual environment."""

import compileall
import hashlib
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from typing import NamedTuple

from local.stack.config import ROOT

_BUILD = ROOT / "build" / "coldstart"
NAMES = ("ingest", "classify", "report", "api", "digest")


class Bundle(NamedTuple):
    name: str
    folder: Path
    python: Path


def bundle(name: str) -> Bundle:
    """Copies and compiles the code. Requirements are installed again only if their file or Python has changed."""
    home = _BUILD / name
    python = _environment(home / "venv", ROOT / "functions" / name / "requirements.txt")
    code = home / "code"
    shutil.rmtree(code, ignore_errors=True)
    shutil.copytree(ROOT / "functions" / name, code)
    shutil.copytree(ROOT / "functions" / "alumusic", code / "alumusic")
    compileall.compile_dir(code, quiet=1)
    return Bundle(name, code, python)


def _environment(folder: Path, requirements: Path) -> Path:
    """Raises subprocess.CalledProcessError if pip fails."""
    python, stamp = folder / "bin" / "python", folder / ".installed"
    mark = f"{sys.version} {hashlib.sha256(requirements.read_bytes()).hexdigest()}"
    if not stamp.exists() or stamp.read_text() != mark:
        venv.create(folder, clear=True, with_pip=True)
        options = ["-qq", "--disable-pip-version-check", "--no-deps", "--require-hashes"]
        subprocess.run([python, "-m", "pip", "install", *options, "-r", requirements], check=True)
        stamp.write_text(mark)
    return python
