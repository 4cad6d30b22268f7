"""Counts, shares and nouns in Brazilian Portuguese."""

import pytest

from alumusic.domain.comments.classification import Category
from alumusic.domain.text.numbers import difference, percent
from alumusic.domain.text.words import CATEGORY_NAMES, comments, of_category, subject


@pytest.mark.parametrize(
    ("number", "written"), [(0, "0 comentários"), (1, "1 comentário"), (1_234, "1.234 comentários")]
)
def test_a_count_agrees_with_its_noun(number: int, written: str) -> None:
    assert comments(number) == written


@pytest.mark.parametrize(
    ("share", "digits", "written"), [(0.385, 1, "38,5 %"), (0.38, 1, "38 %"), (0.385, 0, "38 %"), (1.0, 0, "100 %")]
)
def test_a_share_has_at_most_the_digits_asked_for(share: float, digits: int, written: str) -> None:
    assert percent(share, digits) == written


def test_a_difference_says_its_direction_in_words() -> None:
    assert [difference(0.125), difference(-0.125)] == ["12,5 % a mais", "12,5 % a menos"]


def test_every_category_has_a_name_and_spam_is_counted_in_messages() -> None:
    assert set(CATEGORY_NAMES) == set(Category)
    assert of_category(2, Category.SPAM) == "2 mensagens de spam"


def test_a_subject_is_the_short_explanation_of_its_tag() -> None:
    assert subject("Qualidade do som no show: volume, eco") == "qualidade do som no show"
