"""The dashboard's upload checks and the API's rules give the same results for a shared file of cases."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest

from alumusic.domain.comments.comment import MAX_FIELD
from alumusic.domain.comments.intake import Intake, read_items
from alumusic.settings import IntakeSettings
from local.stack.config import ROOT

SHARED = json.loads((ROOT / "web" / "test" / "panel" / "upload" / "intake.json").read_text(encoding="utf-8"))
CASES = [(case["item"], case["code"]) for case in SHARED["cases"]] + [
    ({"texto": "a", one["field"]: one["letter"] * one["count"]}, one["code"]) for one in SHARED["lengths"]
]


@pytest.mark.parametrize(("item", "code"), CASES, ids=range(len(CASES)))
def test_a_shared_case_is_judged_as_the_dashboard_was_told(item: Any, code: str | None) -> None:
    intake = Intake(UUID(int=9), datetime.fromisoformat(SHARED["now"]), b"key", IntakeSettings.max_characters)

    found = read_items([item], intake)

    assert [rejection.code for rejection in found.rejections] == ([code] if code else [])


def test_the_dashboard_knows_the_limits() -> None:
    assert SHARED["limits"] == {
        "items": IntakeSettings.max_comments_per_batch,
        "bytes": IntakeSettings.max_body_bytes,
        "characters": IntakeSettings.max_characters,
        "field": MAX_FIELD,
    }
