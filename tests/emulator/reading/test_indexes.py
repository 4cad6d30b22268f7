"""The index file declares every index that a query needs, and no other."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count, product
from typing import Any
from uuid import uuid4

import pytest

from alumusic.adapters.firestore.accounts.accounts import FirestoreAccounts
from alumusic.adapters.firestore.comments.batches import FirestoreBatches
from alumusic.adapters.firestore.comments.comments import FirestoreComments
from alumusic.adapters.firestore.comments.failed import FirestoreFailed
from alumusic.adapters.firestore.counting.audit import FirestoreCommentAudit, FirestoreCounterAudit
from alumusic.adapters.firestore.digest.digests import FirestoreDigests
from alumusic.adapters.firestore.digest.outbox import FirestoreOutbox
from alumusic.adapters.firestore.operation import FirestoreOperation
from alumusic.adapters.firestore.questions import FirestoreQuestions
from alumusic.adapters.firestore.reading.saved_views import FirestoreViews
from alumusic.adapters.firestore.reading.search import FirestoreSearch
from alumusic.adapters.firestore.review.erasures import FirestoreByAuthor, FirestoreMentions
from alumusic.adapters.firestore.review.reviews import FirestoreReviews
from alumusic.adapters.firestore.review.tags import FirestoreTags
from alumusic.adapters.firestore.word_lists import WORD_LISTS, word_list
from alumusic.domain.comments.tags import TagCatalogue
from alumusic.domain.reading.filter import CommentFilter, CommentQuery, Order
from alumusic.services.digest.samples import SampleComments
from alumusic.services.questions.evidence import EvidenceQuery, FindEvidence
from alumusic.services.reading.charts import ReportFiltered
from alumusic.services.reading.counts import CountComments
from alumusic.services.reading.export import ExportComments
from alumusic.services.reading.pages import ReadComments
from bench.measure.meter import Meter, metered
from local.stack.config import ROOT
from tests.support.digest import WEEK, World
from tests.support.stack.harness import RunningStack
from tests.support.stack.index_rules import Index, declared, needed_by_all

pytestmark = pytest.mark.stack

AT = datetime(2026, 5, 6, tzinfo=UTC)
FILE = ROOT / "infra" / "firestore.indexes.json"
ONE_OF_EACH_LIST = [
    next(word for word in map("w{}".format, count()) if word_list(word) == f"words_{n}") for n in range(WORD_LISTS)
]
FACETS: dict[str, dict[str, Any]] = {
    "everything": {},
    "category": {"categoria": ["ELOGIO", "SPAM"]},
    "sentiment": {"sentimento": ["NEUTRO"]},
    "status": {"status": ["CONCLUIDO"]},
    "tag": {"tag": ["show_som"]},
    "candidate": {"candidata": ["show_luz", "show_fila"]},
    "artist": {"artista": ["anitta"]},
    "album": {"album": ["versions"]},
    "model": {"modelo": ["m1", "m2"]},
    "prompt": {"versao_prompt": ["v1"]},
    "batch": {"lote": ["lote"]},
    "reviewed": {"revisado": False},
    **{f"words_{n}": {"busca": word} for n, word in enumerate(ONE_OF_EACH_LIST)},
    "words": {"busca": 'show "de bola"', "tag": ["show_som"]},
}
RANGES: tuple[dict[str, Any], ...] = (
    {},
    {"de": AT},
    {"confianca_max": 0.5},
    {"ate": AT + timedelta(days=1), "confianca_min": 0.1},
)
# Large, ever-growing or never queried fields: an index would only cost.
EXEMPT = {
    "comments": {
        *(f"words_{n}" for n in range(WORD_LISTS)),
        "text", "evidence", "artist", "album", "song", "channel", "failure",
        "published_at", "classified_at", "reviewed_at",
        "expire_at",
    },
    "history": {"before", "after", "note", "at", "expire_at"},
    "stats": {"cells", "usage", "waiting", "volume", "confidence", "album", "tag", "artists", "albums", "tags"},
    "snapshots": {"packed"},
    "batches": {"duplicate_ids", "fingerprint", "published_at", "expire_at"},
    "dead_letters": {"data", "expire_at"},
    "erasures": {"authors"},
    # A time-to-live policy needs no index, and an index on increasing times has a hot spot.
    "invitations": {"expires_at"}, "sessions": {"expire_at"}, "throttles": {"expire_at"}, "deliveries": {"expire_at"},
    "questions": {"question", "text", "expire_at"},
    "digests": {"figures", "comments", "text"},
}  # fmt: skip


@pytest.fixture(scope="module")
def asked(stack: RunningStack) -> Iterator[set[Index]]:
    """Indexes needed by all queries of the product, recorded on the wire."""
    database, meter = metered(stack.ports, f"indexes-{uuid4().hex[:6]}")
    _search(FirestoreSearch(database), meter)
    _rest(database)
    yield needed_by_all(meter.queries)
    database.close()


def test_every_composite_index_that_a_query_needs_is_declared(asked: set[Index]) -> None:
    composite = {index for index in asked if len(index.parts) > 1}

    missing = composite - set(declared(json.loads(FILE.read_text())))

    assert missing == set()


def test_no_index_is_declared_that_no_query_needs(asked: set[Index]) -> None:
    found = declared(json.loads(FILE.read_text()))

    assert len(found) == len(set(found))
    assert set(found) - asked == set()


def test_large_and_growing_fields_are_exempt_and_no_query_needs_them(asked: set[Index]) -> None:
    overrides = json.loads(FILE.read_text())["fieldOverrides"]
    exempt = {(one["collectionGroup"], one["fieldPath"]) for one in overrides if one["indexes"] == []}
    single = {(index.collection, index.parts[0][0]) for index in asked if len(index.parts) == 1}

    assert len(exempt) == len(overrides)
    assert exempt == {(collection, name) for collection, names in EXEMPT.items() for name in names}
    assert exempt & single == set()


def test_the_rules_see_an_index_that_is_missing(asked: set[Index]) -> None:
    held = set(declared(json.loads(FILE.read_text())))
    one = Index("comments", (("artist_key", "ASCENDING"), ("received_at", "DESCENDING")))

    assert one in asked - (held - {one})


def _search(search: FirestoreSearch, meter: Meter) -> None:
    """Runs every filter alone and in pairs, in every order, with every range: pages, counts, charts, exports."""
    read, export = ReadComments(search, str), ExportComments(search, str)
    tally, report = CountComments(search), ReportFiltered(search, lambda: AT, TagCatalogue)
    for given, order, ranges in product(FACETS.values(), Order, RANGES):
        read.page(CommentQuery(**given, **ranges, order=order))
        next(export(CommentFilter(**given, **ranges), order).pages, None)
    for given, ranges in product(FACETS.values(), RANGES):
        tally(CommentFilter(**given, **ranges))
        report(CommentFilter(**given, **ranges))
    pairs = product(FACETS.values(), FACETS.values())
    for one, other in pairs:
        read.page(CommentQuery(**{**one, **other}))
    assert len(meter.queries) > 500


def _rest(database: Any) -> None:
    database.collection("comments").document("one").set({"batch_id": "lote"})
    FirestoreBatches(database).recent(None, 1)
    FirestoreBatches(database).recent("servico:1", 1)
    FirestoreComments(database).progress("lote")
    FirestoreByAuthor(database).ids("hash", 1)
    FirestoreByAuthor(database).count("hash")
    FirestoreMentions(database).forget("one")
    FirestoreAccounts(database).tokens()
    FirestoreOperation(database).failed()
    FirestoreOperation(database).reasons()
    FirestoreOperation(database).unreadable()
    list(FirestoreCommentAudit(database).classified())
    FirestoreCounterAudit(database).read_all()
    FirestoreReviews(database).newest_reviewed(1)
    FirestoreFailed(database).failed(1)
    FirestoreFailed(database).failures()
    FirestoreTags(database).newest_with_candidates(1)
    FirestoreTags(database).carrying("show_som", 1)
    FirestoreTags(database).left("show_som")
    FirestoreViews(database).own("1")
    FirestoreViews(database).shared()
    FirestoreDigests(database).newest("2026-W18", 1)
    FirestoreQuestions(database).newest(1)
    outbox = FirestoreOutbox(database)
    outbox.unfilled()
    outbox.due(AT, 1)
    outbox.newest()
    outbox.counts("2026-W18")
    outbox.troubled("2026-W18", 1)
    week = World()
    week.count(1, WEEK.start)
    SampleComments(FirestoreSearch(database))(WEEK, week.figures())
    FindEvidence(FirestoreSearch(database))(EvidenceQuery("a fila", ["Céu"], ["show_som"], AT))
