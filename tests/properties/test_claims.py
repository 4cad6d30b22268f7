"""Numbers are read from any text, and those that the product writes are read back unchanged."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from alumusic.domain.grounding.numbers_in_text import ClaimKind, numbers_in
from alumusic.domain.text.numbers import count
from tests.support.comments import CHARACTERS


@given(st.integers(0, 10**9))
@settings(max_examples=200)
def test_a_count_as_we_write_it_is_read_back(number: int) -> None:
    assert [(claim.kind, claim.value) for claim in numbers_in(f"{count(number)} comentários")] == [
        (ClaimKind.COUNT, Decimal(number))
    ]


@given(st.text(CHARACTERS + "0123456789%-/ ", max_size=60))
@settings(max_examples=300)
def test_any_text_can_be_read(text: str) -> None:
    for claim in numbers_in(text):
        assert claim.text
