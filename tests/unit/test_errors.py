"""Errors are grouped by what the caller must do, as the tree in errors.py shows."""

import inspect
import json
import re
from datetime import UTC, datetime

import pytest

from alumusic import errors
from alumusic.domain.comments.classification import Failure
from alumusic.errors import AluMusicError, Code, ModelUnavailable, TooManyRequests, TransientFailure

CLASSES = {
    name: kind for name, kind in vars(errors).items() if inspect.isclass(kind) and issubclass(kind, AluMusicError)
}


def drawn() -> dict[str, tuple[str | None, str]]:
    """Name → parent and description, parsed from the tree in the module's docstring."""
    above: list[str] = []
    found: dict[str, tuple[str | None, str]] = {}
    for line in (errors.__doc__ or "").splitlines():
        match = re.match(r"([│ ]*)(?:[├└]── )?([A-Z]\w+)(?: {2,}(.*))?$", line)
        if match and match[2] in CLASSES:
            depth = 0 if "── " not in line else len(match[1]) // 4 + 1
            above[depth:] = [match[2]]
            found[match[2]] = (above[depth - 1] if depth else None, match[3] or "")
    return found


def test_the_drawing_is_the_hierarchy() -> None:
    parents = {name: parent for name, (parent, _) in drawn().items()}

    actual = {name: kind.__bases__[0].__name__ for name, kind in CLASSES.items() if kind.__base__ is not Exception}
    assert parents == {"AluMusicError": None, **actual}


@pytest.mark.parametrize(("name", "said"), [(name, said) for name, (_, said) in drawn().items() if said])
def test_the_status_is_the_one_that_is_drawn(name: str, said: str) -> None:
    status = CLASSES[name].status

    promised = re.search(r"answer (\d)(\d\d|xx)", said)
    assert promised is None or str(status).startswith(promised[1] + promised[2].replace("xx", ""))


def test_an_error_carries_a_sentence_a_stable_code_and_details() -> None:
    error = AluMusicError("o lote tem um erro", Code.MALFORMED_REQUEST, ({"indice": 1},))

    assert (str(error), error.message) == ("o lote tem um erro", "o lote tem um erro")
    assert (error.code, error.details) == ("requisicao_invalida", [{"indice": 1}])


def test_errors_that_can_be_retried_say_when() -> None:
    waits = [
        TooManyRequests("calma", Code.QUOTA_EXCEEDED, 7).retry_after,
        TransientFailure("já volta", Code.QUEUE_UNAVAILABLE).retry_after,
    ]

    assert waits == [7, 5]


def test_a_model_that_is_away_is_worth_another_delivery() -> None:
    error = ModelUnavailable("o modelo não respondeu", Code.MODEL_UNAVAILABLE)

    assert isinstance(error, TransientFailure)
    assert error.status == 503


def test_a_code_is_stored_and_sent_as_a_plain_string() -> None:
    stored = Failure(code=Code.MODEL_REFUSED, reason="", failed_at=datetime(2026, 1, 1, tzinfo=UTC)).model_dump()[
        "code"
    ]

    assert type(stored) is str
    assert (stored, json.dumps(Code.MODEL_REFUSED), f"{Code.MODEL_REFUSED}") == (
        "modelo_recusou",
        '"modelo_recusou"',
        "modelo_recusou",
    )
