"""The report's headline: a significant change, or plain figures."""

from datetime import timedelta

import pytest

from alumusic.domain.comments.classification import Category
from alumusic.domain.comments.tags import CATALOGUE
from alumusic.domain.counting.cells import Cells, add, cells_of
from alumusic.domain.counting.week import Week, by_week
from alumusic.domain.report.builder import build_snapshot, weeks_needed
from alumusic.domain.report.snapshot import Headline
from tests.support.comments import AT, classification, comment


def heard(count: int, tag: str = "show_som", hours_ago: int = 1, category: Category = Category.CRITICISM) -> Cells:
    at = AT - timedelta(hours=hours_ago)
    return times(count, cells_of(comment(published_at=at), classification(category, tags=(tag,))))


def others(count: int, hours_ago: int = 1) -> Cells:
    """Comments without tags."""
    at = AT - timedelta(hours=hours_ago)
    return times(count, cells_of(comment(published_at=at), classification(Category.SUGGESTION)))


def times(count: int, cells: Cells) -> Cells:
    return {name: count * number for name, number in cells.items()}


def headline(*heard_of: Cells) -> Headline:
    rows = by_week(add(heard_of))
    weeks = [Week(number) for number in weeks_needed(AT)]
    for week in weeks:
        week.add(rows.get(week.number, []))
    return build_snapshot(AT, weeks).headline


def test_before_the_first_comment_it_says_so() -> None:
    found = headline()

    assert found.text == "Ainda não há comentários por aqui"


def test_when_nothing_stands_out_it_gives_the_week_s_share_of_praise() -> None:
    found = headline(heard(1, category=Category.PRAISE), heard(2, category=Category.QUESTION))

    assert found.text == "Elogios são 33 % dos comentários da semana"
    assert found.detail == "3 comentários nos últimos 7 dias."


def test_a_clear_rise_is_told_with_its_subject_and_both_shares() -> None:
    found = headline(heard(60), others(140), heard(20, hours_ago=50), others(180, hours_ago=50))

    assert found.text == (
        "Críticas sobre qualidade do som no show subiram de 10 % para 30 % dos comentários nas últimas 48 h"
    )


def test_a_clear_fall_is_told_too() -> None:
    found = headline(heard(10), others(190), heard(45, hours_ago=50), others(155, hours_ago=50))

    assert found.text == (
        "Críticas sobre qualidade do som no show caíram de 22,5 % para 5 % dos comentários nas últimas 48 h"
    )


def test_a_new_subject_rises_from_nothing() -> None:
    found = headline(heard(25), others(75), others(100, hours_ago=50))

    assert found.text == (
        "Críticas sobre qualidade do som no show subiram de 0 % para 25 % dos comentários nas últimas 48 h"
    )


def test_a_subject_that_nobody_names_any_more_is_tested_too() -> None:
    found = headline(others(100), heard(25, hours_ago=50), others(75, hours_ago=50))

    assert found.text.startswith("Críticas sobre qualidade do som no show caíram de 25 % para 0 %")


def test_praise_that_rises_is_a_mention_not_a_criticism() -> None:
    found = headline(
        heard(60, "musica_letra", category=Category.PRAISE),
        others(140),
        heard(20, "musica_letra", hours_ago=50, category=Category.PRAISE),
        others(180, hours_ago=50),
    )

    assert found.text == "Comentários sobre letra da música subiram de 10 % para 30 % do total nas últimas 48 h"


def test_twice_as_many_comments_in_all_are_no_change_of_any_share() -> None:
    found = headline(heard(200), others(200), heard(100, hours_ago=50), others(100, hours_ago=50))

    assert found.text == "Elogios são 0 % dos comentários da semana"


@pytest.mark.parametrize(("now", "before"), [(9, 0), (8, 1), (30, 20), (20, 30)])
def test_few_comments_or_chance_make_no_headline(now: int, before: int) -> None:
    found = headline(heard(now), others(100 - now), heard(before, hours_ago=50), others(100 - before, hours_ago=50))

    assert found.text == "Elogios são 0 % dos comentários da semana"


def test_nothing_is_compared_with_two_days_without_comments() -> None:
    found = headline(heard(60), others(40))

    assert found.text == "Elogios são 0 % dos comentários da semana"


def test_a_change_that_is_news_alone_may_be_chance_among_many() -> None:
    before, now = [heard(16, hours_ago=50), others(984, hours_ago=50)], [heard(30), others(970)]
    unchanged = [heard(20, tag, hours_ago=hours) for tag in list(CATALOGUE)[:10] for hours in (1, 50)]

    alone, among_many = headline(*before, *now), headline(*before, *now, *unchanged)

    assert alone.text.startswith("Críticas sobre qualidade do som no show subiram de 1,6 % para 3 %")
    assert among_many.text == "Elogios são 0 % dos comentários da semana"


def test_a_difference_that_the_sentence_cannot_show_is_no_news() -> None:
    many = 100_000_000

    found = headline(heard(140_000), others(many), heard(138_000, hours_ago=50), others(many, hours_ago=50))

    assert found.text == "Elogios são 0 % dos comentários da semana"


def test_the_clearest_change_goes_first() -> None:
    found = headline(
        heard(40),
        heard(90, "plataforma_bug"),
        others(270),
        heard(20, hours_ago=50),
        heard(20, "plataforma_bug", hours_ago=50),
        others(360, hours_ago=50),
    )

    assert found.text.startswith("Críticas sobre falhas e travamentos do aplicativo")


@pytest.mark.parametrize(("count", "spoken"), [(1, "1 comentário nos"), (1_234, "1.234 comentários nos")])
def test_figures_are_written_as_in_brazil(count: int, spoken: str) -> None:
    found = headline(heard(count))

    assert found.detail.startswith(spoken)
