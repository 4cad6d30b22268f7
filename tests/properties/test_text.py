"""No Unicode text breaks a reader of texts."""

from hypothesis import given, settings
from hypothesis import strategies as st

from alumusic.adapters.firestore.counting.week_document import week_from_document, week_to_document
from alumusic.domain.comments.reply import read_reply
from alumusic.domain.comments.tags import CATALOGUE
from alumusic.domain.counting.cells import cells_of
from alumusic.domain.counting.week import Week, by_week
from alumusic.domain.text.folding import folded
from tests.support.comments import classification, comment


@settings(max_examples=1_000, deadline=None)
@given(st.text(max_size=6))
def test_any_text_folds_the_same_the_second_time(text: str) -> None:
    once = folded(text)

    assert folded(once) == once


@settings(max_examples=300, deadline=None)
@given(st.text())
def test_any_answer_of_the_model_is_read_without_raising(text: str) -> None:
    assert read_reply(text, ["1"], CATALOGUE) == {}


@settings(max_examples=300, deadline=None)
@given(st.text(min_size=1, max_size=6), st.text(max_size=6))
def test_any_name_is_counted_in_its_week(artist: str, album: str) -> None:
    ((number, rows),) = by_week(cells_of(comment(artist=artist, album=album), classification())).items()
    week = Week(number)

    week.add(rows)

    assert week_from_document(number, week_to_document(week)).volume.sum() == 1
