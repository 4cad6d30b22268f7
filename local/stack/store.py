"""The stack's Firestore for programs beside it: audits, benchmarks, tests."""

import os

from google.cloud import firestore

from local.stack.config import HOST, PROJECT

_VARIABLE = "FIRESTORE_EMULATOR_HOST"


def database(port: int, project: str = PROJECT) -> firestore.Client:
    """The library takes the emulator's address from the environment alone, which is left as it was."""
    before = os.environ.get(_VARIABLE)
    os.environ[_VARIABLE] = f"{HOST}:{port}"
    try:
        return firestore.Client(project=project)
    finally:
        if before is None:
            del os.environ[_VARIABLE]
        else:
            os.environ[_VARIABLE] = before
