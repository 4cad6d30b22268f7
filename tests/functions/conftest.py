"""Starts the processes of test_startup.py beside the first tests, because their imports take seconds."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

FUNCTIONS = Path(__file__).parents[2] / "functions"
Started = dict[str, subprocess.Popen[bytes]]

IMPORT_ALL = """
import gc, json, os, sys
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location

functions, paths = sys.argv[1], sys.argv[2:]
sys.path.insert(0, functions)
reads = []

class Watched(type(os.environ)):
    def __getitem__(self, key):
        frame = sys._getframe(1)
        while frame.f_code.co_filename.endswith(("os.py", "_collections_abc.py")):
            frame = frame.f_back
        if frame.f_code.co_filename.startswith(functions):
            reads.append([key, frame.f_code.co_filename])
        return super().__getitem__(key)

os.environ.__class__ = Watched
for path in paths:
    if path.startswith("alumusic/"):
        import_module(path.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
    else:
        spec = spec_from_file_location(path.replace("/", "_"), f"{functions}/{path}")
        spec.loader.exec_module(module_from_spec(spec))

import google.cloud.firestore, google.genai, google.pubsub_v1, grpc, jwt, redis
kinds = (google.cloud.firestore.Client, google.genai.Client, google.pubsub_v1.PublisherClient, grpc.Channel,
         jwt.PyJWKClient, redis.Redis)
clients = [type(thing).__name__ for thing in gc.get_objects() if issubclass(type(thing), kinds)]
print(json.dumps({"reads": reads, "clients": clients}))
"""

START_INGEST = """
import json, sys
from importlib.util import module_from_spec, spec_from_file_location

sys.path.insert(0, sys.argv[1])
spec = spec_from_file_location("main", sys.argv[1] + "/ingest/main.py")
main = module_from_spec(spec)
spec.loader.exec_module(main)
main.endpoint()
print(json.dumps(sorted(sys.modules)))
"""


def start(script: str, env: dict[str, str]) -> subprocess.Popen[bytes]:
    """Starts a process with this environment only."""
    paths = sorted(str(path.relative_to(FUNCTIONS)) for path in FUNCTIONS.rglob("*.py"))
    command = [sys.executable, "-c", script, str(FUNCTIONS), *paths]
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@pytest.fixture(scope="session", autouse=True)
def processes(request: pytest.FixtureRequest) -> Iterator[Started]:
    if not any(item.path.name == "test_startup.py" for item in request.session.items):
        yield {}
        return
    key = Ed25519PrivateKey.generate().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    emulated = {"FIRESTORE_EMULATOR_HOST": "localhost:1", "PUBSUB_EMULATOR_HOST": "localhost:1"}
    needed = {"GOOGLE_CLOUD_PROJECT": "p", "AUTHOR_HASH_KEY": "k" * 32, "TOKEN_PUBLIC_KEYS": key.decode()}
    running = {"imports": start(IMPORT_ALL, {}), "ingest": start(START_INGEST, {**emulated, **needed})}
    yield running
    for process in running.values():
        process.kill()
        process.communicate()
