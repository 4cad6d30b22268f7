"""Every route answers as recorded, byte for byte except for the parts that `tests/support/answers/plain.py` replaces.

`RECORD=1 ./dev test tests/stack/test_answers.py` rewrites the files in `answers/`. Review them before a commit: every
difference is one that callers will see. The test knows addresses, the command line and ports only.
"""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.support.answers import listeners
from tests.support.answers.caller import MAILS, Everybody, whole_hour
from tests.support.answers.every_route import EveryRoute
from tests.support.answers.own_stack import own_stack
from tests.support.answers.plain import Plain
from tests.support.answers.recorder import Recorder, differences, record

pytestmark = pytest.mark.stack

RECORDED = Path(__file__).parent / "answers"
_SECONDS = 40  # the longest time of all calls
_SHOWN = 200  # lines of difference


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recorder]:
    with own_stack(tmp_path_factory.mktemp("answers")) as stack:
        whole_hour(_SECONDS)
        now = datetime.now(UTC)
        plain = Plain(now, MAILS, [listeners.number(n) for n in range(1_000)])
        recorder = Recorder(stack.port, stack.functions, plain)
        EveryRoute(recorder, stack, now, Everybody())()
        yield recorder


def test_every_answer_is_as_recorded(calls: Recorder) -> None:
    found = calls.files()
    if os.environ.get("RECORD"):
        record(RECORDED, found)

    lines = list(differences(RECORDED, found))

    assert not lines, "\n".join(["answers differ from what is recorded:", *lines[:_SHOWN]])


def test_every_documented_route_has_a_recorded_success(calls: Recorder) -> None:
    document = calls.document
    documented = {f"{method.upper()} {path}" for path, operations in document["paths"].items() for method in operations}

    succeeded = {route for route, answers in calls.routes.items() if any(one["status"] < 300 for one in answers)}

    assert documented - succeeded == set()


def test_every_refusal_of_a_documented_route_is_recorded(calls: Recorder) -> None:
    missing = sorted(
        f"{method.upper()} {path}: {status}"
        for path, operations in calls.document["paths"].items()
        for method, operation in operations.items()
        for status in _refusals(operation) - _statuses(calls, f"{method.upper()} {path}")
    )

    assert missing == []


def _refusals(operation: dict[str, Any]) -> set[int]:
    """Documented refusals that one call can cause. Others need stored data, an hour of calls or a failing store."""
    return {int(status) for status in operation["responses"]} & {401, 404, 413, 414, 415}


def _statuses(calls: Recorder, route: str) -> set[int]:
    return {int(one["status"]) for one in calls.routes.get(route, [])}
