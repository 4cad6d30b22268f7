"""Validation errors have Portuguese messages, from whichever layer."""

from typing import Any

import pytest

from alumusic.domain.reading.filter import CommentQuery
from alumusic.entrypoints.problems import checked
from alumusic.errors import Code, InvalidRequest


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"ordem": "x"}, "deve ser um destes: 'recentes', 'menos_certos' ou 'mais_certos'"),
        ({"format": "pdf"}, "deve ser um destes: 'json', 'csv' ou 'ndjson'"),
        ({"limite": "500"}, "deve ser no máximo 200"),
        ({"confianca_min": "muita"}, "deve ser um número"),
        ({"de": "ontem"}, "deve ser uma data, como 2026-11-24 ou 2026-11-24T10:00:00-03:00"),
    ],
)
def test_a_wrong_value_is_told_with_what_would_be_right(given: dict[str, Any], reason: str) -> None:
    with pytest.raises(InvalidRequest) as refusal:
        checked(CommentQuery, given, Code.INVALID_QUERY)

    assert refusal.value.details == [{"campo": next(iter(given)), "motivo": reason}]
