"""The model's reply is validated strictly: anything else than the schema is no answer."""

import json
from typing import Any

import pytest

from alumusic.domain.comments.classification import Category, Classification, Sentiment
from alumusic.domain.comments.reply import MAX_CANDIDATES, MAX_EVIDENCE, Judgement, read_item, read_reply
from alumusic.domain.comments.tags import CATALOGUE
from tests.support.comments import AT

GOOD = {
    "id": "1",
    "categoria": "CRÍTICA",
    "sentimento": "NEGATIVO",
    "confianca": 0.8,
    "tags": ["show_som"],
    "evidencia": "som péssimo",
}


def read(*items: Any, ids: str = "12") -> dict[str, Judgement]:
    return read_reply(json.dumps(items), list(ids), CATALOGUE)


def test_a_good_answer_is_read_whole() -> None:
    answers = read(GOOD)

    expected = Judgement(Category.CRITICISM, Sentiment.NEGATIVE, 0.8, ("show_som",), (), "som péssimo")
    assert answers == {"1": expected}


def test_answers_may_come_in_any_order() -> None:
    answers = read({**GOOD, "id": "2"}, GOOD)

    assert set(answers) == {"1", "2"}


def test_an_id_that_was_not_asked_is_dropped() -> None:
    answers = read(GOOD, {**GOOD, "id": "9"})

    assert set(answers) == {"1"}


@pytest.mark.parametrize("times", [2, 3])
def test_an_id_answered_more_than_once_is_not_answered(times: int) -> None:
    answers = read(*[GOOD] * times, {**GOOD, "id": "2"})

    assert set(answers) == {"2"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("categoria", "CRITICA"),
        ("categoria", "elogio"),
        ("categoria", ["ELOGIO"]),
        ("categoria", None),
        ("sentimento", "MISTO"),
        ("sentimento", {}),
        ("confianca", 1.01),
        ("confianca", -0.01),
        ("confianca", True),
        ("confianca", "0.8"),
        ("confianca", None),
        ("confianca", float("nan")),
        ("tags", "show_som"),
        ("tags", [1]),
        ("tags", None),
        ("evidencia", 3),
    ],
)
def test_a_wrong_value_makes_the_whole_answer_void(field: str, value: Any) -> None:
    answers = read({**GOOD, field: value}, {**GOOD, "id": "2"})

    assert set(answers) == {"2"}


@pytest.mark.parametrize("field", ["id", "categoria", "sentimento", "confianca"])
def test_a_missing_field_makes_the_answer_void(field: str) -> None:
    item = {name: value for name, value in GOOD.items() if name != field}

    answers = read(item)

    assert answers == {}


@pytest.mark.parametrize("confidence", [0, 1, 0.0, 1.0, 0.5])
def test_confidence_may_be_any_number_from_0_to_1(confidence: float) -> None:
    answers = read({**GOOD, "confianca": confidence})

    assert answers["1"].confidence == confidence


@pytest.mark.parametrize("text", [None, "", "desculpe, não posso", "{}", '{"1": {}}', "[[", "[" * 100_000, "9" * 5_000])
def test_a_reply_that_is_no_json_list_holds_no_answers(text: str | None) -> None:
    answers = read_reply(text, ["1"], CATALOGUE)

    assert answers == {}


def test_spam_in_a_reply_becomes_neutral_and_loses_its_tags() -> None:
    answers = read({**GOOD, "categoria": "SPAM", "tags": ["show_som", "golpe"]})

    assert answers["1"][1:5] == (Sentiment.NEUTRAL, 0.8, (), ())


def test_invented_codes_become_candidates_in_the_catalogue_s_form() -> None:
    answers = read({**GOOD, "tags": ["show_som", "Turnê Europa", " show_filas ", "show_som", "???", "x" * 61]})

    assert answers["1"].tags == ("show_som",)
    assert answers["1"].candidates == ("turne_europa", "show_filas")


@pytest.mark.parametrize("written", ["Show_Som", "SHOW_SOM", "show som", "música_letra"])
def test_a_catalogue_code_written_another_way_is_that_code(written: str) -> None:
    answers = read({**GOOD, "tags": [written]})

    assert answers["1"].candidates == ()
    assert answers["1"].tags in (("show_som",), ("musica_letra",))


def test_candidates_and_evidence_are_bounded() -> None:
    answers = read({**GOOD, "tags": [f"novo_{n}" for n in range(9)], "evidencia": "á" * 900})

    assert len(answers["1"].candidates) == MAX_CANDIDATES
    assert len(answers["1"].evidence) == MAX_EVIDENCE


def test_tags_and_evidence_may_be_left_out() -> None:
    item = {name: GOOD[name] for name in ("categoria", "sentimento", "confianca")}

    judgement = read_item(item, CATALOGUE)

    assert judgement is not None
    assert (judgement.tags, judgement.evidence) == ((), "")


def test_evidence_cut_through_an_emoji_can_still_be_stored() -> None:
    answers = read({**GOOD, "evidencia": "amei \ud83d"})

    stored = Classification(**answers["1"]._asdict(), classified_at=AT)
    assert stored.evidence.encode().startswith(b"amei")
