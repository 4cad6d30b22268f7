"""Builds the web app if its sources changed, and finds Node.js (or installs it from PyPI) and a browser."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from local.stack.config import ROOT

WEB = ROOT / "web"
_OLDEST_NODE = 20
_PARTS = (".env", "src", "public", "index.html", "painel.html", "package-lock.json", "vite.config.mjs", "tsconfig.json")
_REQUIREMENTS = ROOT / "requirements" / "node.txt"
HEADLESS_SHELL = "chromium-headless-shell"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", HEADLESS_SHELL)


def build() -> None:
    """Raises subprocess.CalledProcessError; the output of npm is on the terminal."""
    stamp, mark = WEB / "dist" / ".sources", _fingerprint()
    if stamp.exists() and stamp.read_text() == mark:
        return
    print("building the web app …", flush=True)
    _npm(["run", "build", "--silent"], install())
    stamp.write_text(mark)


def install() -> dict[str, str]:
    """Installs the packages of package-lock.json if the file changed. Returns the environment of `node_env`."""
    env = node_env()
    lock = hashlib.sha256((WEB / "package-lock.json").read_bytes()).hexdigest()
    installed = WEB / "node_modules" / ".lock"
    if not installed.exists() or installed.read_text() != lock:
        _npm(["ci", "--no-audit", "--no-fund", "--loglevel=error"], env)
        installed.write_text(lock)
    return env


def node_env() -> dict[str, str]:
    """A copy of the environment with a new enough `node` on its PATH."""
    node = shutil.which("node")
    if node and _version(node) >= _OLDEST_NODE and shutil.which("npm"):
        return dict(os.environ)
    bin_folder = Path(sys.executable).parent
    if not (bin_folder / "npm").exists():
        print("no Node.js here; installing the one that PyPI carries …", flush=True)
        subprocess.run(
            [sys.executable, "-m", "pip", "install", "-q", "--require-hashes", "-r", str(_REQUIREMENTS)], check=True
        )
    return {**os.environ, "PATH": f"{bin_folder}{os.pathsep}{os.environ.get('PATH', '')}"}


def find_browser(first: str = "") -> str | None:
    """Path of a browser: $CHROMIUM, else `first` or the first usual name found on the PATH."""
    named = os.environ.get("CHROMIUM")
    return named or next((path for name in (first, *_BROWSERS) if (path := shutil.which(name))), None)


def _npm(arguments: list[str], env: dict[str, str]) -> None:
    npm = shutil.which("npm", path=env["PATH"])
    assert npm is not None
    subprocess.run([npm, *arguments], cwd=WEB, env=env, check=True, stdout=subprocess.DEVNULL)


def _version(node: str) -> int:
    output = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    match = re.match(r"v(\d+)", output)
    return int(match.group(1)) if match else 0


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for part in _PARTS:
        paths = sorted((WEB / part).rglob("*")) if (WEB / part).is_dir() else [WEB / part]
        for path in paths:
            if path.is_file():
                digest.update(path.relative_to(WEB).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
