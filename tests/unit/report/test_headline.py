"""The sentence on top of the report: a change that is no chance, or plain figures."""

from datetime import timedelta

import pytest

from alumusic.domain.comments.classification import Category
from alumusic.domain.counting.cells import Cells, add, cells_of
from alumusic.domain.counting.week import Week, by_week
from alumusic.domain.report.builder import build_snapshot, weeks_needed
from alumusic.domain.report.snapshot import Headline
from tests.support.comments import AT, classification, comment


def heard(count: int, tag: str = "show_som", hours_ago: int = 1, category: Category = Category.CRITICISM) -> Cells:
    at = AT - timedelta(hours=hours_ago)
    return add([cells_of(comment(published_at=at), classification(category, tags=(tag,)))] * count)


def headline(*heard_of: Cells) -> Headline:
    rows = by_week(add(heard_of))
    weeks = [Week(number) for number in weeks_needed(AT)]
    for week in weeks:
        week.add(rows.get(week.number, []))
    return build_snapshot(AT, weeks).manchete


def test_before_the_first_comment_it_says_so() -> None:
    found = headline()

    assert found.texto == "Ainda não há comentários por aqui"


def test_when_nothing_stands_out_it_gives_the_week_s_share_of_praise() -> None:
    found = headline(heard(1, category=Category.PRAISE), heard(2, category=Category.QUESTION))

    assert found.texto == "Elogios são 33 % dos comentários da semana"
    assert found.detalhe == "3 comentários nos últimos 7 dias."


def test_a_clear_rise_is_told_with_its_subject_and_size() -> None:
    found = headline(heard(60), heard(20, hours_ago=50))

    assert found.texto == "Críticas sobre qualidade do som no show subiram 200 % nas últimas 48 h"


def test_a_clear_fall_is_told_too() -> None:
    found = headline(heard(10), heard(40, hours_ago=50))

    assert found.texto == "Críticas sobre qualidade do som no show caíram 75 % nas últimas 48 h"


def test_a_new_subject_is_told_in_numbers_because_nothing_can_be_compared() -> None:
    found = headline(heard(25))

    assert found.texto == "Críticas sobre qualidade do som no show — 25 nas últimas 48 h, nenhuma nas 48 h anteriores"


def test_praise_that_rises_is_a_mention_not_a_criticism() -> None:
    found = headline(
        heard(60, "musica_letra", category=Category.PRAISE),
        heard(20, "musica_letra", hours_ago=50, category=Category.PRAISE),
    )

    assert found.texto == "Comentários sobre letra da música subiram 200 % nas últimas 48 h"


@pytest.mark.parametrize(("now", "before"), [(9, 0), (8, 1), (8, 2), (30, 20), (20, 30)])
def test_few_comments_or_chance_make_no_headline(now: int, before: int) -> None:
    found = headline(heard(now), heard(before, hours_ago=50) if before else {})

    assert found.texto == "Elogios são 0 % dos comentários da semana"


def test_the_clearest_change_goes_first() -> None:
    found = headline(
        heard(40), heard(20, hours_ago=50), heard(90, "plataforma_bug"), heard(20, "plataforma_bug", hours_ago=50)
    )

    assert found.texto.startswith("Críticas sobre falhas e travamentos do aplicativo")


@pytest.mark.parametrize(("count", "spoken"), [(1, "1 comentário nos"), (1_234, "1.234 comentários nos")])
def test_figures_are_written_as_in_brazil(count: int, spoken: str) -> None:
    found = headline(heard(count))

    assert found.detalhe.startswith(spoken)
