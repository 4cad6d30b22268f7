"""No reply of the model yields a label outside the vocabulary."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from alumusic.domain.comments.classification import Category
from alumusic.domain.comments.reply import read_reply
from alumusic.domain.comments.tags import CATALOGUE
from tests.support.comments import CHARACTERS

SCALAR = st.none() | st.booleans() | st.integers() | st.floats() | st.text("ab \x00\ud83dé", max_size=6)
VALUES = SCALAR | st.lists(SCALAR, max_size=3) | st.dictionaries(st.text(CHARACTERS, max_size=3), SCALAR, max_size=2)
FIELDS = {
    "id": st.sampled_from(["1", "2", "3", "9"]) | VALUES,
    "categoria": st.sampled_from(["ELOGIO", "CRÍTICA", "SPAM", "elogio", "CRITICA"]) | VALUES,
    "sentimento": st.sampled_from(["POSITIVO", "NEUTRO", "positivo"]) | VALUES,
    "confianca": st.floats(0, 1) | VALUES,
    "tags": st.lists(st.sampled_from(["show_som", "Show_Som", "show som", "turnê_europa", ""]) | SCALAR) | VALUES,
    "evidencia": st.text(CHARACTERS) | VALUES,
}
REPLIES = st.lists(st.fixed_dictionaries({}, optional=FIELDS) | VALUES, max_size=4) | VALUES


@settings(max_examples=70, deadline=None)
@given(REPLIES)
def test_no_reply_of_the_model_makes_up_a_label(reply: Any) -> None:
    answers = read_reply(json.dumps(reply), ["1", "2", "3"], CATALOGUE)

    said = [item for item in reply if isinstance(item, dict)] if isinstance(reply, list) else []
    for key, judgement in answers.items():
        (item,) = [item for item in said if item.get("id") == key]
        assert judgement.category == item["categoria"]
        assert judgement.sentiment == item["sentimento"] or judgement.category is Category.SPAM
        assert judgement.confidence == item["confianca"]
        assert set(judgement.tags) <= {tag.strip() for tag in item.get("tags", [])} & set(CATALOGUE)
    assert set(answers) <= {"1", "2", "3"}


@settings(max_examples=25, deadline=None)
@given(st.text(CHARACTERS))
def test_any_text_is_read_without_raising(text: str) -> None:
    answers = read_reply(text, ["1"], CATALOGUE)

    assert answers == {}
