"""Any input becomes a comment that the pipeline accepts, or a rejection."""

import json
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from alumusic.domain.comments.intake import Intake, read_items
from tests.support.comments import AT, CHARACTERS

INTAKE = Intake(UUID(int=99), AT, b"key", max_characters=5_000)
SCALAR = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text("ab \x00\ud83dé\n", max_size=6)
)
JSON = SCALAR | st.lists(SCALAR, max_size=2) | st.dictionaries(st.text(CHARACTERS, max_size=5), SCALAR, max_size=2)
FIELDS = ("id", "texto", "text", "artista", "album", "musica", "canal", "autor", "publicado_em")


@settings(max_examples=200, deadline=None)
@given(st.lists(JSON | st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=3), max_size=4))
def test_any_json_is_a_comment_or_a_rejection_under_its_own_index(items: list[Any]) -> None:
    found = read_items(items, INTAKE)

    accepted = [found.indices[comment.id] for comment in found.comments]
    rejected = [rejection.position for rejection in found.rejections]
    assert sorted(accepted + rejected) == list(range(len(items)))


@settings(max_examples=100, deadline=None)
@given(
    st.fixed_dictionaries(
        {"texto": st.text("a\x00\ud83d\n") | st.text(CHARACTERS)}, optional={"artista": st.text(CHARACTERS)}
    )
)
def test_an_accepted_comment_survives_the_wire(item: dict[str, Any]) -> None:
    found = read_items([item], INTAKE)

    for comment in found.comments:
        sent = comment.model_dump_json(exclude_none=True).encode()
        assert type(comment).model_validate_json(sent) == comment
        assert json.loads(sent)["text"] == item["texto"].strip()
