"""Numbers in Brazilian Portuguese, as digits and as words."""

_SMALL = (
    "zero", "um", "dois", "tres", "quatro", "cinco", "seis", "sete", "oito", "nove", "dez", "onze", "doze", "treze",
    "quatorze", "quinze", "dezesseis", "dezessete", "dezoito", "dezenove",
)  # fmt: skip
_TENS = ("vinte", "trinta", "quarenta", "cinquenta", "sessenta", "setenta", "oitenta", "noventa")
_HUNDREDS = (
    "cento", "duzentos", "trezentos", "quatrocentos", "quinhentos", "seiscentos", "setecentos", "oitocentos",
    "novecentos",
)  # fmt: skip
NUMBER_WORDS = {
    **{word: n for n, word in enumerate(_SMALL)},
    "uma": 1, "duas": 2, "catorze": 14, "cem": 100,
    **{word: 10 * n for n, word in enumerate(_TENS, 2)},
    **{word: 100 * n for n, word in enumerate(_HUNDREDS, 1)},
    **{word.replace("os", "as"): 100 * n for n, word in enumerate(_HUNDREDS, 1) if n > 1},
}  # fmt: skip
"""Keys are folded (lower case, without accents) for comparison, as in `SCALES`."""
SCALES = {"mil": 1_000, "milhao": 1_000_000, "milhoes": 1_000_000, "bilhao": 10**9, "bilhoes": 10**9}


def count(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def percent(share: float, digits: int = 1) -> str:
    """Omits a final zero: 38,5 %, but 38 %."""
    return f"{100 * share:.{digits}f}".removesuffix(".0").replace(".", ",") + " %"


def difference(change: float, digits: int = 1) -> str:
    return f"{percent(abs(change), digits)} a {'mais' if change > 0 else 'menos'}"
