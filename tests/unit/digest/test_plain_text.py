"""The plain text of a digest's figures, without a model."""

from datetime import timedelta

from alumusic.domain.comments.classification import Category, Sentiment
from alumusic.domain.digest.plain_text import plain_digest
from tests.support.digest import WEEK, World

NOON = WEEK.start + timedelta(hours=12)
BEFORE = NOON - timedelta(weeks=1)


def test_a_week_in_plain_sentences() -> None:
    world = World()
    world.count(1_000, BEFORE)
    world.count(120, BEFORE, Category.CRITICISM, Sentiment.NEGATIVE, tags=("show_som",))
    world.count(900, NOON, artist="Céu")
    world.count(377, NOON, Category.CRITICISM, Sentiment.NEGATIVE, tags=("show_som",))
    world.count(1, NOON, Category.SPAM, Sentiment.NEUTRAL)

    assert plain_digest(world.figures()) == (
        "A semana 2026-W18 teve 1.278 comentários, 14,1 % a mais que na anterior (1.120). "
        "Foram 900 elogios (70,4 %), 377 críticas (29,5 %) e 1 mensagem de spam (0,1 %). "
        "Subiram Céu, de 0 % para 70,4 % dos comentários e críticas, de 10,7 % para 29,5 % dos comentários. "
        "Caíram elogios, de 89,3 % para 70,4 % dos comentários. "
        "O assunto mais citado foi qualidade do som no show, com 377 comentários. "
        "O artista mais comentado foi Céu, com 900 comentários."
    )


def test_a_week_without_comments_says_so() -> None:
    assert plain_digest(World().figures()) == "Na semana 2026-W18 não chegou nenhum comentário."


def test_a_first_week_and_an_equal_one() -> None:
    first, equal = World(), World()
    first.count(1, NOON)
    equal.count(5, BEFORE)
    equal.count(5, NOON)

    assert plain_digest(first.figures()).startswith(
        "A semana 2026-W18 teve 1 comentário; na anterior não houve nenhum."
    )
    assert plain_digest(equal.figures()).startswith("A semana 2026-W18 teve 5 comentários, tantos quantos na anterior.")
    assert "Nenhum assunto, artista ou categoria mudou" in plain_digest(equal.figures())
