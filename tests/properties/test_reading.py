"""Reading finds exactly the comments of a naive scan, page by page, in the requested order."""

from collections.abc import Mapping
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alumusic.adapters.memory import MemorySearch, MemoryStore
from alumusic.domain.comments.tags import TagCatalogue
from alumusic.domain.reading.filter import CommentFilter, CommentQuery, Order
from alumusic.errors import InvalidRequest, NotFound
from alumusic.services.reading.charts import ReportFiltered
from alumusic.services.reading.counts import CountComments
from alumusic.services.reading.export import ExportComments
from alumusic.services.reading.pages import READ_PER_ROW, ReadComments
from tests.support.reading import AT, asked, expected, library

often = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
# Seeds instead of st.randoms(): Hypothesis' bookkeeping of every draw would cost ten times as much as the tests.
chances = st.builds(Random, st.integers(0, 2**64))


class Watched(MemorySearch):
    """Counts the documents read for each page."""

    reads = 0

    def read(self, *arguments: Any, **named: Any) -> Any:
        found = super().read(*arguments, **named)
        self.reads += len(found)
        return found


def stored(documents: dict[str, Any]) -> Watched:
    store = MemoryStore()
    store.comments = documents
    return Watched(store)


def walk(search: Watched, given: dict[str, Any], most_read: list[int] | None = None) -> tuple[list[str], int | None]:
    """Ids of all pages, and the first page's total."""
    reader, ids, cursor, totals = ReadComments(search, str), [], None, []
    for _ in range(1_000):
        search.reads = 0
        page = reader.page(CommentQuery(**given, cursor=cursor))
        ids += [row.id for row in page.comments]
        totals.append(page.total)
        if most_read is not None:
            most_read.append(search.reads)
        cursor = page.next_cursor
        if cursor is None:
            return ids, totals[0]
    raise AssertionError("the pages never end")


@often
@given(chances)
def test_the_pages_together_are_what_a_plain_reading_finds(chance: Random) -> None:
    documents, query = library(chance, 40), asked(chance)
    order, limit = chance.choice(list(Order)), chance.choice([1, 3, 7, 50])

    ids, total = walk(stored(documents), {**query, "ordem": order, "limite": limit})

    wanted = expected(documents, CommentFilter(**query), order)
    assert ids == wanted
    assert total in (None, len(wanted))


@often
@given(chances)
def test_a_page_reads_a_bounded_number_of_documents(chance: Random) -> None:
    reads: list[int] = []
    limit = chance.choice([1, 3, 7])

    walk(stored(library(chance, 40)), {**asked(chance), "limite": limit}, reads)

    assert max(reads) <= max(READ_PER_ROW * limit, limit + 1)


@pytest.mark.parametrize("busca", ["o que é", '"que é"', "é", "show o"])
def test_stop_words_are_found_too(busca: str) -> None:
    documents = library(Random(7), 300)

    ids, total = walk(stored(documents), {"busca": busca, "limite": 5})

    assert ids == expected(documents, CommentFilter(search=busca), Order.NEWEST) != []
    assert total is None


@pytest.mark.parametrize("busca", ["💚", '""', "!?"])
def test_a_search_without_a_word_finds_nothing(busca: str) -> None:
    found = walk(stored(library(Random(7), 60)), {"busca": busca})

    assert found == ([], 0)


def test_a_word_that_nobody_wrote_is_answered_without_reading() -> None:
    search = stored(library(Random(7), 60))

    found = walk(search, {"busca": "show inexistente"})

    assert found == ([], 0)
    assert search.reads == 0


@often
@given(chances)
def test_nothing_is_skipped_or_repeated_while_comments_arrive(chance: Random) -> None:
    documents, query = library(chance, 30), asked(chance)
    order, search = chance.choice(list(Order)), stored(dict(documents))
    reader, seen, cursor = ReadComments(search, str), [], None

    while True:
        page = reader.page(CommentQuery(**query, order=order, limit=3, cursor=cursor))
        seen += [row.id for row in page.comments]
        cursor = page.next_cursor
        if cursor is None:
            break
        if len(search.store.comments) < 150:
            newer = library(chance, 2)
            for document in newer.values():
                document["received_at"] = AT + timedelta(minutes=len(seen))
            search.store.comments |= {key: one for key, one in newer.items() if one["status"] != "APAGADO"}

    assert [key for key in seen if key in documents] == expected(documents, CommentFilter(**query), order)
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize(
    "spoil", [lambda c: c[:-1], lambda c: c + "A", lambda c: "x" + c, lambda c: "~", lambda c: "á"]
)
def test_a_broken_cursor_is_refused(spoil: Any) -> None:
    reader = ReadComments(stored(library(Random(1), 20)), str)
    cursor = reader.page(CommentQuery(limit=5)).next_cursor

    with pytest.raises(InvalidRequest) as refused:
        reader.page(CommentQuery(limit=5, cursor=spoil(cursor)))

    assert (refused.value.status, refused.value.code) == (400, "cursor_invalido")


@pytest.mark.parametrize("other", [{"ordem": "mais_certos"}, {"busca": "show"}, {"categoria": ["SPAM"]}])
def test_another_querys_cursor_is_refused(other: dict[str, Any]) -> None:
    reader = ReadComments(stored(library(Random(1), 20)), str)
    cursor = reader.page(CommentQuery(limit=5)).next_cursor

    with pytest.raises(InvalidRequest):
        reader.page(CommentQuery(limit=5, cursor=cursor, **other))


def test_the_page_may_change_its_size_on_the_way() -> None:
    documents = library(Random(1), 20)
    reader = ReadComments(stored(documents), str)
    first = reader.page(CommentQuery(limit=5))

    second = reader.page(CommentQuery(limit=200, cursor=first.next_cursor))

    ids = [row.id for row in (*first.comments, *second.comments)]
    assert ids == expected(documents, CommentFilter(), Order.NEWEST)


@often
@given(chances)
def test_counts_are_those_of_the_list(chance: Random) -> None:
    documents, query = library(chance, 40), asked(chance)

    found = CountComments(stored(documents))(CommentFilter(**query))

    rows = [documents[key] for key in expected(documents, CommentFilter(**query), Order.NEWEST)]
    assert (found.total, found.exact) == (len(rows), True)
    assert found.reviewed_comments == sum(row["reviewed"] for row in rows)
    shares: dict[str, Mapping[Any, int]] = {
        "category": found.categories,
        "sentiment": found.sentiments,
        "status": found.status,
    }
    for name, counted in shares.items():
        assert {str(key): n for key, n in counted.items()} == {
            str(key): sum(row.get(name) == key for row in rows) for key in counted
        }


@often
@given(chances)
def test_an_export_holds_the_rows_of_the_list(chance: Random) -> None:
    documents, query, order = library(chance, 40), asked(chance), chance.choice(list(Order))

    found = ExportComments(stored(documents), str)(CommentFilter(**query), order)

    ids = [row.id for page in found.pages for row in page]
    assert ids == expected(documents, CommentFilter(**query), order)
    assert found.total in (None, len(ids))


@settings(max_examples=15, deadline=None)
@given(chances)
def test_the_charts_count_the_classified_comments_of_the_filter(chance: Random) -> None:
    documents, query = library(chance, 40), asked(chance)

    found = ReportFiltered(stored(documents), lambda: AT + timedelta(minutes=1), TagCatalogue)(CommentFilter(**query))

    rows = [documents[key] for key in expected(documents, CommentFilter(**query), Order.NEWEST)]
    done = sum(row["status"] == "CONCLUIDO" for row in rows)
    assert (found.comments, found.report.total, found.complete) == (done, done, True)


def test_one_comment_comes_with_its_history() -> None:
    documents = library(Random(3), 5)
    key = next(key for key, one in documents.items() if one["status"] == "CONCLUIDO")
    documents[key]["revision"] = 2
    search = stored(documents)
    state = {"category": "SPAM", "sentiment": "NEUTRO", "confidence": 0.4, "tags": [], "reviewed": False}
    entry = {"who": "ana@alumusic.com", "at": AT, "before": state, "after": {"reviewed": False}, "note": "engano"}
    search.store.history[key] = {0: {**entry, "action": "correcao"}, 1: {**entry, "action": "desfeito"}}

    found = ReadComments(search, str).detail(key)

    assert (found.id, found.revision) == (key, 2)
    assert [(one.revision, one.action) for one in found.history] == [(0, "correcao"), (1, "desfeito")]
    assert found.history[0].before.category == "SPAM"
    assert found.history[0].after.category is None


@pytest.mark.parametrize("name", ["..", "__x__", "a/b", "", "0" * 36])
def test_an_unknown_comment_is_not_found(name: str) -> None:
    with pytest.raises(NotFound):
        ReadComments(stored(library(Random(3), 5)), str).detail(name)


def test_an_erased_comment_is_not_found() -> None:
    documents = library(Random(3), 5)
    erased = next(key for key, one in documents.items() if one["status"] == "APAGADO")

    with pytest.raises(NotFound):
        ReadComments(stored(documents), str).detail(erased)
