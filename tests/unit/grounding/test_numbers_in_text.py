"""Reading the numbers of a Portuguese text, and checking them against the figures."""

import pytest

from alumusic.domain.grounding.facts import Facts
from alumusic.domain.grounding.numbers_in_text import ClaimKind, numbers_in

C, P, W, D = ClaimKind.COUNT, ClaimKind.PERCENT, ClaimKind.WEEK, ClaimKind.DATE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.234 comentários", [(C, "1234")]),
        ("1.234.567,8", [(C, "1234567.8")]),
        ("38 %, 38,5 por cento e 38.5%", [(P, "38"), (P, "38.5"), (P, "38.5")]),
        ("caiu -12 %", [(P, "12")]),
        (
            "12 pontos percentuais, 3 p.p. e 2,5 pontos",
            [(ClaimKind.POINTS, "12"), (ClaimKind.POINTS, "3"), (ClaimKind.POINTS, "2.5")],
        ),
        ("dois e três", [(C, "2"), (C, "3")]),
        ("vinte e três", [(C, "23")]),
        ("duzentas e dez", [(C, "210")]),
        ("dois mil trezentos e quarenta e um", [(C, "2341")]),
        ("mil e quinhentos", [(C, "1500")]),
        ("um milhão", [(C, "1000000")]),
        ("3 mil", [(C, "3000")]),
        ("trinta e oito por cento", [(P, "38")]),
        ("um comentário de uma fã", []),
        ("um por cento", [(P, "1")]),
        ("na semana 2026-W47", [(W, "2026-W47")]),
        ("semanas 46, 47 e 48", [(W, "46"), (W, "47"), (W, "48")]),
        ("a semana 3 % maior", [(P, "3")]),
        ("de 16 a 22 de novembro", [(D, "11-16"), (D, "11-22")]),
        (
            "1º de maio de 2026, 2/5, 03/05/2026 e 2026-05-04",
            [(D, "2026-05-01"), (D, "05-02"), (D, "2026-05-03"), (D, "2026-05-04")],
        ),
        ("em 2026", [(ClaimKind.YEAR, "2026")]),
        ("em 2026 comentários", [(C, "2026")]),
        ("metade", [(ClaimKind.VAGUE, "metade")]),
        ("o dobro", [(ClaimKind.VAGUE, "dobro")]),
        ("três em cada dez", [(ClaimKind.VAGUE, "tres em cada dez")]),
        ("milhares de fãs", [(ClaimKind.VAGUE, "milhares")]),
        ("３８ %", [(P, "38")]),
    ],
)
def test_numbers_are_read_as_a_reader_would(text: str, expected: list[tuple[ClaimKind, str]]) -> None:
    assert [(claim.kind, claim.text) for claim in numbers_in(text)] == expected


FACTS = Facts(
    {
        "semana": "2026-W47",
        "comentarios": 1234,
        "criticas": {"comentarios": 475, "parcela": "38,46 %"},
        "elogios": {"comentarios": 700, "parcela": "56,7 %"},
        "dias": ["2026-11-16"],
        "artista": "Banda 22",
    },
    ["Banda 22", "Céu"],
)


@pytest.mark.parametrize(
    "text",
    [
        "A semana 2026-W47 teve 1.234 comentários.",
        "Na semana 47, 38 % foram críticas; ou 38,5 %, ou 38,46 %.",
        "Começou em 16 de novembro de 2026.",
        "A Banda 22 agradou.",
        "Vieram 475 críticas e 700 elogios; 57 % são elogios, 38 % de críticas.",
        "O número 475 aparece.",
        "mil duzentos e trinta e quatro comentários",
    ],
)
def test_a_number_among_the_figures_is_accepted(text: str) -> None:
    assert FACTS.unfounded(text) == []


@pytest.mark.parametrize(
    ("text", "unfounded"),
    [
        ("Foram 1.235 comentários.", ["1235"]),
        ("39 % de críticas", ["39"]),
        ("38,4 % de críticas", ["38.4"]),
        ("1.234 % de críticas", ["1234"]),
        ("38 críticas", ["38"]),
        ("700 críticas", ["700"]),
        ("56,7 % foram críticas", ["56.7"]),
        ("475 dúvidas", ["475"]),
        ("na semana 46", ["46"]),
        ("na semana 2025-W47", ["2025-W47"]),
        ("em 17 de novembro", ["11-17"]),
        ("em 2025", ["2025"]),
        ("22 comentários", ["22"]),
        ("quase metade", ["metade"]),
        ("dois assuntos", ["2"]),
    ],
)
def test_a_number_that_is_not_among_the_figures_is_found(text: str, unfounded: list[str]) -> None:
    assert FACTS.unfounded(text) == unfounded


def test_a_text_names_weeks_by_number_or_in_full() -> None:
    facts = Facts(["2026-W46", "2026-W47", "2026-W05"])

    assert facts.weeks_named("na semana 46 e na 2026-W05, não na 48") == {"2026-W46", "2026-W05"}
