"""Private APIs of libraries that the code uses. An upgrade that removes one fails here, with the place of use.

Each use works around a missing feature. After an upgrade, check whether the library offers it now.
"""

import ast
import inspect
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
import werkzeug.utils
from fakeredis._clients import _tcp_server
from flask import Request
from google.auth.credentials import AnonymousCredentials
from google.cloud import firestore
from google.cloud.firestore_v1.base_client import BaseClient
from google.cloud.firestore_v1.client import Client
from google.cloud.firestore_v1.services.firestore.transports.grpc import FirestoreGrpcTransport
from google.cloud.firestore_v1.transaction import Transaction

from alumusic.adapters.firestore.client import PATIENCE, PatientClient
from local.stack.config import ROOT

# (owner, name, where we use it)
USED = [
    (Transaction, "_begin", "adapters/firestore/counting/counters.py: a read-only transaction that never retries"),
    (Transaction, "_rollback", "adapters/firestore/counting/counters.py: its end, whatever was read"),
    (BaseClient, "_firestore_api_helper", "adapters/firestore/client.py: the client with our transport"),
    (Client, "_firestore_api", "adapters/firestore/client.py: overridden, so that every call goes by our transport"),
    (FirestoreGrpcTransport, "_prep_wrapped_messages", "adapters/firestore/client.py: every call within PATIENCE"),
    (BaseClient, "_firestore_api_internal", "bench/measure/meter.py: counts the calls of a client"),
    (_tcp_server, "_POLL_INTERVAL", "local/cloud/cache.py: an idle connection looks up twice a second"),
]
_OF_TUPLES = {"_asdict", "_replace", "_fields", "_make", "_exit"}  # public in spite of the underscore


@pytest.mark.parametrize(("owner", "name", "where"), USED, ids=[name for _, name, _ in USED])
def test_a_private_part_is_still_there(owner: Any, name: str, where: str) -> None:
    assert hasattr(owner, name), f"{owner.__name__}.{name} is gone: {where}"


def test_a_transactions_begin_and_rollback_take_nothing() -> None:
    assert list(inspect.signature(Transaction._rollback).parameters) == ["self"]
    needed = [
        parameter.name
        for parameter in inspect.signature(Transaction._begin).parameters.values()
        if parameter.default is parameter.empty
    ]
    assert needed == ["self"]


def test_every_call_to_firestore_goes_by_our_transport_and_ends_within_our_patience() -> None:
    client = PatientClient(project="p", credentials=AnonymousCredentials())

    methods = client._firestore_api.transport._wrapped_methods

    assert isinstance(client, firestore.Client)
    assert len(methods) > 10
    assert {method._timeout for method in methods.values()} == {PATIENCE}
    assert {method._retry._timeout for method in methods.values()} == {PATIENCE}


def test_a_requests_stream_can_be_replaced() -> None:
    """entrypoints/bodies.py: the framework reads the rest of a body itself, and must find it empty."""
    stream = inspect.getattr_static(Request, "stream")

    assert isinstance(stream, cached_property | werkzeug.utils.cached_property)
    request = Request({"wsgi.input": None})
    request.__dict__["stream"] = replaced = object()
    assert request.stream is replaced


def test_the_cache_polls_as_rarely_as_we_say() -> None:
    assert "_POLL_INTERVAL" in inspect.getsource(_tcp_server).replace("_POLL_INTERVAL =", "", 1)


def private_parts() -> Iterator[tuple[str, str]]:
    """Uses of private attributes of other objects and classes, in deployed and local code."""
    for folder in ("functions", "local", "tools", "evals", "bench"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Attribute) and _foreign(node):
                    yield path.relative_to(ROOT).as_posix(), node.attr


def _foreign(node: ast.Attribute) -> bool:
    private = node.attr.startswith("_") and not node.attr.startswith("__") and node.attr not in _OF_TUPLES
    return private and not (isinstance(node.value, ast.Name) and node.value.id in ("self", "cls"))


def own_names(path: str) -> set[str]:
    """Private names that the classes of the file define."""
    tree = ast.parse((ROOT / Path(path)).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_no_other_private_part_is_used() -> None:
    found = {(path, name) for path, name in private_parts() if name not in own_names(path)}

    assert found == {
        ("functions/alumusic/adapters/firestore/counting/counters.py", "_begin"),
        ("functions/alumusic/adapters/firestore/counting/counters.py", "_rollback"),
        ("local/cloud/cache.py", "_POLL_INTERVAL"),
        ("bench/measure/meter.py", "_firestore_api_internal"),
    }
