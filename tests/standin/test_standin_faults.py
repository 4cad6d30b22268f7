"""The stand-in's faults."""

import json
from random import Random
from typing import Any

import pytest

from local.standin.faults import FOREIGN_ID, WRONG_LABEL, Faults, raise_if_refused, spoil, written
from local.standin.wire import Refused

ANSWERS = [{"id": str(n), "categoria": "ELOGIO"} for n in range(1, 6)]


def spoiled(fault: str) -> list[dict[str, Any]]:
    return spoil(ANSWERS, [fault], Random(1))


def test_only_what_is_named_changes() -> None:
    assert Faults(latency_ms=5).changed({"rate_429": 0.5}) == Faults(latency_ms=5, rate_429=0.5)


@pytest.mark.parametrize(
    "wanted",
    [
        [],
        {"rate_418": 1},
        {"rate_429": 1.1},
        {"rate_429": -0.1},
        {"rate_429": "1"},
        {"rate_429": True},
        {"latency_ms": float("nan")},
        {"poison": 3},
        {"poison_kind": "?"},
    ],
)
def test_an_invalid_fault_is_refused(wanted: Any) -> None:
    with pytest.raises(Refused, match="latency_ms"):
        Faults().changed(wanted)


def test_without_rates_nothing_goes_wrong() -> None:
    assert Faults(latency_ms=9, hang_ms=9).draw(Random(1), ["amei"]) == []


def test_rates_are_met_in_the_long_run_and_repeat_with_the_seed() -> None:
    faults, chance = Faults(rate_429=0.3, double_rate=0.1), Random(7)

    drawn = [name for _ in range(2000) for name in faults.draw(chance, [])]

    assert 540 < drawn.count("429") < 660
    assert 150 < drawn.count("double") < 250
    assert drawn[:20] == [name for again in [Random(7)] for _ in range(2000) for name in faults.draw(again, [])][:20]


def test_poison_always_works_and_only_where_it_is() -> None:
    faults = Faults(poison="veneno", poison_kind="500")

    assert faults.draw(Random(1), ["bom", "tem veneno aqui"]) == ["500"]
    assert faults.draw(Random(1), ["bom"]) == []
    assert Faults(poison="veneno", poison_kind="invalid").draw(Random(1), ["veneno"]) == ["bad_json"]


def test_refusals_come_in_googles_shape() -> None:
    with pytest.raises(Refused) as quota:
        raise_if_refused(["429"])
    with pytest.raises(Refused) as broken:
        raise_if_refused(["500"])

    assert quota.value.body()["error"]["status"] == "RESOURCE_EXHAUSTED"
    assert quota.value.body()["error"]["details"][0]["retryDelay"] == "1s"
    assert (broken.value.code, broken.value.status) == (500, "INTERNAL")


@pytest.mark.parametrize(
    ("fault", "status", "reasons"),
    [
        ("key", "INVALID_ARGUMENT", ["API_KEY_INVALID"]),
        ("expired", "INVALID_ARGUMENT", ["API_KEY_INVALID"]),
        ("location", "FAILED_PRECONDITION", []),
        ("schema", "INVALID_ARGUMENT", []),
        ("content", "INVALID_ARGUMENT", []),
    ],
)
def test_a_refusal_with_400_has_googles_status_and_reason(fault: str, status: str, reasons: list[str]) -> None:
    with pytest.raises(Refused) as refused:
        raise_if_refused([fault])

    error = refused.value.body()["error"]
    assert (error["code"], error["status"]) == (400, status)
    assert [one["reason"] for one in error.get("details", [])] == reasons
    assert Faults().changed({f"{fault}_rate": 1}).draw(Random(1), ["amei"]) == [fault]
    assert Faults().changed({"poison": "amei", "poison_kind": fault}).draw(Random(1), ["amei"]) == [fault]


def test_one_item_is_missing() -> None:
    assert len(spoiled("missing")) == 4


def test_one_item_has_an_id_that_was_not_asked() -> None:
    assert [answer["id"] for answer in spoiled("foreign_id")].count(FOREIGN_ID) == 1


def test_one_item_is_there_twice() -> None:
    ids = [answer["id"] for answer in spoiled("double")]

    assert len(ids) == 6
    assert len(set(ids)) == 5


def test_one_item_has_a_label_that_does_not_exist() -> None:
    assert [answer["categoria"] for answer in spoiled("wrong_enum")].count(WRONG_LABEL) == 1


def test_the_answers_given_in_are_not_touched() -> None:
    before = json.dumps(ANSWERS)

    spoil(ANSWERS, ["wrong_enum", "foreign_id", "double", "missing"], Random(1))

    assert json.dumps(ANSWERS) == before


@pytest.mark.parametrize(("fault", "finish"), [("bad_json", "STOP"), ("truncate", "MAX_TOKENS")])
def test_text_faults_leave_no_json(fault: str, finish: str) -> None:
    text, reason = written(ANSWERS, [fault])

    assert reason == finish
    with pytest.raises(ValueError, match=r"Expecting|Unterminated"):
        json.loads(text)
