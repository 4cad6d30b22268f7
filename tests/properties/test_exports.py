"""A CSV export reads back as the exported values."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.export_files import read_csv, row


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda text: text[0] not in "=+-@\t\r\x00"))
def test_any_text_comes_back_from_a_csv_as_it_was(text: str) -> None:
    (found,) = read_csv([[row(text=text)]])

    assert found["texto"] == text
