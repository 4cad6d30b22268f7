"""Artists and tags named in a question, ignoring case and accents, and the words to search comments for."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from alumusic.domain.text.folding import STOP_WORDS, words

MOST_ARTISTS, MOST_TAGS = 3, 4
_SCOPES = {"album", "clipe", "show", "plataforma", "merch"}
_SAME = {"app": "plataforma", "aplicativo": "plataforma", "disco": "album", "turne": "show"}
# Words common in explanations or questions: they do not name a tag.
_COMMON = {"artista", "falta", "modo", "musica", "oficial", "outro", "publico", "qualidade", "uso"}
# Words typical of questions: as search words they would match every comment or none.
_ASKING = re.compile(
    r"(?:assunt|aument|cai[ru]|categori|cheg|coment|compar|critic|cresc|dados|diminu|diss|diz|duvid|elogi|fal[ao]|fiz"
    r"|fora[ms]|houve|maior|melhor|menor|menos|motiv|mud[ao]|negativ|neutr|numer|opini|ouvint|parcel|passad|percent"
    r"|pess?oas|pior|porcent|positiv|principa|qua[ilnr]|receb|reclam|resum|semana|sentiment|sobre|spam|sub[ei]|suger"
    r"|sugest|tema|tendenc|teve|tiver|tod[ao]|tota|ultim|voce|ness|nest|dest|artista|tags?$|onde|quando|porque|como)"
)


def artists_named(question: str, names: Iterable[str]) -> list[str]:
    """Longest names first: "Duo Estrela" before "Estrela"."""
    asked = _line(words(question))
    found = [name for name in names if (parts := words(name)) and _line(parts) in asked]
    return sorted(found, key=lambda name: (-len(name), name))[:MOST_ARTISTS]


def tags_named(question: str, explained: Mapping[str, str], frequent: Mapping[str, int]) -> list[str]:
    """Codes of the tags that the question names, best match first, at most `MOST_TAGS`.

    A tag scores by its code, by distinctive words of its name and, at half weight, of the explanation after the colon.
    Tags with more than half of the best score are returned. If no tag scores, a word such as "show", "álbum" or
    "aplicativo" selects every tag of its group. Ties are ordered by `frequent`, the number of comments per code.
    """
    question_words = set(words(question))
    asked = {_stem(_SAME.get(word, word)) for word in question_words}
    hits = {code: _hits(code, text, asked) + 9 * (code in question_words) for code, text in explained.items()}
    scopes = {code: int(code.split("_")[0] in asked & _SCOPES) for code in explained}
    if not any(hits.values()):
        hits = scopes
    most = max(hits.values(), default=0)
    named = [code for code, hit in hits.items() if hit > most / 2]
    return sorted(named, key=lambda code: (-hits[code] - scopes[code], -frequent.get(code, 0), code))[:MOST_TAGS]


def search_words(question: str) -> list[str]:
    """Distinct words that comments may share with a question, longest first."""
    found = {word for word in words(question) if len(word) > 2 and not word.isdigit() and not _ASKING.match(word)}
    return sorted(found - STOP_WORDS, key=lambda word: (-len(word), word))


def _hits(code: str, explanation: str, asked: set[str]) -> int:
    name, _, more = explanation.partition(":")
    return 2 * len(asked & _telling(*code.split("_"), *words(name))) + len(asked & _telling(*words(more)))


def _telling(*terms: str) -> set[str]:
    return {_stem(word) for word in terms if len(word) > 2} - _untelling()


@cache
def _untelling() -> frozenset[str]:
    return frozenset(_stem(word) for word in (*_SCOPES, *_COMMON, *STOP_WORDS))


def _stem(word: str) -> str:
    """Reduces plurals only: anúncios and anúncio, ingressos and ingresso, canções and canção."""
    for plural, singular in (("oes", "ao"), ("ais", "al"), ("ens", "em"), ("s", "")):
        if word.endswith(plural) and len(word) > len(plural) + 2:
            return word.removesuffix(plural) + singular
    return word


def _line(found: list[str]) -> str:
    return f" {' '.join(found)} "
