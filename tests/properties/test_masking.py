"""Masking removes personal data, leaves ordinary text, and is idempotent."""

import re
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from alumusic.domain.text.masking import mask

DIGITS = st.text("0123456789", min_size=4, max_size=4)
NAMES = st.text("abcxyzçã_0189", min_size=2, max_size=8).filter(lambda name: name.strip("_"))
EMAILS = st.builds("{}.{}@{}.com.br".format, NAMES, NAMES, st.sampled_from(["gmail", "alu-music", "UOL"]))
CPFS = st.builds("{}{}".format, st.sampled_from(["123.456.789", "123456789"]), st.sampled_from(["-09", "09"]))
PHONES = st.builds(
    "{}{}{}{}{}".format,
    st.sampled_from(["", "+55 ", "55", "+55"]),
    st.sampled_from(["(11) ", "11 ", "(21)", "85", "31-"]),
    st.sampled_from(["9", "9 ", ""]),
    DIGITS.map(lambda digits: "8" + digits[1:]),
    st.builds("{}{}".format, st.sampled_from(["-", " ", "", "."]), DIGITS),
)
HANDLES = st.builds("@{}".format, NAMES)
LINKS = st.builds("{}{}".format, st.sampled_from(["https://x.com/", "http://", "www.", "HTTPS://", "Www."]), NAMES)
SECRETS = st.one_of(EMAILS, CPFS, PHONES, HANDLES, LINKS)
ORDINARY = [
    "10/10", "3x0", "2024", "R$ 120,50", "R$ 1.200,00", "20h30", "às 21:00", "3:45", "100%", "1 milhão", "1.500.000",
    "faixa 7", "1989 (ao vivo)", "01/02/2024", "nota 9.5", "2x", "4k", "24/7", "e-mail", "arroba", "50 mil",
    "1ª fila", "320 kbps", "anos 90", "12 de maio de 2026", "6x de R$ 89,90",
]  # fmt: skip
GLUE = st.sampled_from([" ", ", ", " e ", ": ", " (", "\n", "! "])


def text_of(pieces: Sequence[str], glue: str) -> str:
    return f"amei{glue}{glue.join(pieces)}{glue}demais"


@settings(max_examples=40, deadline=None)
@given(st.lists(SECRETS, min_size=1, max_size=3), GLUE)
def test_no_personal_data_is_left(secrets: list[str], glue: str) -> None:
    masked = mask(text_of(secrets, glue))

    assert not [secret for secret in secrets if secret in masked]
    assert not re.search(r"@|https?:|www\.|\d{4}", masked, re.IGNORECASE)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(ORDINARY), min_size=1, max_size=4), GLUE)
def test_ordinary_text_is_left_alone(pieces: list[str], glue: str) -> None:
    text = text_of(pieces, glue)

    masked = mask(text)

    assert masked == text


@settings(max_examples=30, deadline=None)
@given(st.lists(SECRETS | st.sampled_from(ORDINARY), max_size=3), GLUE)
def test_masking_twice_is_masking_once(pieces: list[str], glue: str) -> None:
    once = mask(text_of(pieces, glue))

    assert mask(once) == once
