"""The operational figures, read from Firestore."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from alumusic.adapters.firestore.comments.comments import FirestoreComments
from alumusic.adapters.firestore.operation import FirestoreOperation
from bench.measure.meter import Meter, metered
from local.client import call
from tests.support.comments import AT, answers, comment, failure
from tests.support.stack.harness import RunningStack

pytestmark = pytest.mark.stack


@pytest.fixture
def database(stack: RunningStack) -> Iterator[tuple[Any, Meter]]:
    """A separate project in the stack's emulator, and the figures read from it."""
    client, meter = metered(stack.ports, f"operation-{uuid4().hex[:6]}")
    yield client, meter
    client.close()


def test_reasons_of_failures_cost_two_queries_each_however_many_failed(database: tuple[Any, Meter]) -> None:
    client, meter = database
    comments, operation = FirestoreComments(client), FirestoreOperation(client)
    comments.store_outcomes("lote", answers([comment(n) for n in range(9)], failure("bloqueado")), AT)
    comments.store_outcomes("lote", answers([comment(9)], failure("tentativas_esgotadas")), AT)
    comments.store_outcomes("lote", answers([comment(10)]), AT)
    before = len(meter.queries)

    found = operation.reasons()

    assert [(one.code, one.comments) for one in found] == [("bloqueado", 9), ("tentativas_esgotadas", 1)]
    assert found[0].reason == failure().reason
    assert len(meter.queries) - before == 2 * len(found) + 1
    assert operation.failed() == 10


def test_a_comment_that_is_classified_after_all_is_no_failure(database: tuple[Any, Meter]) -> None:
    client, _ = database
    comments = FirestoreComments(client)
    comments.store_outcomes("lote", answers([comment(1)], failure()), AT)

    comments.store_outcomes("lote", answers([comment(1)]), AT)

    assert list(FirestoreOperation(client).reasons()) == []
    assert comments.stored("lote") == 1


def test_the_page_is_told_what_runs_and_how_long_calls_take(stack: RunningStack, token: str) -> None:
    sent = stack.post([{"texto": f"que show bonito {uuid4().hex}"}], token)
    stack.settled(sent.body["lote_id"], token)

    found = call("GET", f"{stack.base}/api/operacao", None, stack.admin()).body

    newest = found["modelo_por_dia"][0]
    assert found["versoes"]["modelo"] == newest["modelo"]
    assert found["versoes"]["aplicacao"] and found["versoes"]["revisao"] is None
    assert newest["latencia_p95_ms"] > 0
    assert found["fila_completa"] is True
