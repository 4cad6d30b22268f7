"""Artists and tags that a question names."""

import pytest

from alumusic.domain.comments.tags import CATALOGUE
from alumusic.domain.questions.mentions import artists_named, search_words, tags_named

ARTISTS = ["Luna Vento", "Céu", "Duo Estrela", "Estrela", "Banda 22"]


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("O que falam da LUNA VENTO?", ["Luna Vento"]),
        ("o ceu decepcionou?", ["Céu"]),
        ("E o Duo Estrela?", ["Duo Estrela", "Estrela"]),
        ("Banda 22 ou luna vento", ["Luna Vento", "Banda 22"]),
        ("Luna e Vento", []),
        ("Qual a melhor aluna?", []),
    ],
)
def test_artists_are_found_whatever_their_accents_and_capitals(question: str, named: list[str]) -> None:
    assert artists_named(question, ARTISTS) == named


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Quantas críticas sobre anúncios?", ["plataforma_anuncios"]),
        ("o preço dos ingressos", ["show_preco"]),
        ("está caro? o preço", ["show_preco", "plataforma_preco"]),
        ("como vai o show_som", ["show_som"]),
        ("o SOM do show", ["show_som"]),
        ("filas e segurança", ["plataforma_playlist", "show_organizacao"]),
        ("reclamam do autotune?", ["musica_autotune"]),
        ("camisetas", ["merch_produtos"]),
        ("Quantos comentários chegaram?", []),
        ("Qual o artista mais comentado?", []),
    ],
)
def test_tags_by_code_name_or_explanation(question: str, named: list[str]) -> None:
    assert tags_named(question, CATALOGUE, {"show_preco": 5}) == named


def test_a_whole_kind_of_tags_the_most_frequent_first() -> None:
    found = tags_named("O que falam do aplicativo?", CATALOGUE, {"plataforma_bug": 9, "plataforma_busca": 4})

    assert found[:2] == ["plataforma_bug", "plataforma_busca"]
    assert all(code.startswith("plataforma_") for code in found)


def test_comments_are_searched_by_what_a_question_is_about() -> None:
    assert search_words("Quais as críticas sobre a fila do banheiro no show da semana 2026-W47?") == [
        "banheiro", "fila", "show", "w47",
    ]  # fmt: skip
