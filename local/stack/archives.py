"""Class-data archives: an emulator's classes as Java keeps them once read. With one it starts in half the time."""

import hashlib
import os
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from local.stack.config import HOST, ROOT
from local.stack.process import answers, die_with_parent

_FOLDER = ROOT / "build" / "emulators"
_SECONDS = 60  # to start, and to write the archive


def archive(java: str, jar: Path) -> Path:
    """Where the archive of this jar under this Java is, or would be."""
    seen = [f"{path} {path.stat().st_mtime_ns}" for path in (Path(java).resolve(), jar.resolve())]
    return _FOLDER / f"{jar.stem}-{hashlib.sha256(repr(seen).encode()).hexdigest()[:12]}.jsa"


def flags(java: str, jar: Path) -> list[str]:
    """For the Java virtual machine, which goes on without an archive that does not fit."""
    path = archive(java, jar)
    return [f"-XX:SharedArchiveFile={path}", "-Xlog:cds=off", "-Xlog:cds+dynamic=off"] if path.exists() else []


def make(path: Path, command: Sequence[str], port: int) -> None:
    """Starts the emulator once and ends it: Java writes what it has read. Without an archive all works, but slower."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(f".{os.getpid()}")
    java, *rest = command
    process = subprocess.Popen(
        [java, f"-XX:ArchiveClassesAtExit={new}", *rest],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=die_with_parent,
    )
    try:
        end = time.monotonic() + _SECONDS
        while process.poll() is None and time.monotonic() < end and not answers(f"http://{HOST}:{port}/"):
            time.sleep(0.05)
        process.terminate()
        process.wait(_SECONDS)
    except subprocess.TimeoutExpired:
        new.unlink(missing_ok=True)
    finally:
        process.kill()
        process.wait()
    if new.exists():
        new.replace(path)
