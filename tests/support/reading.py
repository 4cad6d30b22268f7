"""Random comments and filters, and the expected result from a scan of every comment."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from random import Random
from typing import Any
from uuid import UUID

from alumusic.adapters.firestore.comments.document import to_document, with_classification, with_failure
from alumusic.domain.comments.classification import Category, Classification, Failure, Sentiment
from alumusic.domain.comments.comment import Comment
from alumusic.domain.reading.filter import CommentFilter, Order

Documents = Mapping[str, Mapping[str, Any]]

AT = datetime(2026, 5, 6, 15, 30, tzinfo=UTC)
WORDS = [
    "show",
    "Show!",
    "música",
    "musica\u0301",
    "o",
    "que",
    "é",
    "São",
    "sao",
    "batida",
    "refrão",
    "𝓼𝓱𝓸𝔀",
    "💚",
    "não",
]
ARTISTS = ["Anitta", "ANITTA", "Luísa Sonza", "Luisa  Sonza", None]
ALBUMS = ["Versions", "Refrão", None]
TAGS = ["show_som", "musica_letra", "show_preco"]
CANDIDATES = ["show_luz", "fila_banheiro"]
MODELS = ["m1", "m2"]
CONFIDENCES = [0.1, 0.25, 0.5, 0.5, 0.9, 1.0]
LOTS = ["lote-1", "lote-2", "lote-3"]


def library(chance: Random, size: int) -> dict[str, dict[str, Any]]:
    """Random documents by id. Few distinct times and confidences make ties common; some failed, one is erased."""
    documents = {
        str(UUID(int=chance.getrandbits(128), version=4)): dict(chance.choice(_documents())) for _ in range(size)
    }
    erased = {"batch_id": "lote-1", "status": "APAGADO", "revision": 2, "erased_at": AT}
    return documents | {str(UUID(int=chance.getrandbits(128), version=4)): erased}


@cache
def _documents() -> list[dict[str, Any]]:
    """A pool for `library`, because making new documents costs more than searching them."""
    chance = Random(0)
    return [_document(chance) for _ in range(1_000)]


def _document(chance: Random) -> dict[str, Any]:
    comment = Comment(
        id="x" * 36,
        text=" ".join(chance.choices(WORDS, k=chance.randint(1, 8))),
        published_at=AT,
        received_at=AT - timedelta(hours=6 * chance.randrange(12), microseconds=chance.randrange(2)),
        artist=chance.choice(ARTISTS),
        album=chance.choice(ALBUMS),
        song=chance.choice(["Batida do Show", None]),
    )
    document = to_document(comment, chance.choice(LOTS))
    document["reviewed"] = chance.random() < 0.3
    if chance.random() < 0.15:
        return with_failure(document, Failure(code="bloqueado", reason="recusado", failed_at=AT))
    return with_classification(
        document,
        Classification(
            category=chance.choice(list(Category)),
            sentiment=chance.choice(list(Sentiment)),
            confidence=chance.choice(CONFIDENCES),
            tags=tuple(chance.sample(TAGS, chance.randint(0, 2))),
            candidates=tuple(chance.sample(CANDIDATES, chance.randint(0, 1))),
            model=chance.choice(MODELS),
            prompt_version=chance.choice(["v1", "v2"]),
            classified_at=AT,
        ),
    )


def asked(chance: Random) -> dict[str, Any]:
    """Parameters of a random filter; sometimes about half of all parameters."""
    several: dict[str, Sequence[Any]] = {
        "categoria": list(Category),
        "sentimento": list(Sentiment),
        "status": ["CONCLUIDO", "FALHOU", "PENDENTE"],
        "tag": [*TAGS, "ausente"],
        "candidata": CANDIDATES,
        "artista": ["anitta", "LUISA SONZA", "ninguém"],
        "album": ["refrao", "Versions"],
        "modelo": [*MODELS, "m3"],
        "versao_prompt": ["v1", "v2"],
        "lote": LOTS,
    }
    alone = {
        "busca": _search(chance),
        "revisado": chance.random() < 0.5,
        "confianca_min": chance.choice(CONFIDENCES),
        "confianca_max": chance.choice(CONFIDENCES),
        "de": AT - timedelta(hours=6 * chance.randrange(12)),
        "ate": AT - timedelta(hours=6 * chance.randrange(12)),
    }
    share = chance.choice([0.08, 0.15, 0.5])
    given: dict[str, Any] = {name: value for name, value in alone.items() if chance.random() < share}
    for name, values in several.items():
        if chance.random() < share:
            given[name] = chance.sample(values, chance.randint(1, len(values)))
    return given


def _search(chance: Random) -> str:
    parts = [" ".join(chance.choices(WORDS, k=chance.randint(1, 2))) for _ in range(chance.randint(1, 2))]
    return " ".join(f'"{part}"' if chance.random() < 0.4 else part for part in parts)


def expected(documents: Documents, query: CommentFilter, order: Order) -> list[str]:
    """Ids of the matching comments, in the requested order."""
    found = [key for key, document in documents.items() if document["status"] != "APAGADO" and _fits(document, query)]
    names = ["received_at", "confidence"]
    ranged = [query.since is not None or query.until is not None, _has_confidence_range(query)]
    if order is not Order.NEWEST:
        names, ranged = names[::-1], ranged[::-1]
    used = names if ranged[1] else names[:1]

    def place(key: str) -> Any:
        values = [documents[key][name] for name in used]
        return [(value is not None, value) for value in values], key

    return sorted(found, key=place, reverse=order is not Order.LEAST_CERTAIN)


def _has_confidence_range(query: CommentFilter) -> bool:
    return query.confidence_min is not None or query.confidence_max is not None


def _fits(document: Mapping[str, Any], query: CommentFilter) -> bool:
    get = document.get
    lists = [
        (query.category, [get("category")]),
        (query.sentiment, [get("sentiment")]),
        (query.status, [get("status")]),
        (query.tag, get("tags", [])),
        (query.candidate, get("candidates", [])),
        ([_plain(name) for name in query.artist], [_plain(get("artist") or "-")]),
        ([_plain(name) for name in query.album], [_plain(get("album") or "-")]),
        (query.model, [get("model")]),
        (query.prompt_version, [get("prompt_version")]),
        (query.batch, [get("batch_id")]),
        ([] if query.reviewed is None else [query.reviewed], [get("reviewed")]),
    ]
    confidence: Any = get("confidence")
    return (
        all(not wanted or any(one in wanted for one in have) for wanted, have in lists)
        and (not _has_confidence_range(query) or confidence is not None)
        and (query.confidence_min is None or confidence >= query.confidence_min)
        and (query.confidence_max is None or confidence <= query.confidence_max)
        and (query.since is None or document["received_at"] >= query.since)
        and (query.until is None or document["received_at"] < query.until)
        and (not query.search or _says(document, query.search))
    )


def _says(document: Mapping[str, Any], search: str) -> bool:
    fields = [_tokens(document[name] or "") for name in ("text", "artist", "album", "song")]
    parts = [(n % 2, _tokens(part)) for n, part in enumerate(search.split('"'))]
    return any(tokens for _, tokens in parts) and all(
        any(tokens == field[at : at + len(tokens)] for field in fields for at in range(len(field)))
        if quoted
        else all(any(token in field for field in fields) for token in tokens)
        for quoted, tokens in parts
        if tokens
    )


def _tokens(text: str) -> list[str]:
    return re.findall(r"\w+", _plain(text))


def _plain(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", text).lower() if not unicodedata.combining(char))
