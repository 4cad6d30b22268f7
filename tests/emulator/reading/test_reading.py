"""Reading comments from Firestore and over HTTP equals a naive scan, at a bounded number of reads."""

import csv
import io
import json
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest

from alumusic.adapters.firestore.reading.search import FirestoreSearch
from alumusic.domain.reading.filter import CommentFilter, CommentQuery, Order
from alumusic.domain.reading.plan import plan
from alumusic.services.reading.counts import CountComments
from alumusic.services.reading.pages import READ_PER_ROW, ReadComments
from bench.measure.meter import Meter, metered
from local.client import Answer, call
from tests.support.reading import AT, LOTS, asked, expected, library
from tests.support.stack.harness import RunningStack

pytestmark = pytest.mark.stack

COMMENTS = 300
QUERIES = 60


def store(database: Any, documents: dict[str, dict[str, Any]]) -> None:
    for start in range(0, len(documents), 400):
        batch = database.batch()
        for key, document in list(documents.items())[start : start + 400]:
            batch.set(database.document("comments", key), document)
        batch.commit()


@dataclass
class Searched:
    """Comments in a separate project of the emulator, and readers of them."""

    database: Any
    meter: Meter
    documents: dict[str, dict[str, Any]]

    @property
    def reader(self) -> ReadComments:
        return ReadComments(FirestoreSearch(self.database), str)

    def walk(self, given: dict[str, Any]) -> Iterator[tuple[list[str], int]]:
        """Ids and number of documents read, for each page."""
        cursor = None
        while True:
            self.meter.clear()
            page = self.reader.page(CommentQuery(**given, cursor=cursor))
            yield [row.id for row in page.comments], self.meter.counts["reads"]
            cursor = page.next_cursor
            if cursor is None:
                return


@pytest.fixture(scope="module")
def searched(stack: RunningStack) -> Iterator[Searched]:
    database, meter = metered(stack.ports, f"reading-{uuid4().hex[:6]}")
    found = Searched(database, meter, library(Random(11), COMMENTS))
    store(database, found.documents)
    yield found
    database.close()


@pytest.mark.parametrize("seed", range(QUERIES))
def test_firestore_finds_what_a_plain_reading_finds_at_a_bounded_cost(searched: Searched, seed: int) -> None:
    chance = Random(seed)
    query, order, limit = asked(chance), list(Order)[seed % 3], chance.choice([7, 40, 200])

    pages = list(searched.walk({**query, "ordem": order, "limite": limit}))

    most = limit + 10 if plan(CommentFilter(**query), order).exact else READ_PER_ROW * limit
    assert [key for ids, _ in pages for key in ids] == expected(searched.documents, CommentFilter(**query), order)
    assert max(reads for _, reads in pages) <= most


@pytest.mark.parametrize("seed", range(15))
def test_firestores_counts_are_those_of_the_list(searched: Searched, seed: int) -> None:
    query = CommentFilter(**asked(Random(1_000 + seed)))

    found = CountComments(FirestoreSearch(searched.database))(query)

    rows = [searched.documents[key] for key in expected(searched.documents, query, Order.NEWEST)]
    assert (found.total, found.exact, found.reviewed_comments) == (
        len(rows),
        True,
        sum(row["reviewed"] for row in rows),
    )
    shares: dict[str, Mapping[Any, int]] = {
        "category": found.categories,
        "sentiment": found.sentiments,
        "status": found.status,
    }
    for name, counted in shares.items():
        assert list(counted.values()) == [sum(row.get(name) == str(value) for row in rows) for value in counted]


def test_the_first_page_tells_the_total(searched: Searched) -> None:
    found = searched.reader.page(CommentQuery(artist=("anitta",), limit=5))

    assert found.total == len(expected(searched.documents, CommentFilter(artist=("anitta",)), Order.NEWEST))


def test_a_word_that_nobody_wrote_reads_nothing(searched: Searched) -> None:
    pages = list(searched.walk({"busca": "show inexistente"}))

    assert pages == [([], 0)]


@pytest.mark.parametrize("query", [{}, {"busca": "show"}, {"busca": "o que"}, {"categoria": ["ELOGIO", "SPAM"]}])
def test_firestores_pages_skip_and_repeat_nothing_while_comments_arrive(
    stack: RunningStack, query: dict[str, Any]
) -> None:
    chance = Random(5)
    database, meter = metered(stack.ports, f"arriving-{uuid4().hex[:6]}")
    before = library(chance, 60)
    store(database, before)
    seen: list[str] = []

    for ids, _ in Searched(database, meter, before).walk({**query, "limite": 7}):
        seen += ids
        newer = {key: one for key, one in library(chance, 5).items() if one["status"] != "APAGADO"}
        store(database, {key: one | {"received_at": AT + timedelta(hours=len(seen))} for key, one in newer.items()})

    assert [key for key in seen if key in before] == expected(before, CommentFilter(**query), Order.NEWEST)
    assert len(seen) == len(set(seen))


@dataclass
class Served:
    """Comments in the stack's project, in three batches of this test."""

    base: str
    token: str
    documents: dict[str, dict[str, Any]]
    lots: list[str]

    def get(self, path: str = "", **query: Any) -> Answer:
        return call("GET", f"{self.base}/api/comentarios{path}?{self._query(query)}", None, self.token)

    def file(self, path: str = "/exportar", **query: Any) -> tuple[Any, str]:
        url = f"{self.base}/api/comentarios{path}?{self._query(query)}"
        request = urllib.request.Request(url, headers={"Authorization": f"Bearer {self.token}"})
        with urllib.request.urlopen(request, timeout=60) as response:
            return response.headers, response.read().decode()

    def ids(self, **query: Any) -> list[str]:
        found, cursor = [], ""
        while cursor is not None:
            page = self.get(**query, limite=200, cursor=cursor)
            assert page.status == 200, page.body
            found += [row["id"] for row in page.body["comentarios"]]
            cursor = page.body["proximo"]
        return found

    def expected(self, **given: Any) -> list[str]:
        query = {"lote": self.lots} | given
        order = Order(query.pop("ordem", "recentes"))
        lists = {field.alias for field in CommentFilter.model_fields.values() if field.default == ()}
        values = {key: [one] if key in lists and isinstance(one, str) else one for key, one in query.items()}
        return expected(self.documents, CommentFilter.model_validate(values), order)

    def _query(self, query: dict[str, Any]) -> str:
        plain = {name: _plain(value) for name, value in ({"lote": self.lots} | query).items()}
        return urlencode(plain, doseq=True)


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return "sim" if value else "não"
    return value.isoformat() if isinstance(value, datetime) else value


@pytest.fixture(scope="module")
def served(stack: RunningStack) -> Iterator[Served]:
    mark, database = uuid4().hex[:6], stack.firestore()
    documents = library(Random(23), 150)
    for document in documents.values():
        document["batch_id"] = f"{document['batch_id']}-{mark}"
    store(database, documents)
    yield Served(stack.base, stack.admin(), documents, [f"{lot}-{mark}" for lot in LOTS])
    for key in documents:
        database.document("comments", key).delete()
    database.close()


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"busca": "MUSICA"},
        {"busca": '"são o"'},
        {"categoria": "critica"},
        {"categoria": ["ELOGIO", "SPAM"]},
        {"sentimento": "negativo"},
        {"status": "falhou"},
        {"tag": ["show_som", "musica_letra"]},
        {"candidata": "show_luz"},
        {"artista": "anitta"},
        {"album": "REFRAO"},
        {"modelo": "m1"},
        {"versao_prompt": "v2"},
        {"revisado": True},
        {"revisado": False},
        {"confianca_min": 0.25, "confianca_max": 0.5},
        {"de": AT - timedelta(hours=30), "ate": AT - timedelta(hours=6)},
        {"de": "2026-05-05", "ate": "2026-05-05"},
        {"ordem": "menos_certos", "busca": "show batida"},
        {"ordem": "mais_certos", "artista": "anitta", "categoria": ["ELOGIO", "SPAM"], "revisado": False},
    ],
)
def test_every_filter_over_http(served: Served, query: dict[str, Any]) -> None:
    found = served.ids(**query)

    assert found == served.expected(**query)
    assert found


def test_earlier_clients_names_of_the_filters(served: Served) -> None:
    found = served.ids(search="show", category=["ELOGIO", "crítica"], status=["CONCLUIDO", "FALHOU"])

    assert found == served.expected(busca="show", categoria=["ELOGIO", "CRÍTICA"], status=["CONCLUIDO", "FALHOU"])


def test_a_filter_given_empty_counts_as_absent(served: Served) -> None:
    found = served.ids(busca=" ", categoria="", revisado="", de="")

    assert found == served.expected()


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"categoria": "RAIVA"}, "categoria.0"),
        ({"sentimento": ["POSITIVO", "x"]}, "sentimento.1"),
        ({"status": "PRONTO"}, "status.0"),
        ({"tag": "Não É Código"}, "tag.0"),
        ({"confianca_min": "1.5"}, "confianca_min"),
        ({"confianca_max": "nan"}, "confianca_max"),
        ({"revisado": "talvez"}, "revisado"),
        ({"de": "ontem"}, "de"),
        ({"ate": "2026-02-30"}, "ate"),
        ({"limite": 0}, "limite"),
        ({"limite": 201}, "limite"),
        ({"ordem": "alfabetica"}, "ordem"),
        ({"cursor": "xyz"}, "cursor"),
        ({"busca": "a" * 301}, "busca"),
        ({"format": "xml"}, "format"),
        ({"inventado": "1"}, "inventado"),
    ],
)
def test_every_wrong_value_is_refused_by_name(served: Served, query: dict[str, Any], field: str) -> None:
    found = served.get(**query)

    assert found.status == 400
    assert [detail["campo"] for detail in found.body["detalhes"]] == [field]


def test_a_single_valued_filter_may_not_repeat(served: Served) -> None:
    assert served.get(busca=["a", "b"]).status == 400


def test_one_comment_has_its_history_and_its_revision_as_a_tag(served: Served, stack: RunningStack) -> None:
    key = next(key for key, one in served.documents.items() if one["status"] == "CONCLUIDO")
    document = stack.firestore().document("comments", key)
    state = {name: served.documents[key][name] for name in ("category", "sentiment", "confidence", "tags", "reviewed")}
    entry = {"action": "correcao", "who": "ana@x.com", "at": AT, "before": state, "after": state, "note": "engano"}
    for revision in range(12):
        document.collection("history").document(str(revision)).set(entry | {"note": f"nota {revision}"})
    document.update({"revision": 12})
    url = f"{served.base}/api/comentarios/{key}"
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {served.token}"})

    with urllib.request.urlopen(request, timeout=60) as response:
        etag, found = response.headers["ETag"], json.loads(response.read())
    _, exported = served.file(formato="json")

    document.update({"revision": 0})
    for revision in range(12):
        document.collection("history").document(str(revision)).delete()
    assert etag == '"12"'
    assert [one["nota"] for one in found["historico"]] == [f"nota {n}" for n in range(12)]
    assert next(row for row in json.loads(exported) if row["id"] == key)["historico"] == found["historico"]


def test_unknown_and_erased_comments_are_not_found(served: Served) -> None:
    erased = next(key for key, one in served.documents.items() if one["status"] == "APAGADO")

    assert [served.get(f"/{key}").status for key in (erased, str(uuid4()), "..%2F", "__x__")] == [404] * 4


def test_hits_are_marked_where_javascript_counts_them(served: Served) -> None:
    rows = served.get(busca="show", limite=200).body["comentarios"]

    shown = [
        row["texto"].encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")
        for row in rows
        for start, end in row["destaques"]
    ]
    assert set(shown) == {"show", "Show", "𝓼𝓱𝓸𝔀"}


@pytest.mark.parametrize("seed", range(9))
def test_an_export_in_each_format_holds_the_rows_of_the_list(served: Served, seed: int) -> None:
    query = asked(Random(500 + seed)) | {"lote": served.lots, "ordem": list(Order)[seed % 3].value}

    ids = served.ids(**query)
    headers, as_csv = served.file(**query)
    _, as_json = served.file(**query, formato="json")
    _, as_lines = served.file("", **query, format="ndjson")

    assert [row["id"] for row in csv.DictReader(io.StringIO(as_csv, newline=""))] == ids
    assert [row["id"] for row in json.loads(as_json)] == ids
    assert [json.loads(line)["id"] for line in as_lines.splitlines()] == ids
    assert headers["X-Total-Count"] in (None, str(len(ids)))


def test_an_export_is_a_dated_file_that_nobody_keeps(served: Served) -> None:
    headers, body = served.file(bom="true")

    day = datetime.now(UTC).year
    assert headers["Content-Disposition"].startswith(f'attachment; filename="comentarios-{day}-')
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Total-Count"] == str(len(served.expected()))
    assert body.startswith("\ufeffid,texto,")


def test_counts_and_charts_of_a_filter_over_http(served: Served) -> None:
    counts = served.get("/contagens", artista="anitta")
    charts = served.get("/graficos", artista="anitta")

    rows = [served.documents[key] for key in served.expected(artista="anitta")]
    assert (counts.body["total"], counts.body["exato"]) == (len(rows), True)
    assert charts.body["comentarios"] == sum(row["status"] == "CONCLUIDO" for row in rows)
    assert charts.body["completo"] is True
    assert charts.body["relatorio"]["graficos"][0]["id"] == "categorias"


@pytest.mark.parametrize("path", ["", "/contagens", "/graficos", "/exportar", "/7f0c8f4e-4b6b-4a52-9c57-1f4f4f6f0d11"])
def test_only_curators_read(stack: RunningStack, token: str, path: str) -> None:
    url = f"{stack.base}/api/comentarios{path}"

    # A sender token has another audience, or lacks the scope.
    assert call("GET", url, None, token).status in (401, 403)
    assert call("GET", url).status == 401
